"""Two people at the same moment, and the same request twice."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import TypeVar

from flask import Flask

from tests.api.tasks.conftest import Desk
from tests.client import Client
from tests.factories import Cast, Person

T = TypeVar("T")


def at_once(*acts: Callable[[], T]) -> list[T]:
    """What each returned; they begin together."""
    barrier = Barrier(len(acts))

    def begin(act: Callable[[], T]) -> T:
        barrier.wait(timeout=10)
        return act()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(begin, acts))


def test_of_two_who_complete_at_once_one_does(app: Flask, cast: Cast, desk: Desk, jonas: Person) -> None:
    people = (cast.a.staff, jonas)
    for _ in range(5):
        task = desk.give(desk.report()["id"], *people)

        def complete(who: Person, task_id: int = task["id"]) -> int:
            return Client(app).post(f"/tasks/{task_id}/complete", as_=who, json={"minutes": 10}).status

        statuses = at_once(*[lambda who=who: complete(who) for who in people])
        assert sorted(statuses) == [200, 409]
        assert desk.task(task["id"])["minutes_spent"] == 10


def test_a_ticket_that_is_resolved_while_its_task_is_begun_has_one_truth(app: Flask, cast: Cast, desk: Desk) -> None:
    for _ in range(5):
        ticket = desk.report()
        task = desk.give(ticket["id"], cast.a.staff)

        def start(task_id: int = task["id"]) -> int:
            return Client(app).post(f"/tasks/{task_id}/start", as_=cast.a.staff).status

        def resolve(ticket_id: int = ticket["id"]) -> int:
            body = {"status": "resolved"}
            return Client(app).patch(f"/tickets/{ticket_id}", as_=cast.a.manager, json=body).status

        started, resolved = at_once(start, resolve)
        assert resolved == 200
        assert started in {200, 409}
        assert desk.task(task["id"])["status"] == ("in_progress" if started == 200 else "pending")
        assert desk.ticket(ticket["id"])["status"] == "resolved"


def test_the_same_key_gives_work_once(client: Client, cast: Cast, desk: Desk) -> None:
    ticket = desk.report()
    body = {"ticket_id": ticket["id"], "user_id": cast.a.staff.id, "title": "Once"}
    first = client.post("/assign-task", as_=cast.a.manager, json=body, key="k-1").ok(201)
    second = client.post("/assign-task", as_=cast.a.manager, json=body, key="k-1").ok(201)
    assert first == second
    assert desk.ticket(ticket["id"])["task_ids"] == [first["id"]]


def test_a_decline_that_is_sent_twice_counts_once(client: Client, cast: Cast, desk: Desk) -> None:
    task = desk.give(desk.report()["id"], cast.a.staff)
    for _ in range(2):
        client.post(f"/tasks/{task['id']}/decline", as_=cast.a.staff, json={"reason": "Off"}, key="k-2").ok(204)
    assert desk.task(task["id"])["version"] == 2
