"""The list behind the bell: one's own, only what one may still see, read or not."""

from typing import Any

from flask import Flask

from app import db
from app.models import Ticket
from app.services.rows import now
from tests import factories, told
from tests.client import Client
from tests.factories import Cast, Person


def listed(client: Client, person: Person, **query: object) -> list[Any]:
    """What somebody was told."""
    return client.get("/notifications", as_=person, query=query).ok()["items"]


def ids(client: Client, person: Person, **query: object) -> list[int]:
    """The ids of it."""
    return [one["id"] for one in listed(client, person, **query)]


def unread(client: Client, person: Person) -> int:
    """The number at the bell."""
    return client.get("/notifications/counts", as_=person).ok()["unread"]


def test_it_says_what_happened_to_what_and_who_did_it(client: Client, cast: Cast) -> None:
    ticket_id = factories.ticket(cast.a.id, cast.a.guest.id, room_id=cast.a.room, priority=4)
    comment_id = factories.comment(ticket_id, cast.a.guest.id)
    task_id = factories.task(ticket_id, cast.a.id, cast.a.manager.id, [cast.a.staff.id])
    rows = {"comment_id": comment_id, "task_id": task_id, "actor_id": cast.a.guest.id}
    facts = {"status": ["open", "in_progress"]}
    told.notification(cast.a.staff.id, ticket_id, kind="ticket_commented", facts=facts, **rows)
    (one,) = listed(client, cast.a.staff)
    assert (one["kind"], one["facts"], one["read_at"], one["internal"]) == ("ticket_commented", facts, None, False)
    assert one["comment"] == {"id": comment_id, "excerpt": "It still drips."}
    assert one["task"] == {"id": task_id, "title": "Change the seal"}
    assert one["actor"] == {"id": cast.a.guest.id, "name": cast.a.guest.name}
    ticket = one["ticket"]
    assert (ticket["id"], ticket["status"], ticket["priority"]) == (ticket_id, "open", "critical")
    assert ticket["property"] == {"id": cast.a.id, "name": cast.a.name, "code": cast.a.code}
    assert ticket["room"]["name"] == "101"


def test_a_comments_beginning_is_one_line_with_the_names_of_those_mentioned(client: Client, cast: Cast) -> None:
    ticket_id = factories.ticket(cast.a.id, cast.a.guest.id)
    body = {"body": f"Look, @[Nora Neu](user:{cast.a.staff.id}):\n\n{'drip ' * 100}"}
    comment = client.post(f"/tickets/{ticket_id}/comments", as_=cast.a.manager, json=body).ok(201)
    told.notification(cast.a.staff.id, ticket_id, comment_id=comment["id"])
    (one,) = listed(client, cast.a.staff)
    assert one["comment"]["excerpt"].startswith("Look, @Nora Neu: drip drip")
    assert (len(one["comment"]["excerpt"]), one["comment"]["excerpt"][-1]) == (160, "…")


def test_the_newest_comes_first_and_reading_on_meets_each_once(client: Client, cast: Cast) -> None:
    ticket_id = factories.ticket(cast.a.id, cast.a.guest.id)
    made = [told.notification(cast.a.staff.id, ticket_id) for _ in range(5)]
    told.notification(cast.a.manager.id, ticket_id)
    told.notification(cast.a.staff.id, ticket_id, shown=False)
    first = client.get("/notifications", as_=cast.a.staff, query={"limit": 3}).ok()
    second = client.get("/notifications", as_=cast.a.staff, query={"limit": 3, "cursor": first["next_cursor"]}).ok()
    assert [one["id"] for one in first["items"] + second["items"]] == made[::-1]
    assert second["next_cursor"] is None


def test_one_is_marked_read_and_unread_and_the_bell_counts(client: Client, cast: Cast) -> None:
    ticket_id = factories.ticket(cast.a.id, cast.a.guest.id)
    older, newer = (told.notification(cast.a.staff.id, ticket_id) for _ in range(2))
    path = f"/notifications/{older}"
    read = client.patch(path, as_=cast.a.staff, json={"read": True}).ok()
    assert read["read_at"] is not None
    assert client.patch(path, as_=cast.a.staff, json={"read": True}).ok()["read_at"] == read["read_at"]
    assert (unread(client, cast.a.staff), ids(client, cast.a.staff, unread="true")) == (1, [newer])
    assert ids(client, cast.a.staff, unread="false") == [older]
    assert client.patch(path, as_=cast.a.staff, json={"read": False}).ok()["read_at"] is None
    assert unread(client, cast.a.staff) == 2


def test_the_newest_is_told_apart_from_what_is_marked_unread_again(client: Client, cast: Cast) -> None:
    counts, path = "/notifications/counts", "/notifications"
    assert client.get(counts, as_=cast.a.staff).ok() == {"unread": 0, "newest": None}
    ticket_id = factories.ticket(cast.a.id, cast.a.guest.id)
    older, newer = (told.notification(cast.a.staff.id, ticket_id) for _ in range(2))
    told.notification(cast.a.manager.id, ticket_id)
    told.notification(cast.a.staff.id, ticket_id, shown=False)
    client.post(f"{path}/read", as_=cast.a.staff, json={"up_to_id": newer}).ok()
    assert client.get(counts, as_=cast.a.staff).ok() == {"unread": 0, "newest": newer}
    client.patch(f"{path}/{older}", as_=cast.a.staff, json={"read": False}).ok()
    assert client.get(counts, as_=cast.a.staff).ok() == {"unread": 1, "newest": newer}


def test_what_came_after_the_list_was_loaded_stays_unread(client: Client, cast: Cast) -> None:
    ticket_id = factories.ticket(cast.a.id, cast.a.guest.id)
    first, second, third = (told.notification(cast.a.staff.id, ticket_id) for _ in range(3))
    other = told.notification(cast.a.manager.id, ticket_id)
    left = client.post("/notifications/read", as_=cast.a.staff, json={"up_to_id": second}).ok()
    assert left == {"unread": 1, "newest": third}
    assert ids(client, cast.a.staff, unread="true") == [third]
    assert client.post("/notifications/read", as_=cast.a.staff, json={"up_to_id": other}).ok()["unread"] == 0
    assert ids(client, cast.a.manager, unread="true") == [other]
    assert ids(client, cast.a.staff) == [third, second, first]


def test_what_is_anothers_can_be_neither_seen_nor_marked(client: Client, cast: Cast) -> None:
    ticket_id = factories.ticket(cast.a.id, cast.a.guest.id)
    told_id = told.notification(cast.a.manager.id, ticket_id)
    for person in (cast.a.staff, cast.a.guest, cast.admin, cast.outsider):
        assert told_id not in ids(client, person)
        client.patch(f"/notifications/{told_id}", as_=person, json={"read": True}).problem(404, "not_found")
        client.post("/notifications/read", as_=person, json={"up_to_id": told_id}).ok()
    assert unread(client, cast.a.manager) == 1


def test_a_ticket_that_moved_out_of_reach_takes_its_notifications_along(client: Client, cast: Cast) -> None:
    ticket_id = factories.ticket(cast.a.id, cast.a.guest.id)
    told_id = told.notification(cast.a.staff.id, ticket_id)
    assert ids(client, cast.a.staff) == [told_id]
    with db.unit_of_work() as session:
        session.get_one(Ticket, ticket_id).property_id = cast.b.id
    assert (ids(client, cast.a.staff), unread(client, cast.a.staff)) == ([], 0)
    client.patch(f"/notifications/{told_id}", as_=cast.a.staff, json={"read": True}).problem(404)
    assert client.post("/notifications/read", as_=cast.a.staff, json={"up_to_id": told_id}).ok()["unread"] == 0


def test_who_leaves_a_house_no_longer_reads_what_they_were_told_there(client: Client, cast: Cast) -> None:
    ticket_id = factories.ticket(cast.a.id, cast.a.guest.id)
    told.notification(cast.a.staff.id, ticket_id)
    client.delete(f"/properties/{cast.a.id}/users/{cast.a.staff.id}", as_=cast.admin).ok(204)
    assert (ids(client, cast.a.staff), unread(client, cast.a.staff)) == ([], 0)


def test_what_is_internal_goes_with_the_role(client: Client, app: Flask, cast: Cast) -> None:
    person = factories.person(app, "staff", belongs=[cast.a.id])
    ticket_id = factories.ticket(cast.a.id, person.id)
    secret = factories.comment(ticket_id, cast.a.manager.id, internal=True)
    public = told.notification(person.id, ticket_id)
    internal = told.notification(person.id, ticket_id, internal=True)
    commented = told.notification(person.id, ticket_id, comment_id=secret)
    assert ids(client, person) == [commented, internal, public]
    client.patch(f"/users/{person.id}", as_=cast.admin, json={"role": "guest"}).ok()
    as_guest = factories.signed_in(app, person)
    assert (ids(client, as_guest), unread(client, as_guest)) == ([public], 1)
    client.patch(f"/notifications/{internal}", as_=as_guest, json={"read": True}).problem(404)


def test_a_task_out_of_sight_is_not_named(client: Client, app: Flask, cast: Cast) -> None:
    ticket_id = factories.ticket(cast.a.id, cast.a.guest.id)
    task_id = factories.task(ticket_id, cast.a.id, cast.a.manager.id, [cast.a.staff.id])
    told.notification(cast.a.guest.id, ticket_id, task_id=task_id)
    (one,) = listed(client, cast.a.guest)
    assert one["task"] is None
    alone = factories.task(None, cast.b.id, cast.b.manager.id, [cast.b.staff.id])
    told.notification(cast.b.staff.id, None, task_id=alone, internal=True)
    assert listed(client, cast.b.staff)[0]["task"]["id"] == alone
    told.notification(cast.a.staff.id, None, task_id=alone)
    assert ids(client, cast.a.staff) == []


def test_a_comment_that_was_taken_back_has_no_text_any_more(client: Client, cast: Cast) -> None:
    ticket_id = factories.ticket(cast.a.id, cast.a.guest.id)
    body = {"body": "Room 12 is empty."}
    comment = client.post(f"/tickets/{ticket_id}/comments", as_=cast.a.staff, json=body).ok(201)
    told.notification(cast.a.manager.id, ticket_id, comment_id=comment["id"], happened_at=now())
    client.delete(f"/comments/{comment['id']}", as_=cast.a.staff).ok(204)
    assert listed(client, cast.a.manager)[0]["comment"] is None
