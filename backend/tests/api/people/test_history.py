"""The history of everything: for super admins, newest first, page after page."""

import datetime as dt
import secrets
from typing import Any

import pytest

from tests.client import Client
from tests.factories import PASSWORD, Cast


def entries(client: Client, cast: Cast, **query: object) -> list[Any]:
    """One page of the history."""
    return client.get("/history", as_=cast.admin, query=query).ok()["items"]


def rename(client: Client, cast: Cast, name: str) -> None:
    """Something that happens to a member of staff."""
    client.patch(f"/users/{cast.a.staff.id}", as_=cast.a.manager, json={"name": name}).ok()


def test_an_entry_says_who_what_from_which_value_to_which_and_through_which_request(client: Client, cast: Cast) -> None:
    headers = {"X-Request-Id": f"req-{secrets.token_hex(6)}"}
    body = {"name": "Nora"}
    client.patch(f"/users/{cast.a.staff.id}", as_=cast.a.manager, json=body, headers=headers).ok()
    (entry,) = entries(client, cast, entity_type="user", entity_id=cast.a.staff.id)
    assert entry["actor"] == {"id": cast.a.manager.id, "name": cast.a.manager.name}
    assert (entry["action"], entry["entity_type"], entry["entity_id"]) == ("user.changed", "user", cast.a.staff.id)
    assert entry["changes"] == {"name": [cast.a.staff.name, "Nora"]}
    assert entry["request_id"] == headers["X-Request-Id"]
    assert entry["ip"] == "127.0.0.1"
    assert entries(client, cast, q=headers["X-Request-Id"]) == [entry]


def test_it_is_read_backwards_page_after_page_over_all_its_partitions(client: Client, cast: Cast) -> None:
    for number in range(3):
        rename(client, cast, f"Nora {number}")
        body = {"name": f"Garden {secrets.token_hex(4)}"}
        client.post("/departments", as_=cast.admin, json=body).ok(201)
    everything = entries(client, cast, limit=6)
    assert [one["entity_type"] for one in everything] == ["department", "user"] * 3
    seen: list[Any] = []
    query: dict[str, object] = {"limit": 2}
    for _ in range(3):
        page = client.get("/history", as_=cast.admin, query=query).ok()
        seen += page["items"]
        query["cursor"] = page["next_cursor"]
    assert seen == everything


def test_it_is_narrowed_down_by_action_actor_time_and_people(client: Client, cast: Cast) -> None:
    before = dt.datetime.now(dt.UTC).isoformat()
    client.post("/login", json={"email": cast.a.guest.email, "password": PASSWORD}).problem(401)
    rename(client, cast, "Nora")
    moment = dt.datetime.now(dt.UTC).isoformat()
    rename(client, cast, "Nora Neu")
    by_manager = entries(client, cast, actor_id=cast.a.manager.id)
    assert [one["changes"]["name"][1] for one in by_manager] == ["Nora Neu", "Nora"]
    assert entries(client, cast, actor_id=cast.a.manager.id, **{"from": moment}) == by_manager[:1]
    assert entries(client, cast, actor_id=cast.a.manager.id, to=moment) == by_manager[1:]
    (refused,) = entries(client, cast, action="session.refused", **{"from": before})
    assert (refused["entity_id"], refused["actor"]) == (cast.a.guest.id, None)
    assert entries(client, cast, q=cast.a.manager.email) == by_manager
    assert entries(client, cast, q="nobody of that name") == []


@pytest.mark.parametrize("who", ["manager", "staff", "guest", "executive"])
def test_it_is_for_super_admins_only(client: Client, cast: Cast, who: str) -> None:
    client.get("/history", as_=getattr(cast.a, who)).problem(403, "forbidden")


@pytest.mark.parametrize(
    "query",
    [
        {"from": "yesterday"},
        {"from": "2026-01-01T00:00:00"},
        {"since": "2026-01-01T00:00:00Z"},
        {"entity_id": "0"},
        {"entity_id": str(2**63)},
        {"action": "a b"},
        {"cursor": "x"},
    ],
)
def test_what_cannot_be_asked_is_refused(client: Client, cast: Cast, query: dict[str, object]) -> None:
    client.get("/history", as_=cast.admin, query=query).problem(422)
