"""What a body refers to must be there, of the same property, and active; what is moved must be movable."""

import secrets

import pytest
from flask import Flask

from tests import factories
from tests.api.bad_input.conftest import Untouched, refused
from tests.client import Client
from tests.factories import Cast, Person


@pytest.fixture
def gone(app: Flask, cast: Cast) -> Person:
    """A manager of house A who was deactivated."""
    house = [cast.a.id]
    return factories.person(app, "manager", manages=house, belongs=house, department="management", is_active=False)


def test_a_room_of_another_property_is_refused_wherever_it_is_named(
    client: Client, app: Flask, cast: Cast, untouched: Untouched
) -> None:
    ticket_id = factories.ticket(cast.a.id, cast.a.guest.id)
    both = factories.person(app, "manager", manages=[cast.a.id, cast.b.id])
    report = {"title": "x", "property_id": cast.a.id}
    stay = {"property_id": cast.a.id, "relation": "member", "room_id": cast.b.room}
    person = {"email": f"{secrets.token_hex(6)}@example.com", "name": "Ivo", "role": "guest", "properties": [stay]}
    with untouched():
        for method, path, body, pointer in (
            ("POST", "/tickets", {**report, "room_id": cast.b.room}, "/room_id"),
            ("POST", "/tickets", {**report, "on_behalf_of": {"name": "Ada", "room_id": cast.b.room}}, "/room_id"),
            ("PATCH", f"/tickets/{ticket_id}", {"room_id": cast.b.room}, "/room_id"),
            ("POST", "/tasks", {**report, "room_id": cast.b.room}, "/room_id"),
            ("POST", "/users", person, "/properties/0/room_id"),
            ("PUT", f"/properties/{cast.a.id}/users/{cast.a.guest.id}", {"room_id": cast.b.room}, "/room_id"),
        ):
            for caller in (both, cast.admin):
                assert set(refused(client.call(method, path, as_=caller, json=body), 422)) == {pointer}
        client.patch(f"/properties/{cast.a.id}/rooms/{cast.b.room}", as_=both, json={"name": "x"}).problem(404)


def test_somebody_deactivated_gets_nothing_and_does_nothing(
    client: Client, cast: Cast, gone: Person, untouched: Untouched
) -> None:
    ticket_id = factories.ticket(cast.a.id, cast.a.guest.id)
    report = {"title": "x", "property_id": cast.a.id}
    with untouched():
        for method, path, body, pointer in (
            ("PATCH", f"/tickets/{ticket_id}", {"assignee_id": gone.id}, "/assignee_id"),
            ("POST", "/assign-task", {"ticket_id": ticket_id, "user_id": gone.id}, "/user_id"),
            ("POST", "/tasks", {**report, "user_ids": [gone.id]}, "/user_ids"),
            ("POST", "/tickets", {**report, "on_behalf_of": {"user_id": gone.id}}, "/on_behalf_of/user_id"),
            ("PUT", f"/properties/{cast.b.id}/users/{gone.id}", {}, "/path/user_id"),
        ):
            answer = client.call(method, path, as_=cast.admin, json=body)
            assert set(refused(answer, 422)) == {pointer}
        refused(client.get("/tickets", as_=gone), 401)
        refused(client.post("/tickets", as_=gone, json=report), 401)


@pytest.mark.parametrize(
    ("status", "to", "legal"),
    [
        ("open", "closed", ["in_progress", "on_hold", "resolved", "cancelled"]),
        ("resolved", "in_progress", ["closed", "open"]),
        ("closed", "resolved", ["open"]),
        ("cancelled", "resolved", ["open"]),
    ],
)
def test_an_illegal_move_is_refused_whole_and_names_the_legal_ones(
    client: Client, cast: Cast, untouched: Untouched, status: str, to: str, legal: list[str]
) -> None:
    ticket_id = factories.ticket(cast.a.id, cast.a.guest.id, status=status)
    with untouched():
        body = {"status": to, "title": "It runs", "priority": "low"}
        answer = client.patch(f"/tickets/{ticket_id}", as_=cast.a.manager, json=body)
        assert refused(answer, 409, "illegal_status") == {}
    assert answer.json["allowed_statuses"] == legal
    assert client.get(f"/tickets/{ticket_id}", as_=cast.a.manager).ok()["title"] == "The tap drips"


def test_what_was_archived_is_not_there_any_more(client: Client, cast: Cast, untouched: Untouched) -> None:
    category_id = factories.category()
    client.delete(f"/categories/{category_id}", as_=cast.admin).ok(204)
    client.delete(f"/properties/{cast.a.id}/rooms/{cast.a.second_room}", as_=cast.admin).ok(204)
    report = {"title": "x", "property_id": cast.a.id}
    with untouched():
        for field, identity in (("category_id", category_id), ("room_id", cast.a.second_room)):
            answer = client.post("/tickets", as_=cast.admin, json={**report, field: identity})
            assert refused(answer, 422) == {f"/{field}": "unknown"}
