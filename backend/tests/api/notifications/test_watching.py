"""Watching a ticket, and whom one can mention on it: nobody is found who isn't in the know already."""

from flask import Flask

from tests import factories
from tests.client import Client
from tests.factories import Cast, Person


def names(client: Client, person: Person, ticket_id: int, **query: object) -> list[str]:
    """Whom somebody can mention."""
    answer = client.get(f"/tickets/{ticket_id}/mentionable", as_=person, query=query)
    return [one["name"] for one in answer.ok()["items"]]


def test_one_watches_and_stops_as_often_as_one_likes(client: Client, cast: Cast) -> None:
    ticket_id = factories.ticket(cast.a.id, cast.a.guest.id)
    path = f"/tickets/{ticket_id}"
    assert client.get(f"{path}/watchers", as_=cast.a.staff).ok() == {"items": [], "watching": False}
    for _ in range(2):
        client.put(f"{path}/watch", as_=cast.a.staff).ok(204)
    themselves = {"id": cast.a.staff.id, "name": cast.a.staff.name}
    assert client.get(f"{path}/watchers", as_=cast.a.staff).ok() == {"items": [themselves], "watching": True}
    assert client.get(f"{path}/watchers", as_=cast.a.manager).ok() == {"items": [themselves], "watching": False}
    for _ in range(2):
        client.delete(f"{path}/watch", as_=cast.a.staff).ok(204)
    assert client.get(f"{path}/watchers", as_=cast.a.staff).ok() == {"items": [], "watching": False}


def test_only_what_one_sees_can_be_watched(client: Client, cast: Cast) -> None:
    ticket_id = factories.ticket(cast.b.id, cast.b.guest.id)
    for person in (cast.a.manager, cast.a.staff, cast.a.guest, cast.a.executive, cast.outsider):
        client.put(f"/tickets/{ticket_id}/watch", as_=person).problem(404, "not_found")
        client.delete(f"/tickets/{ticket_id}/watch", as_=person).problem(404, "not_found")
        client.get(f"/tickets/{ticket_id}/watchers", as_=person).problem(404, "not_found")
        client.get(f"/tickets/{ticket_id}/mentionable", as_=person).problem(404, "not_found")
    assert client.get(f"/tickets/{ticket_id}/watchers", as_=cast.b.manager).ok()["items"] == []


def test_who_no_longer_sees_the_ticket_no_longer_stands_among_its_watchers(client: Client, cast: Cast) -> None:
    ticket_id = factories.ticket(cast.a.id, cast.a.guest.id)
    client.put(f"/tickets/{ticket_id}/watch", as_=cast.a.staff).ok(204)
    client.delete(f"/properties/{cast.a.id}/users/{cast.a.staff.id}", as_=cast.admin).ok(204)
    assert client.get(f"/tickets/{ticket_id}/watchers", as_=cast.admin).ok()["items"] == []


def test_a_guest_learns_of_no_watcher_but_those_whose_names_the_ticket_shows(client: Client, cast: Cast) -> None:
    ticket_id = factories.ticket(cast.a.id, cast.a.guest.id, assignee_id=cast.a.manager.id)
    for person in (cast.a.guest, cast.a.manager, cast.a.staff, cast.a.executive, cast.admin):
        client.put(f"/tickets/{ticket_id}/watch", as_=person).ok(204)
    answer = client.get(f"/tickets/{ticket_id}/watchers", as_=cast.a.guest).ok()
    assert {one["id"] for one in answer["items"]} == {cast.a.guest.id, cast.a.manager.id}
    assert answer["watching"]


def test_staff_can_mention_who_sees_the_ticket_and_nobody_else(client: Client, app: Flask, cast: Cast) -> None:
    neighbour = factories.person(app, "guest", stays={cast.a.id: cast.a.second_room})
    gone = factories.person(app, "staff", belongs=[cast.a.id], is_active=False)
    ticket_id = factories.ticket(cast.a.id, cast.a.guest.id)
    found = names(client, cast.a.staff, ticket_id)
    assert set(found) == {cast.a.manager.name, cast.a.executive.name, cast.a.guest.name}
    for stranger in (neighbour, gone, cast.b.manager, cast.b.staff, cast.outsider, cast.admin, cast.a.staff):
        assert stranger.name not in found


def test_who_works_on_it_or_reported_it_can_be_mentioned_wherever_they_belong(client: Client, cast: Cast) -> None:
    ticket_id = factories.ticket(cast.a.id, cast.b.staff.id)
    assert cast.b.staff.name in names(client, cast.a.manager, ticket_id)
    assert cast.b.staff.name not in names(client, cast.a.manager, ticket_id, internal="true")


def test_a_staff_note_mentions_nobody_who_could_not_read_it(client: Client, cast: Cast) -> None:
    ticket_id = factories.ticket(cast.a.id, cast.a.guest.id)
    assert cast.a.guest.name in names(client, cast.a.manager, ticket_id)
    internal = names(client, cast.a.manager, ticket_id, internal="true")
    assert set(internal) == {cast.a.staff.name, cast.a.executive.name}
    query = {"internal": "true"}
    client.get(f"/tickets/{ticket_id}/mentionable", as_=cast.a.guest, query=query).problem(403, "forbidden")


def test_a_guest_can_mention_only_those_whom_the_ticket_shows_them(client: Client, cast: Cast) -> None:
    ticket_id = factories.ticket(cast.a.id, cast.a.guest.id)
    assert names(client, cast.a.guest, ticket_id) == []
    factories.comment(ticket_id, cast.a.staff.id, internal=True)
    assert names(client, cast.a.guest, ticket_id) == []
    factories.comment(ticket_id, cast.a.manager.id)
    assert names(client, cast.a.guest, ticket_id) == [cast.a.manager.name]


def test_they_are_found_by_parts_of_their_names_and_never_by_an_address(client: Client, app: Flask, cast: Cast) -> None:
    jonas = factories.person(app, "staff", belongs=[cast.a.id], name="Jonas Krüger", email="j.k.4711@example.com")
    ticket_id = factories.ticket(cast.a.id, cast.a.guest.id)
    for q in ("jonas", "KRUG", "kru jo"):
        assert names(client, cast.a.manager, ticket_id, q=q) == [jonas.name]
    for q in ("4711", "j.k.4711@example.com", "jonas 4711"):
        assert names(client, cast.a.manager, ticket_id, q=q) == []
