"""Every operation that takes JSON refuses what it can't read: each wrong field is named, nothing written or echoed."""

from collections.abc import Iterator
from typing import Final

import pytest
from flask import Flask

from app.http.jsonvalues import is_object
from app.http.limits import limits_of
from tests.api.bad_input.conftest import Untouched, refused
from tests.client import Client
from tests.permissions.asking import Ask
from tests.permissions.requests import REQUESTS
from tests.permissions.stage import Stage

SECRET: Final = "correct-horse-battery-staple"
JSON: Final = {"Content-Type": "application/json"}
TEN_MEGABYTES: Final = 10_000_000
WRITING: Final = ("POST", "PUT", "PATCH")
WITHOUT_JSON: Final = frozenset(
    {
        "PUT /tickets/{ticket_id}/watch",
        "POST /jobs/{job_id}/retry",
        "POST /deliveries/{delivery_id}/replay",
        "POST /email-verifications/{token}",
        "POST /f/{follow_token}/attachments",
        "POST /f/{follow_token}/undo",
        "POST /logout",
        "POST /me/email-verification",
        "POST /properties/{property_id}/rooms/import",
        "POST /properties/{property_id}/rooms/{room_id}/qr/rotate",
        "POST /settings/push/test",
        "POST /sms/inbound",
        "POST /sms/status",
        "POST /tasks/{task_id}/start",
        "POST /tickets/{ticket_id}/attachments",
        "POST /tickets/{ticket_id}/undo",
        "POST /token/refresh",
        "POST /unsubscribe/{token}",
        "PUT /properties/{property_id}/managers/{user_id}",
    }
)
FOR_SUPER_ADMINS: Final = frozenset(
    {
        "PATCH /settings/notifications",
        "POST /summaries/send",
        "POST /deliveries/replay",
        "POST /properties",
        "POST /departments",
        "PATCH /departments/{department_id}",
        "POST /categories",
        "PATCH /categories/{category_id}",
        "PATCH /settings/email",
        "POST /settings/email/test",
        "PUT /settings/email/templates/{key}",
        "POST /settings/email/templates/{key}/preview",
        "PATCH /settings/sms",
        "POST /settings/sms/test",
        "PATCH /settings/push",
    }
)


def _rows() -> Iterator[str]:
    """One row of the table of permissions for each operation."""
    known: set[str] = set()
    for row in REQUESTS:
        operation = row.split(" (", maxsplit=1)[0]
        if row.startswith(WRITING) and operation not in known | WITHOUT_JSON:
            known.add(operation)
            yield row


@pytest.fixture
def stage(app: Flask, row: str) -> Stage:
    """A manager with rows of their own; a super admin where only they may."""
    limits_of(app).reset()
    return Stage(app, "super_admin" if row in FOR_SUPER_ADMINS else "manager")


@pytest.fixture
def asked(stage: Stage, row: str) -> Ask:
    """The good request."""
    ask = REQUESTS[row](stage)
    _ = stage.caller
    return ask


@pytest.fixture
def body(asked: Ask) -> dict[str, object]:
    """Its body."""
    assert is_object(asked.json)
    return dict(asked.json)


@pytest.mark.parametrize("row", list(_rows()))
def test_a_bad_body_is_refused_and_nothing_happens(
    client: Client, stage: Stage, row: str, asked: Ask, body: dict[str, object], untouched: Untouched
) -> None:
    method, caller = row.split(maxsplit=1)[0], stage.caller
    with untouched():
        for content in (b"{", b'{"title": "a', f'["{SECRET}"'.encode(), b"\x00", b"\xff\xfe{}"):
            answer = client.call(method, asked.path, as_=caller, content=content, headers=JSON)
            assert refused(answer, 400, "malformed_json") == {}
            assert SECRET not in answer.content.decode()
        for field in body:
            wrong = client.call(method, asked.path, as_=caller, json={**body, field: [[SECRET]]})
            assert any(pointer.startswith(f"/{field}") for pointer in refused(wrong, 422, "invalid"))
            assert SECRET not in wrong.content.decode()
        unknown = client.call(method, asked.path, as_=caller, json={**body, "is_admin": SECRET})
        assert refused(unknown, 422, "invalid") == {"/is_admin": "unknown_field"}
        assert SECRET not in unknown.content.decode()
        large = client.call(method, asked.path, as_=caller, json={**body, next(iter(body), "any"): "x" * TEN_MEGABYTES})
        refused(large, 413, "too_large")
        refused(client.call(method, asked.path, as_=caller, content=b"a=1"), 415, "unsupported_type")
    assert client.call(method, asked.path, as_=caller, json=body).status < 400
