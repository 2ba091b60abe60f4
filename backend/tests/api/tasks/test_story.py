"""A ticket's work is given to somebody, begun, done, taken up again, given back."""

from tests.api.tasks.conftest import Desk, standing
from tests.client import Client
from tests.factories import Cast, Person


def test_from_the_manager_to_the_engineer_and_back(client: Client, cast: Cast, desk: Desk) -> None:
    manager, staff = cast.a.manager, cast.a.staff
    ticket = desk.report()
    assert standing(ticket) == ("open", manager.id, "assign")

    answer = client.post("/assign-task", as_=manager, json={"ticket_id": ticket["id"], "user_id": staff.id})
    task = answer.ok(201)
    assert answer.headers["Location"] == f"/tasks/{task['id']}"
    assert answer.headers["ETag"] == '"1"'
    assert (task["title"], task["status"], task["due_at"]) == ("The tap drips", "pending", ticket["due_at"])
    assert task["ticket"] == {key: ticket[key] for key in ("id", "number", "title", "status")}
    assert task["assignees"] == [{"id": staff.id, "name": staff.name}]
    assert task["room"]["id"] == cast.a.room
    assert standing(desk.ticket(ticket["id"])) == ("open", staff.id, "start")

    mine = client.get("/tasks", as_=staff).ok()["items"]
    assert [one["id"] for one in mine] == [task["id"]]
    assert mine[0]["allowed_statuses"] == ["in_progress", "completed"]

    begun = desk.start(task, staff)
    assert begun["status"] == "in_progress"
    assert begun["started_at"] is not None
    assert begun["ticket"]["status"] == "in_progress"
    started = desk.ticket(ticket["id"])
    assert standing(started) == ("in_progress", staff.id, "guest_confirms")
    assert started["version"] == ticket["version"] + 1
    assert started["first_response_at"] is not None

    cost = {"amount": 1250, "currency": "EUR"}
    done = desk.complete(task, staff, minutes=20, cost=cost, note="New cartridge")
    assert (done["status"], done["minutes_spent"], done["cost"]) == ("completed", 20, cost)
    assert standing(desk.ticket(ticket["id"])) == ("in_progress", manager.id, "guest_confirms")
    assert desk.move_ticket(ticket["id"], "resolved")["next"] == "closes"


def test_history_tells_the_manager_everything_and_the_guest_who_works_on_it(desk: Desk, cast: Cast) -> None:
    ticket, staff = desk.report(), cast.a.staff
    task = desk.give(ticket["id"], staff)
    desk.start(task, staff)
    desk.complete(task, staff, minutes=20, cost={"amount": 990, "currency": "EUR"}, note="New cartridge")
    told = {event["action"]: event for event in desk.history(ticket["id"])}
    people = [None, [{"id": staff.id, "name": staff.name}]]
    assert list(told)[2:] == ["task.assigned", "task.started", "ticket.moved", "task.completed"]
    assert told["task.assigned"]["changes"] == {
        "task_id": [None, task["id"]],
        "title": [None, "The tap drips"],
        "user_ids": [None, [staff.id]],
        "people": people,
    }
    assert told["task.completed"]["changes"]["minutes_spent"] == [0, 20]
    assert told["task.completed"]["changes"]["cost"] == [None, {"amount": 990, "currency": "EUR"}]
    assert told["task.completed"]["reason"] == {"text": "New cartridge"}
    seen = {event["action"]: event for event in desk.history(ticket["id"], as_=cast.a.guest)}
    assert seen["task.assigned"]["changes"] == {"people": people}
    assert (seen["task.completed"]["changes"], seen["task.completed"]["reason"]) == ({}, None)
    assert seen["task.started"]["changes"] == {}


def test_a_task_that_was_given_back_waits_and_is_given_on(
    client: Client, cast: Cast, desk: Desk, jonas: Person
) -> None:
    ticket, staff = desk.report(), cast.a.staff
    task = desk.give(ticket["id"], staff, note="Bring a ladder")
    client.post(f"/tasks/{task['id']}/decline", as_=staff, json={"reason": "I am off"}).ok(204)
    assert standing(desk.ticket(ticket["id"])) == ("open", cast.a.manager.id, "assign")
    assert client.get("/tasks", as_=staff).ok()["items"] == []
    client.get(f"/tasks/{task['id']}", as_=staff).problem(404, "not_found")
    waiting = desk.task(task["id"])
    assert (waiting["status"], waiting["assignees"]) == ("pending", [])
    last = desk.history(ticket["id"])[-1]
    assert (last["action"], last["reason"]) == ("task.declined", {"text": "I am off"})
    assert last["changes"]["user_ids"] == [[staff.id], []]
    seen = [event["action"] for event in desk.history(ticket["id"], as_=cast.a.guest)]
    assert "task.declined" not in seen

    again = desk.give(ticket["id"], jonas)
    assert again["id"] == task["id"]
    assert again["description"] == "Bring a ladder"
    assert standing(desk.ticket(ticket["id"])) == ("open", jonas.id, "start")
    other = desk.give(ticket["id"], staff, title="Bring towels")
    assert other["id"] != task["id"]
    assert desk.ticket(ticket["id"])["task_ids"] == [task["id"], other["id"]]


def test_giving_a_begun_task_back_sets_it_back_unless_somebody_is_left(
    client: Client, cast: Cast, desk: Desk, jonas: Person
) -> None:
    ticket, staff = desk.report(), cast.a.staff
    task = desk.give(ticket["id"], staff, jonas)
    desk.start(task, jonas)
    client.post(f"/tasks/{task['id']}/decline", as_=staff, json={"reason": "Busy"}).ok(204)
    left = desk.task(task["id"])
    assert (left["status"], [one["id"] for one in left["assignees"]]) == ("in_progress", [jonas.id])
    client.post(f"/tasks/{task['id']}/decline", as_=jonas, json={"reason": "Busy too"}).ok(204)
    left = desk.task(task["id"])
    assert (left["status"], left["assignees"], left["started_at"]) == ("pending", [], None)


def test_a_completed_task_is_taken_up_again_and_minutes_and_costs_add_up(desk: Desk, cast: Cast) -> None:
    ticket, staff = desk.report(), cast.a.staff
    task = desk.give(ticket["id"], staff)
    first = desk.complete(task, staff, minutes=15, cost={"amount": 500, "currency": "EUR"})
    assert (first["status"], first["allowed_statuses"]) == ("completed", ["in_progress"])
    assert desk.ticket(ticket["id"])["status"] == "open"
    again = desk.start(task, staff)
    assert (again["status"], again["completed_at"]) == ("in_progress", None)
    assert desk.ticket(ticket["id"])["status"] == "in_progress"
    done = desk.complete(task, staff, minutes=5, cost={"amount": 250, "currency": "EUR"})
    assert (done["minutes_spent"], done["cost"]["amount"]) == (20, 750)


def test_staff_take_work_themselves(client: Client, cast: Cast, desk: Desk) -> None:
    ticket, staff = desk.report(), cast.a.staff
    task = client.post("/assign-task", as_=staff, json={"ticket_id": ticket["id"], "user_id": staff.id}).ok(201)
    assert task["created_by"]["id"] == staff.id
    assert standing(desk.ticket(ticket["id"])) == ("open", staff.id, "start")
    body = {"title": "Check the boiler", "property_id": cast.a.id, "user_ids": [staff.id]}
    own = client.post("/tasks", as_=staff, json=body).ok(201)
    assert (own["ticket"], own["ticket_id"], own["priority"]) == (None, None, "medium")
    assert desk.complete(own, staff)["status"] == "completed"


def test_starting_leaves_a_ticket_on_hold(client: Client, cast: Cast, desk: Desk) -> None:
    ticket, staff = desk.report(), cast.a.staff
    task = desk.give(ticket["id"], staff)
    hold = {"status": "on_hold", "reason": "A part is coming", "on_hold_until": "2199-01-01T00:00:00Z"}
    client.patch(f"/tickets/{ticket['id']}", as_=cast.a.manager, json=hold).ok()
    desk.start(task, staff)
    assert standing(desk.ticket(ticket["id"])) == ("on_hold", staff.id, "resumes")


def test_cancelling_a_ticket_cancels_its_tasks(desk: Desk, cast: Cast) -> None:
    ticket = desk.report()
    task = desk.give(ticket["id"], cast.a.staff)
    desk.move_ticket(ticket["id"], "cancelled")
    assert desk.task(task["id"])["status"] == "cancelled"
    event = desk.history(ticket["id"])[-1]
    assert (event["action"], event["changes"]["task_id"]) == ("task.moved", [task["id"], task["id"]])
    assert event["changes"]["status"] == ["pending", "cancelled"]
