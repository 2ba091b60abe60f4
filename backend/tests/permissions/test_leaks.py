"""What one may not see isn't found out in other ways: filters, counts, ids in bodies, versions, keys, links."""

import io
import secrets
from collections.abc import Mapping
from typing import Any, Final

import pytest
from flask import Flask

from app import db
from app.models import Property
from app.services.rows import now
from tests import factories
from tests.client import Answer, Client
from tests.factories import Cast, House, Person

NOBODY: Final = 2**40
SEEN_ALIKE: Final = ("type", "title", "status", "detail", "code", "params", "errors")


@pytest.fixture
def cast(app: Flask) -> Cast:
    """Everybody of two houses."""
    return factories.cast(app)


def alike(answer: Answer, other: Answer) -> bool:
    """Whether two problems tell the same."""
    return {key: answer.json.get(key) for key in SEEN_ALIKE} == {key: other.json.get(key) for key in SEEN_ALIKE}


def insiders(house: House) -> list[Person]:
    """Everybody of a house."""
    return [house.manager, house.staff, house.guest, house.executive]


def test_filters_find_and_count_only_what_one_sees(client: Client, cast: Cast) -> None:
    word = secrets.token_hex(6)
    columns = {"search": word, "room_id": cast.b.room, "assignee_id": cast.b.manager.id, "holder_id": cast.b.staff.id}
    factories.ticket(cast.b.id, cast.b.guest.id, **columns)
    filters: Mapping[str, object] = {
        "property_id": cast.b.id,
        "room_id": cast.b.room,
        "reporter_id": cast.b.guest.id,
        "assignee_id": cast.b.manager.id,
        "holder_id": cast.b.staff.id,
        "q": word,
    }
    for name, value in filters.items():
        for person in insiders(cast.a):
            assert client.get("/tickets", as_=person, query={name: value}).ok()["items"] == []
            counted = client.get("/tickets/counts", as_=person, query={name: value}).ok()
            assert counted == {"by_status": {}, "by_priority": {}, "unassigned": 0, "overdue": 0}
        assert len(client.get("/tickets", as_=cast.b.manager, query={name: value}).ok()["items"]) == 1


def test_people_of_other_houses_are_not_found_by_any_filter(client: Client, cast: Cast) -> None:
    stranger = cast.b.guest
    for query in ({"q": stranger.email}, {"q": stranger.name}, {"property_id": cast.b.id}, {"role": "guest"}):
        for person in [*insiders(cast.a), cast.outsider]:
            found = {one["id"] for one in client.get("/users", as_=person, query={**query, "limit": 100}).ok()["items"]}
            assert stranger.id not in found
            assert not person.role.startswith("guest") or found <= {person.id}


def test_where_a_colleague_belongs_besides_is_not_shown(client: Client, app: Flask, cast: Cast) -> None:
    both = factories.person(app, "staff", belongs=[cast.a.id, cast.b.id])
    shown = client.get(f"/users/{both.id}", as_=cast.a.manager).ok()
    assert [one["id"] for one in shown["properties"]] == [cast.a.id]
    found = client.get("/users", as_=cast.a.manager, query={"property_id": cast.b.id}).ok()["items"]
    assert both.id not in {one["id"] for one in found}


def test_a_foreign_id_in_a_path_is_answered_like_one_that_nobody_has(client: Client, cast: Cast) -> None:
    ticket_id = factories.ticket(cast.b.id, cast.b.guest.id)
    foreign = {
        "/tickets/{}": ticket_id,
        "/tickets/{}/history": ticket_id,
        "/tasks/{}": factories.task(ticket_id, cast.b.id, cast.b.manager.id, [cast.b.staff.id]),
        "/attachments/{}": factories.attachment(ticket_id, cast.b.guest.id),
        "/users/{}": cast.b.staff.id,
        "/properties/{}": cast.b.id,
        f"/properties/{cast.a.id}/rooms/{{}}": cast.b.room,
    }
    for path, identity in foreign.items():
        for person in insiders(cast.a):
            answer = client.get(path.format(identity), as_=person)
            answer.problem(404, "not_found")
            assert alike(answer, client.get(path.format(NOBODY), as_=person))


def test_a_foreign_id_in_a_body_is_answered_like_one_that_nobody_has(client: Client, cast: Cast) -> None:
    mine = factories.ticket(cast.a.id, cast.a.guest.id)
    foreign = factories.ticket(cast.b.id, cast.b.guest.id)
    here = {"title": "The tap drips", "property_id": cast.a.id}
    asked: list[tuple[str, str, dict[str, Any], str, int]] = [
        ("POST", "/tickets", {"title": "The tap drips"}, "property_id", cast.b.id),
        ("POST", "/tickets", here, "room_id", cast.b.room),
        ("POST", "/tickets", here, "on_behalf_of", cast.b.guest.id),
        ("PATCH", f"/tickets/{mine}", {}, "room_id", cast.b.room),
        ("PATCH", f"/tickets/{mine}", {}, "assignee_id", cast.b.manager.id),
        ("POST", "/assign-task", {"user_id": cast.a.staff.id}, "ticket_id", foreign),
        ("POST", "/assign-task", {"ticket_id": mine}, "user_id", cast.b.staff.id),
        ("POST", "/tasks", {"title": "Check"}, "property_id", cast.b.id),
        ("POST", "/tasks", {"title": "Check"}, "ticket_id", foreign),
        ("POST", "/tasks", {"title": "Check", "property_id": cast.a.id}, "room_id", cast.b.room),
        ("POST", "/users", {"email": "new.one@example.com", "name": "Ivo", "role": "staff"}, "properties", cast.b.id),
        ("PUT", f"/properties/{cast.a.id}/users/{cast.a.guest.id}", {}, "room_id", cast.b.room),
    ]
    for method, path, body, field, identity in asked:
        answers = [
            client.call(method, path, as_=cast.a.manager, json={**body, field: _named(field, value)})
            for value in (identity, NOBODY)
        ]
        answers[0].problem(422)
        assert alike(*answers), (path, field)


def _named(field: str, identity: int) -> object:
    """The id as the field takes it."""
    if field == "on_behalf_of":
        return {"user_id": identity}
    return [{"relation": "member", "property_id": identity}] if field == "properties" else identity


def test_a_version_tells_nothing_of_what_one_may_not_see(client: Client, cast: Cast) -> None:
    ticket_id = factories.ticket(cast.b.id, cast.b.guest.id)
    for path, body in (
        (f"/tickets/{ticket_id}", {"title": "Mine"}),
        (f"/users/{cast.b.staff.id}", {"name": "Mine"}),
        (f"/properties/{cast.b.id}", {"name": "Mine"}),
        (f"/properties/{cast.b.id}/rooms/{cast.b.room}", {"name": "Mine"}),
    ):
        client.patch(path, as_=cast.a.manager, json=body, if_match=1).problem(404, "not_found")
        client.patch(path, as_=cast.a.manager, json=body, if_match=99).problem(404, "not_found")


def test_what_staff_write_among_themselves_moves_nothing_that_a_guest_sees(client: Client, cast: Cast) -> None:
    guest, staff = cast.a.guest, cast.a.staff
    ticket_id = factories.ticket(cast.a.id, guest.id, room_id=cast.a.room)
    path = f"/tickets/{ticket_id}"
    before = client.get(path, as_=guest).ok()
    lists = [f"{path}/{name}" for name in ("comments", "attachments", "history")]
    listed = [client.get(one, as_=guest).ok() for one in lists]
    note = client.post(f"{path}/comments", as_=staff, json={"body": "A worn seal.", "internal": True}).ok(201)
    form = {"file": (io.BytesIO(b"A worn seal."), "seal.txt"), "comment_id": str(note["id"])}
    sent = client.post(f"{path}/attachments", as_=staff, form=form).ok(201)["items"][0]
    assert sent["internal"]
    assert client.get(path, as_=guest).ok() == before
    assert [client.get(one, as_=guest).ok() for one in lists] == listed
    client.get(f"/attachments/{sent['id']}", as_=guest).problem(404)
    late = client.patch(path, as_=guest, json={"title": "It runs"}, if_match=99).problem(412)
    assert late["current"] == before
    assert client.get(path, as_=staff).ok()["seq"] > before["seq"]


def test_files_go_only_to_ones_own_comment_and_to_a_task_of_that_ticket(client: Client, cast: Cast) -> None:
    mine, other = (factories.ticket(cast.a.id, cast.a.guest.id) for _ in range(2))
    elsewhere = factories.ticket(cast.b.id, cast.b.guest.id)
    wrong: list[tuple[Person, dict[str, int]]] = [
        (cast.a.guest, {"comment_id": factories.comment(other, cast.a.guest.id)}),
        (cast.a.guest, {"comment_id": factories.comment(mine, cast.a.staff.id)}),
        (cast.a.guest, {"comment_id": factories.comment(mine, cast.a.staff.id, internal=True)}),
        (cast.a.guest, {"task_id": factories.task(mine, cast.a.id, cast.a.manager.id, [cast.a.staff.id])}),
        (cast.a.staff, {"task_id": factories.task(other, cast.a.id, cast.a.manager.id, [cast.a.staff.id])}),
        (cast.a.manager, {"task_id": factories.task(elsewhere, cast.b.id, cast.b.manager.id)}),
    ]
    for person, said in wrong:
        answers: list[Answer] = []
        for form in (said, dict.fromkeys(said, NOBODY)):
            sent = {"file": (io.BytesIO(b"text"), "a.txt"), **{name: str(value) for name, value in form.items()}}
            answers.append(client.post(f"/tickets/{mine}/attachments", as_=person, form=sent))
        answers[0].problem(422)
        assert alike(*answers)
    assert client.get(f"/tickets/{mine}/attachments", as_=cast.admin).ok()["items"] == []


def test_anothers_idempotency_key_is_just_a_key(client: Client, app: Flask, cast: Cast) -> None:
    key = secrets.token_hex(8)
    neighbour = factories.person(app, "guest", stays={cast.a.id: cast.a.room})
    body = {"title": "The tap drips", "property_id": cast.a.id, "room_id": cast.a.room}
    first = client.post("/tickets", as_=cast.a.guest, json=body, key=key).ok(201)
    second = client.post("/tickets", as_=neighbour, json=body, key=key).ok(201)
    assert first["id"] != second["id"]
    assert second["reporter"]["id"] == neighbour.id


def test_a_repeated_request_shows_only_what_one_still_sees(client: Client, cast: Cast) -> None:
    key, body = secrets.token_hex(8), {"title": "Check the roof", "property_id": cast.a.id}
    reported = client.post("/tickets", as_=cast.a.manager, json={**body, "on_behalf_of": {"name": "Ada"}}, key=key)
    reported.ok(201)
    client.delete(f"/properties/{cast.a.id}/managers/{cast.a.manager.id}", as_=cast.admin).ok(204)
    again = client.post("/tickets", as_=cast.a.manager, json={**body, "on_behalf_of": {"name": "Ada"}}, key=key)
    again.problem(404, "not_found")


def test_a_code_leads_nowhere_once_its_house_is_archived(client: Client) -> None:
    property_id = factories.property_()[0]
    token = secrets.token_urlsafe(18)
    factories.room(property_id, "101", token=token)
    with db.unit_of_work() as session:
        session.get_one(Property, property_id).archived_at = now()
    client.get(f"/q/{token}").problem(404)
    client.post(f"/q/{token}/tickets", json={"title": "The tap drips"}).problem(404)
    body = {"email": f"{token}@example.com", "password": factories.PASSWORD, "name": "Ada", "room_token": token}
    client.post("/register", json=body).problem(422)


def test_a_link_shows_its_ticket_and_nothing_internal_of_it(client: Client, cast: Cast) -> None:
    token = secrets.token_urlsafe(18)
    factories.room(cast.a.id, f"R{token}", token=token)
    told = client.post(f"/q/{token}/tickets", json={"title": "The tap drips", "email": cast.b.guest.email}).ok(201)
    ticket_id, link = told["ticket"]["id"], "/f/" + told["follow_url"].rsplit("/", 1)[1]
    client.post(f"/tickets/{ticket_id}/comments", as_=cast.a.staff, json={"body": "Sealed", "internal": True}).ok(201)
    client.post("/assign-task", as_=cast.a.manager, json={"ticket_id": ticket_id, "user_id": cast.a.staff.id}).ok(201)
    seen = client.get(link).ok()
    assert (seen["comments"], seen["comment_count"], seen["task_ids"]) == ([], 0, [])
    assert "Sealed" not in client.get(link).content.decode()
    assert all(event["reason"] is None for event in seen["history"])
    client.get(f"/tickets/{ticket_id}", as_=cast.b.guest).problem(404)
    for wrong in ({"title": "x"}, {"assignee_id": cast.a.staff.id}, {"priority": "high"}):
        client.patch(link, json=wrong).problem(422)
