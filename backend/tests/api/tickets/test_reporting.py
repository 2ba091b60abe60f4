"""A report comes in: who may, where, and what it gets."""

import datetime as dt

from tests.api.tickets.conftest import Report, category
from tests.client import Client
from tests.factories import Cast, Person


def test_a_guests_report_goes_to_the_manager_of_its_department(cast: Cast, engineer: Person, report: Report) -> None:
    ticket = report(category_id=category("plumbing"))
    assert ticket["assignee"] == {"id": engineer.id, "name": engineer.name}
    assert ticket["number"] == f"{cast.a.code}-1"
    assert (ticket["status"], ticket["priority"]) == ("open", "high")
    assert (ticket["holder"]["id"], ticket["next"]) == (engineer.id, "assign")
    assert ticket["room"] == {"id": cast.a.room, "name": "101", "floor": None}
    assert ticket["allowed_statuses"] == ["cancelled"]


def test_history_says_which_rule_chose_whom_and_who_else_was_considered(
    client: Client, cast: Cast, engineer: Person, report: Report
) -> None:
    ticket = report(category_id=category("plumbing"))
    events = client.get(f"/tickets/{ticket['id']}/history", as_=engineer).ok()["items"]
    assert [event["action"] for event in events] == ["ticket.created", "ticket.assigned"]
    reason = events[1]["reason"]
    assert reason["rule"] == "department"
    assert reason["department"]["name"] == "Engineering"
    assert reason["candidates"] == [{"id": engineer.id, "name": engineer.name, "load": 0}]
    as_guest = client.get(f"/tickets/{ticket['id']}/history", as_=cast.a.guest).ok()["items"]
    assert [event["action"] for event in as_guest] == ["ticket.created", "ticket.assigned"]
    assert as_guest[1]["reason"] is None
    assert [event["actor"]["name"] for event in events] == [cast.a.guest.name] * 2
    assert as_guest[1]["actor"] is None, "the guest who reported did not give it to anybody"


def test_without_an_engineer_it_goes_to_management_then_to_the_queue(
    client: Client, cast: Cast, report: Report
) -> None:
    assert report(category_id=category("plumbing"))["assignee"]["id"] == cast.a.manager.id
    client.patch(f"/users/{cast.a.manager.id}", as_=cast.admin, json={"is_active": False}).ok()
    ticket = report(category_id=category("plumbing"))
    assert (ticket["assignee"], ticket["holder"], ticket["next"]) == (None, None, "needs_someone")


def test_somebody_away_is_not_chosen(client: Client, cast: Cast, engineer: Person, report: Report) -> None:
    until = (dt.datetime.now(dt.UTC) + dt.timedelta(days=2)).isoformat()
    client.patch(f"/users/{engineer.id}", as_=engineer, json={"away_until": until}).ok()
    assert report(category_id=category("plumbing"))["assignee"]["id"] == cast.a.manager.id


def test_a_guest_reports_for_their_room_and_the_common_areas_only(client: Client, cast: Cast, report: Report) -> None:
    assert report(room_id=cast.a.lobby)["room"]["name"] == "Lobby"
    for room_id in (cast.a.second_room, cast.b.room):
        body = {"title": "x", "property_id": cast.a.id, "room_id": room_id}
        answer = client.post("/tickets", as_=cast.a.guest, json=body)
        assert answer.problem(422)["errors"][0]["pointer"] == "/room_id"
    answer = client.post("/tickets", as_=cast.a.guest, json={"title": "x", "property_id": cast.b.id})
    assert answer.problem(422)["errors"][0]["pointer"] == "/property_id"


def test_a_room_of_another_property_is_named(client: Client, cast: Cast) -> None:
    body = {"title": "x", "property_id": cast.a.id, "room_id": cast.b.room}
    answer = client.post("/tickets", as_=cast.admin, json=body)
    answer.problem(422)
    assert answer.pointers() == {"/room_id": "room_of_another_property"}


def test_guests_do_not_set_the_priority_and_do_not_report_for_others(client: Client, cast: Cast) -> None:
    body = {"title": "x", "property_id": cast.a.id, "priority": "critical"}
    answer = client.post("/tickets", as_=cast.a.guest, json=body)
    answer.problem(422)
    assert answer.pointers() == {"/priority": "not_yours_to_set"}
    body = {"title": "x", "property_id": cast.a.id, "on_behalf_of": {"name": "Mrs Ito"}}
    client.post("/tickets", as_=cast.a.guest, json=body).problem(403, "forbidden")


def test_the_front_desk_reports_for_a_caller(client: Client, cast: Cast, report: Report) -> None:
    ticket = report(
        cast.a.staff, room_id=None, on_behalf_of={"name": "Mrs Ito", "room_id": cast.a.second_room, "phone": "+49 40 1"}
    )
    assert ticket["reporter"]["name"] == "Mrs Ito"
    assert ticket["room"]["id"] == cast.a.second_room
    known = report(cast.a.staff, on_behalf_of={"user_id": cast.a.guest.id})
    assert known["reporter"]["id"] == cast.a.guest.id
    client.get(f"/tickets/{known['id']}", as_=cast.a.guest).ok()


def test_a_repeated_report_with_its_key_is_one_ticket(client: Client, cast: Cast) -> None:
    body = {"title": "Once", "property_id": cast.a.id}
    first = client.post("/tickets", as_=cast.a.guest, json=body, key="one-intent").ok(201)
    again = client.post("/tickets", as_=cast.a.guest, json=body, key="one-intent").ok(201)
    assert again["id"] == first["id"]
    other = {**body, "title": "Twice"}
    client.post("/tickets", as_=cast.a.guest, json=other, key="one-intent").problem(422, "idempotency_key_reused")
