"""Characters that trick readers: refused or made harmless, wherever people write; and texts beyond their bounds."""

from collections.abc import Callable
from typing import Final

import pytest

from app import db
from app.models import Ticket
from tests import factories
from tests.api.bad_input.conftest import Untouched, refused
from tests.client import Client
from tests.factories import Cast

BODIES: Final[dict[str, tuple[str, str, Callable[[Cast], dict[str, object]]]]] = {
    "ticket": ("/tickets", "title", lambda cast: {"title": "x", "property_id": cast.a.id}),
    "description": ("/tickets", "description", lambda cast: {"title": "x", "property_id": cast.a.id}),
    "room": ("/properties/{a}/rooms", "name", lambda _cast: {"name": "x"}),
    "property": ("/properties", "name", lambda _cast: {"name": "x", "code": "ZZ"}),
    "department": ("/departments", "name", lambda _cast: {"name": "x"}),
    "person": ("/users", "name", lambda _cast: {"email": "ivo@example.com", "name": "x", "role": "staff"}),
    "task": ("/tasks", "title", lambda cast: {"title": "x", "property_id": cast.a.id}),
}
NEVER: Final = ("a\x00b", "\x00", "bell\x07", "\x1b[31mred", "\x9b1m", "back\x08space")
UNSEEN: Final = ("\u200b", "\u2060\ufeff", "\u202e", "\u2066\u2069", "\u3164", "\u2800")


@pytest.mark.parametrize("noun", BODIES)
def test_control_characters_are_refused_wherever_people_write(
    client: Client, cast: Cast, untouched: Untouched, noun: str
) -> None:
    path, field, body = BODIES[noun]
    with untouched():
        for text in NEVER:
            sent = {**body(cast), field: text}
            answer = client.post(path.format(a=cast.a.id), as_=cast.admin, json=sent)
            assert refused(answer, 422, "invalid") == {f"/{field}": "control_characters"}


@pytest.mark.parametrize("noun", [noun for noun in BODIES if noun != "description"])
def test_a_name_of_which_nothing_can_be_seen_is_refused(
    client: Client, cast: Cast, untouched: Untouched, noun: str
) -> None:
    path, field, body = BODIES[noun]
    with untouched():
        for text in UNSEEN:
            answer = client.post(path.format(a=cast.a.id), as_=cast.admin, json={**body(cast), field: text})
            assert refused(answer, 422, "invalid") == {f"/{field}": "blank"}


def test_a_name_keeps_nothing_that_reorders_or_hides(client: Client, cast: Cast) -> None:
    title = "\ufeffpay\u200b \u202eeciovni\u202c \u2066now\u2069 "
    body = {"title": title, "property_id": cast.a.id}
    assert client.post("/tickets", as_=cast.a.staff, json=body).ok(201)["title"] == "pay eciovni now"


def test_a_long_text_turns_nothing_around_it(client: Client, cast: Cast) -> None:
    ticket_id = factories.ticket(cast.a.id, cast.a.guest.id)
    body = {"body": "see \u202eevil\nnext \u2066line"}
    comment = client.post(f"/tickets/{ticket_id}/comments", as_=cast.a.guest, json=body).ok(201)
    assert comment["body"] == "see \u202eevil\u202c\nnext \u2066line\u2069"


def test_two_names_that_look_alike_but_for_what_is_unseen_are_one(client: Client, cast: Cast) -> None:
    path = f"/properties/{cast.a.id}/rooms"
    client.post(path, as_=cast.a.manager, json={"name": "Spa"}).ok(201)
    for twin in ("S\u200bpa", "Spa\ufeff", " Spa "):
        refused(client.post(path, as_=cast.a.manager, json={"name": twin}), 409, "name_taken")


def test_null_bytes_and_reordering_in_a_search_find_nothing_and_break_nothing(client: Client, cast: Cast) -> None:
    for path in ("/tickets", "/users", f"/properties/{cast.a.id}/rooms"):
        answer = client.get(path, as_=cast.admin, query={"q": "a\x00b"})
        assert refused(answer, 422, "invalid") == {"/query/q": "control_characters"}
        client.get(path, as_=cast.admin, query={"q": "%_\\'\"\u202e"}).ok()


@pytest.mark.parametrize(("field", "length"), [("title", 201), ("description", 20_001)])
def test_a_text_beyond_its_bound_is_refused_and_one_within_is_kept_whole(
    client: Client, cast: Cast, untouched: Untouched, field: str, length: int
) -> None:
    body = {"title": "x", "property_id": cast.a.id}
    with untouched():
        answer = client.post("/tickets", as_=cast.a.staff, json={**body, field: "é" * length})
        assert refused(answer, 422, "invalid") == {f"/{field}": "too_long"}
    ticket_id = client.post("/tickets", as_=cast.a.staff, json={**body, field: "é" * (length - 1)}).ok(201)["id"]
    with db.unit_of_work() as session:
        assert getattr(session.get_one(Ticket, ticket_id), field) == "é" * (length - 1)


def test_ten_megabytes_of_text_are_too_many_in_every_way_in(client: Client, cast: Cast, untouched: Untouched) -> None:
    ticket_id, text = factories.ticket(cast.a.id, cast.a.guest.id), "x" * 10_000_000
    with untouched():
        for path in ("/tickets", f"/tickets/{ticket_id}/comments", "/login", "/register", "/q/unknown/tickets"):
            refused(client.post(path, as_=cast.a.guest, json={"body": text}), 413, "too_large")
        headers = {"Content-Type": "application/json", "Transfer-Encoding": "chunked"}
        answer = client.post("/tickets", as_=cast.a.guest, content=text.encode(), headers=headers)
        assert answer.status in (400, 413)
