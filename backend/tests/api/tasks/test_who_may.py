"""Managers of the property give, change and cancel; its staff take; a task's people move it; nobody else sees it."""

from typing import Any

import pytest

from tests.api.tasks.conftest import Desk
from tests.client import Client
from tests.factories import Cast, Person

Act = tuple[str, str, dict[str, Any] | None]
NOBODY: list[int] = []
ACTS: list[Act] = [
    ("GET", "", None),
    ("PATCH", "", {"title": "Other"}),
    ("DELETE", "", None),
    ("POST", "/start", None),
    ("POST", "/complete", None),
    ("POST", "/decline", {"reason": "No"}),
]


def call(client: Client, who: Person, task_id: int, act: Act) -> int:
    """The status of one act on a task."""
    method, path, body = act
    options: dict[str, Any] = {} if body is None else {"json": body}
    return client.call(method, f"/tasks/{task_id}{path}", as_=who, **options).status


@pytest.mark.parametrize("act", ACTS)
def test_a_task_is_hidden_from_guests_strangers_and_other_staff(
    client: Client, cast: Cast, desk: Desk, jonas: Person, act: Act
) -> None:
    task = desk.give(desk.report()["id"], cast.a.staff)
    for who in (cast.a.guest, cast.outsider, jonas, cast.b.staff, cast.b.manager, cast.b.executive):
        assert call(client, who, task["id"], act) == 404
    assert desk.task(task["id"])["version"] == 1


@pytest.mark.parametrize(
    ("act", "manager", "staff", "executive"),
    [
        (("GET", "", None), 200, 200, 200),
        (("PATCH", "", {"title": "Other"}), 200, 403, 403),
        (("PATCH", "", {"user_ids": NOBODY}), 200, 403, 403),
        (("PATCH", "", {"minutes_spent": 5}), 200, 200, 403),
        (("PATCH", "", {"status": "in_progress"}), 403, 200, 403),
        (("PATCH", "", {"status": "cancelled"}), 200, 403, 403),
        (("DELETE", "", None), 204, 403, 403),
        (("POST", "/start", None), 403, 200, 403),
        (("POST", "/complete", None), 403, 200, 403),
        (("POST", "/decline", {"reason": "No"}), 403, 204, 403),
    ],
)
def test_what_each_may_do_to_a_task_of_their_property(
    client: Client,
    cast: Cast,
    desk: Desk,
    act: Act,
    manager: int,
    staff: int,
    executive: int,
) -> None:
    expected = {cast.a.executive: executive, cast.a.manager: manager, cast.a.staff: staff, cast.admin: manager}
    for who, status in expected.items():
        task = desk.give(desk.report()["id"], cast.a.staff)
        assert call(client, who, task["id"], act) == status, who.role


def test_staff_take_but_do_not_give(client: Client, cast: Cast, desk: Desk, jonas: Person) -> None:
    ticket_id, staff = desk.report()["id"], cast.a.staff
    for people in ([jonas.id], [staff.id, jonas.id]):
        body = {"ticket_id": ticket_id, "user_ids": people}
        client.post("/assign-task", as_=staff, json=body).problem(403, "forbidden")
        client.post("/tasks", as_=staff, json={**body, "title": "Towels"}).problem(403, "forbidden")
    client.post("/tasks", as_=staff, json={"title": "Towels", "property_id": cast.a.id}).problem(403)
    client.post("/assign-task", as_=cast.b.staff, json={"ticket_id": ticket_id, "user_id": cast.b.staff.id}).problem(
        422
    )


def test_guests_and_executives_make_no_tasks(client: Client, cast: Cast, desk: Desk) -> None:
    ticket_id = desk.report()["id"]
    for who in (cast.a.guest, cast.a.executive):
        client.post("/assign-task", as_=who, json={"ticket_id": ticket_id, "user_id": who.id}).problem(403)
        client.post("/tasks", as_=who, json={"title": "Mine", "ticket_id": ticket_id}).problem(403)
    assert client.get("/tasks", as_=cast.a.guest, query={"scope": "managed"}).ok()["items"] == []


def test_what_staff_took_is_theirs_to_change_until_others_have_it(
    client: Client, cast: Cast, desk: Desk, jonas: Person
) -> None:
    staff = cast.a.staff
    body = {"title": "Boiler", "property_id": cast.a.id, "user_ids": [staff.id]}
    task = client.post("/tasks", as_=staff, json=body).ok(201)
    client.patch(f"/tasks/{task['id']}", as_=staff, json={"title": "Check the boiler"}).ok()
    client.patch(f"/tasks/{task['id']}", as_=staff, json={"user_ids": [jonas.id]}).problem(403)
    client.patch(f"/tasks/{task['id']}", as_=cast.a.manager, json={"user_ids": [jonas.id]}).ok()
    client.patch(f"/tasks/{task['id']}", as_=staff, json={"title": "My boiler"}).problem(403)
    client.patch(f"/tasks/{task['id']}", as_=staff, json={"user_ids": [staff.id]}).problem(403)
    client.patch(f"/tasks/{task['id']}", as_=cast.a.manager, json={"user_ids": []}).ok()
    taken = client.patch(f"/tasks/{task['id']}", as_=staff, json={"user_ids": [staff.id]}).ok()
    assert [one["id"] for one in taken["assignees"]] == [staff.id]
    client.delete(f"/tasks/{task['id']}", as_=staff).ok(204)


def test_nobody_gets_in_without_signing_in(client: Client, cast: Cast, desk: Desk) -> None:
    task = desk.give(desk.report()["id"], cast.a.staff)
    for method, path, _ in ACTS:
        client.call(method, f"/tasks/{task['id']}{path}").problem(401)
    client.get("/tasks").problem(401)
    client.post("/tasks", json={}).problem(401)
    client.post("/assign-task", json={}).problem(401)
