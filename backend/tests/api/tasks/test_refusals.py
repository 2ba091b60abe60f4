"""What can't be done to a task now, or with these values, is refused with a reason, and changes nothing."""

import datetime as dt

import pytest
from flask import Flask

from app import db
from app.models import Task
from tests import factories
from tests.api.tasks.conftest import Desk
from tests.client import Client
from tests.factories import Cast


@pytest.mark.parametrize("status", ["resolved", "closed", "cancelled"])
def test_work_of_a_finished_ticket_is_neither_begun_nor_given(
    client: Client, cast: Cast, desk: Desk, status: str
) -> None:
    ticket, staff = desk.report(), cast.a.staff
    task = desk.give(ticket["id"], staff)
    if status == "cancelled":
        desk.complete(task, staff)  # cancelling would cancel it
    for step in ("resolved", "closed") if status == "closed" else (status,):
        desk.move_ticket(ticket["id"], step)
    problem = client.post(f"/tasks/{task['id']}/start", as_=staff).problem(409, "ticket_finished")
    assert "in_progress" not in problem["allowed_statuses"]
    body = {"ticket_id": ticket["id"], "user_id": staff.id}
    client.post("/assign-task", as_=cast.a.manager, json=body).problem(409, "ticket_finished")
    new = {"ticket_id": ticket["id"], "title": "More"}
    client.post("/tasks", as_=cast.a.manager, json=new).problem(409, "ticket_finished")
    assert desk.ticket(ticket["id"])["status"] == status


def test_a_resolved_tickets_task_can_still_be_completed(desk: Desk, cast: Cast) -> None:
    ticket, staff = desk.report(), cast.a.staff
    task = desk.give(ticket["id"], staff)
    desk.move_ticket(ticket["id"], "resolved")
    desk.complete(task, staff, minutes=5)
    assert desk.ticket(ticket["id"])["status"] == "resolved"


def test_a_completed_task_is_taken_up_again_for_24_hours_only(client: Client, cast: Cast, desk: Desk) -> None:
    staff = cast.a.staff
    task = desk.give(desk.report()["id"], staff)
    desk.complete(task, staff)
    with db.unit_of_work() as session:
        session.get_one(Task, task["id"]).completed_at = dt.datetime.now(dt.UTC) - dt.timedelta(hours=24, minutes=1)
    problem = client.post(f"/tasks/{task['id']}/start", as_=staff).problem(409, "too_late")
    assert problem["allowed_statuses"] == []
    assert client.get(f"/tasks/{task['id']}", as_=staff).ok()["allowed_statuses"] == []


def test_nothing_is_begun_or_finished_twice(client: Client, cast: Cast, desk: Desk) -> None:
    staff = cast.a.staff
    task = desk.give(desk.report()["id"], staff)
    desk.start(task, staff)
    problem = client.post(f"/tasks/{task['id']}/start", as_=staff).problem(409, "illegal_status")
    assert problem["allowed_statuses"] == ["completed", "pending"]
    desk.complete(task, staff)
    client.post(f"/tasks/{task['id']}/complete", as_=staff).problem(409, "illegal_status")
    client.post(f"/tasks/{task['id']}/decline", as_=staff, json={"reason": "No"}).problem(409, "finished")


def test_a_cancelled_task_stays_so(client: Client, cast: Cast, desk: Desk) -> None:
    staff = cast.a.staff
    task = desk.give(desk.report()["id"], staff)
    client.patch(f"/tasks/{task['id']}", as_=cast.a.manager, json={"status": "cancelled"}).ok()
    client.post(f"/tasks/{task['id']}/start", as_=staff).problem(409, "illegal_status")
    change = {"user_ids": [cast.a.manager.id]}
    client.patch(f"/tasks/{task['id']}", as_=cast.a.manager, json=change).problem(409, "finished")


def test_only_active_people_of_the_property_get_work(client: Client, app: Flask, cast: Cast, desk: Desk) -> None:
    ticket, manager = desk.report(), cast.a.manager
    gone = factories.person(app, "staff", belongs=[cast.a.id], is_active=False)
    unfit = (gone.id, cast.a.guest.id, cast.b.staff.id, cast.outsider.id, cast.a.executive.id, 2**60)
    for user_id in unfit:
        one = client.post("/assign-task", as_=manager, json={"ticket_id": ticket["id"], "user_id": user_id})
        one.problem(422)
        assert one.pointers() == {"/user_id": "not_assignable"}
        body = {"title": "Boiler", "property_id": cast.a.id, "user_ids": [cast.a.staff.id, user_id]}
        several = client.post("/tasks", as_=manager, json=body)
        several.problem(422)
        assert several.pointers() == {"/user_ids": "not_assignable"}
    assert desk.ticket(ticket["id"])["task_ids"] == []


def test_what_a_task_names_belongs_together(client: Client, cast: Cast, desk: Desk) -> None:
    ticket, admin = desk.report(), cast.admin
    refused = {
        "/property_id": ({"ticket_id": ticket["id"], "property_id": cast.b.id}, "another_property"),
        "/room_id": ({"ticket_id": ticket["id"], "room_id": cast.b.room}, "room_of_another_property"),
        "/ticket_id": ({"ticket_id": 2**60}, "unknown"),
    }
    for pointer, (body, code) in refused.items():
        answer = client.post("/tasks", as_=admin, json={"title": "Boiler", **body})
        answer.problem(422)
        assert answer.pointers() == {pointer: code}
    unknown = client.post("/tasks", as_=cast.a.manager, json={"title": "Boiler", "property_id": cast.b.id})
    unknown.problem(422)
    assert unknown.pointers() == {"/property_id": "unknown"}


@pytest.mark.parametrize(
    "body",
    [
        {"user_id": 1, "user_ids": [1]},
        {},
        {"user_ids": []},
        {"user_ids": ["1"]},
        {"user_id": 1, "title": ""},
        {"user_id": 1, "notes": "x"},
        {"user_id": 1, "due_at": "tomorrow"},
    ],
)
def test_a_shapeless_assignment_is_refused(client: Client, cast: Cast, desk: Desk, body: dict[str, object]) -> None:
    content = {"ticket_id": desk.report()["id"], **body}
    client.post("/assign-task", as_=cast.a.manager, json=content).problem(422)


def test_costs_are_in_the_currency_of_the_property(client: Client, cast: Cast, desk: Desk) -> None:
    staff = cast.a.staff
    task = desk.give(desk.report()["id"], staff)
    body = {"minutes": 10, "cost": {"amount": 100, "currency": "USD"}}
    answer = client.post(f"/tasks/{task['id']}/complete", as_=staff, json=body)
    answer.problem(422)
    assert answer.pointers() == {"/cost/currency": "other_currency"}
    assert desk.task(task["id"])["minutes_spent"] == 0


def test_only_what_nobody_has_begun_is_deleted(client: Client, cast: Cast, desk: Desk) -> None:
    ticket, manager = desk.report(), cast.a.manager
    task = desk.give(ticket["id"], cast.a.staff)
    desk.start(task, cast.a.staff)
    problem = client.delete(f"/tasks/{task['id']}", as_=manager).problem(409, "not_pending")
    assert "in progress" in problem["detail"]
    other = desk.give(ticket["id"], cast.a.staff, title="Towels")
    client.delete(f"/tasks/{other['id']}", as_=manager, if_match=7).problem(412)
    client.delete(f"/tasks/{other['id']}", as_=manager, if_match=1).ok(204)
    client.get(f"/tasks/{other['id']}", as_=manager).problem(404)
    assert desk.ticket(ticket["id"])["task_ids"] == [task["id"]]
