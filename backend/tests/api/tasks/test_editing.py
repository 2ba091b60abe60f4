"""A task is changed field by field; the ticket and its readers follow; who comes too late is told what differs."""

from tests.api.tasks.conftest import Desk, standing
from tests.client import Client
from tests.factories import Cast, Person


def test_each_field_changes_and_history_keeps_both_values(client: Client, cast: Cast, desk: Desk) -> None:
    ticket = desk.report()
    task = desk.give(ticket["id"], cast.a.staff)
    patch = {
        "title": "Replace the cartridge",
        "description": "Second floor\nleft",
        "due_at": "2199-02-03T04:05:06Z",
        "priority": "critical",
        "position": 3,
        "minutes_spent": 40,
        "cost": {"amount": 1999, "currency": "EUR"},
    }
    answer = client.patch(f"/tasks/{task['id']}", as_=cast.a.manager, json=patch)
    changed = answer.ok()
    assert {name: changed[name] for name in patch} == patch
    assert (changed["version"], answer.headers["ETag"]) == (2, '"2"')
    event = desk.history(ticket["id"])[-1]
    assert event["action"] == "task.edited"
    assert event["changes"]["priority"] == [task["priority"], "critical"]
    assert event["changes"]["due_at"] == [task["due_at"], "2199-02-03T04:05:06Z"]
    assert event["changes"]["cost"] == [None, patch["cost"]]
    again = client.patch(f"/tasks/{task['id']}", as_=cast.a.manager, json=patch).ok()
    assert (again["version"], again["seq"]) == (changed["version"], changed["seq"])
    assert client.patch(f"/tasks/{task['id']}", as_=cast.a.manager, json={"cost": None}).ok()["cost"] is None


def test_who_comes_too_late_learns_what_differs(client: Client, cast: Cast, desk: Desk) -> None:
    task = desk.give(desk.report()["id"], cast.a.staff)
    client.patch(f"/tasks/{task['id']}", as_=cast.a.manager, json={"title": "New"}, if_match=1).ok()
    same = {"priority": task["priority"], "user_ids": [cast.a.staff.id], "due_at": task["due_at"]}
    late = client.patch(
        f"/tasks/{task['id']}", as_=cast.a.manager, json={"title": "Newer", "cost": None, **same}, if_match=1
    )
    problem = late.problem(412, "version_conflict")
    assert problem["differing"] == ["title"]
    assert problem["current"]["title"] == "New"


def test_a_begun_task_that_goes_to_somebody_else_waits_again(
    client: Client, cast: Cast, desk: Desk, jonas: Person
) -> None:
    ticket, staff, manager = desk.report(), cast.a.staff, cast.a.manager
    task = desk.give(ticket["id"], staff)
    desk.start(task, staff)
    both = client.patch(f"/tasks/{task['id']}", as_=manager, json={"user_ids": [jonas.id, staff.id]}).ok()
    assert (both["status"], [one["id"] for one in both["assignees"]]) == ("in_progress", [jonas.id, staff.id])
    client.patch(f"/tasks/{task['id']}", as_=manager, json={"user_ids": [staff.id]}).ok()
    other = client.patch(f"/tasks/{task['id']}", as_=manager, json={"user_ids": [jonas.id]}).ok()
    assert (other["status"], other["started_at"]) == ("pending", None)
    assert standing(desk.ticket(ticket["id"])) == ("in_progress", jonas.id, "start")
    event = desk.history(ticket["id"])[-1]
    assert event["changes"]["people"] == [
        [{"id": staff.id, "name": staff.name}],
        [{"id": jonas.id, "name": jonas.name}],
    ]
    assert event["changes"]["status"] == ["in_progress", "pending"]


def test_a_status_may_be_set_like_any_field(client: Client, cast: Cast, desk: Desk) -> None:
    ticket, staff = desk.report(), cast.a.staff
    task = desk.give(ticket["id"], staff)

    def become(status: str) -> str:
        return client.patch(f"/tasks/{task['id']}", as_=staff, json={"status": status}).ok()["status"]

    assert become("in_progress") == "in_progress"
    assert desk.ticket(ticket["id"])["status"] == "in_progress"
    assert become("pending") == "pending"
    assert become("completed") == "completed"
    assert become("completed") == "completed"
    client.patch(f"/tasks/{task['id']}", as_=staff, json={"status": "pending"}).problem(409, "illegal_status")


def test_guests_are_not_told_of_what_is_internal(client: Client, cast: Cast, desk: Desk) -> None:
    ticket, guest = desk.report(), cast.a.guest
    task = desk.give(ticket["id"], cast.a.staff)
    before, inside = desk.ticket(ticket["id"], as_=guest), desk.ticket(ticket["id"])
    client.patch(f"/tasks/{task['id']}", as_=cast.a.manager, json={"description": "The guest is difficult"}).ok()
    assert desk.ticket(ticket["id"], as_=guest) == before
    assert desk.ticket(ticket["id"])["seq"] == inside["seq"] + 1
    client.post(f"/tasks/{task['id']}/decline", as_=cast.a.staff, json={"reason": "Busy"}).ok(204)
    after = desk.ticket(ticket["id"], as_=guest)
    assert after["holder"]["id"] == cast.a.manager.id
    assert after["seq"] > before["seq"]
    assert after["task_ids"] == []


def test_the_first_person_of_the_first_begun_task_has_the_ticket(desk: Desk, cast: Cast, jonas: Person) -> None:
    ticket, staff = desk.report(), cast.a.staff
    desk.give(ticket["id"], staff)
    second = desk.give(ticket["id"], jonas, title="Bring towels")
    assert standing(desk.ticket(ticket["id"])) == ("open", staff.id, "start")
    desk.start(second, jonas)
    assert standing(desk.ticket(ticket["id"])) == ("in_progress", jonas.id, "guest_confirms")
    desk.complete(second, jonas)
    assert standing(desk.ticket(ticket["id"])) == ("in_progress", staff.id, "start")
