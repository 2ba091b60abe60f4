"""The job queue: for super admins, without anybody's texts; what failed can be tried again."""

from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from app import db, jobs
from app.events.types import TicketCreated, TicketMoved
from app.jobs import chore, defer_once
from app.permissions import SYSTEM
from app.reactions import GaveUp, Happening, react
from app.services import job_queue
from app.services.job_errors import TRIES, Attempt
from tests import told
from tests.client import Client
from tests.factories import Cast
from tests.reactions import house as scene
from tests.reactions.house import House
from tests.servers import Addresses


def listed(client: Client, cast: Cast, **query: object) -> list[Any]:
    """One page of the queue."""
    return client.get("/jobs", as_=cast.admin, query=query).ok()["items"]


def test_it_says_what_failed_and_why(client: Client, cast: Cast) -> None:
    job_id = told.job(ids=[1, 2])
    one = listed(client, cast)[0]
    assert (one["id"], one["task"], one["status"], one["args"]) == (
        job_id,
        "deliveries.send",
        "failed",
        {"ids": [1, 2]},
    )
    assert one["created_at"] is not None
    assert one["error"]["attempt"] == 1
    assert one["error"]["error"] == "ConnectionError: the printer is on fire"
    full = client.get(f"/jobs/{job_id}", as_=cast.admin).ok()
    assert {name: full[name] for name in one} == one
    assert full["errors"] == [one["error"]]
    client.get(f"/jobs/{2**40}", as_=cast.admin).problem(404, "not_found")


def test_no_text_is_shown(client: Client, cast: Cast) -> None:
    job_id = told.job(
        "any.task", body="Room 12 is empty.", to=["ada@example.com"], chore="place_tickets", n=3, yes=True
    )
    answer = client.get(f"/jobs/{job_id}", as_=cast.admin)
    assert answer.ok()["args"] == {"chore": "place_tickets", "n": 3, "yes": True}
    assert "Room 12" not in answer.content.decode()


def test_it_is_narrowed_and_read_on(client: Client, cast: Cast) -> None:
    made = [told.job("some.task", status) for status in ("failed", "todo", "failed")]
    assert [one["id"] for one in listed(client, cast, task="some.task")][:3] == made[::-1]
    failed = listed(client, cast, task="some.task", status="failed")
    assert [one["id"] for one in failed][:2] == [made[2], made[0]]
    first = client.get("/jobs", as_=cast.admin, query={"task": "some.task", "limit": 2}).ok()
    second = listed(client, cast, task="some.task", limit=2, cursor=first["next_cursor"])
    assert second[0]["id"] == made[0]
    client.get("/jobs", as_=cast.admin, query={"status": "lazy"}).problem(422)


def test_it_counts_by_status_and_says_since_when_something_waits(client: Client, cast: Cast) -> None:
    before = client.get("/jobs/counts", as_=cast.admin).ok()["by_status"]
    told.job(status="failed")
    told.job(status="todo")
    after = client.get("/jobs/counts", as_=cast.admin).ok()
    assert after["by_status"]["failed"] == before["failed"] + 1
    assert after["by_status"]["todo"] == before["todo"] + 1
    assert after["waiting_since"] is not None


def test_what_failed_is_tried_again_and_nothing_else(client: Client, cast: Cast) -> None:
    job_id = told.job(ids=[1])
    again = client.post(f"/jobs/{job_id}/retry", as_=cast.admin).ok()
    assert (again["status"], again["attempts"]) == ("todo", 1)
    assert again["scheduled_at"] is not None
    for status in ("todo", "doing", "succeeded", "cancelled"):
        other = told.job(status=status)
        problem = client.post(f"/jobs/{other}/retry", as_=cast.admin).problem(409, "not_failed")
        assert problem["params"] == {"status": status}
    client.post(f"/jobs/{2**40}/retry", as_=cast.admin).problem(404)


def test_a_chore_that_waits_already_is_not_asked_for_twice(client: Client, cast: Cast) -> None:
    def failed_once(unit: Session) -> int:
        defer_once(unit.connection(), chore("test"))
        job_id: int = unit.execute(text("SELECT max(id) FROM procrastinate_jobs")).scalar_one()
        unit.execute(text("UPDATE procrastinate_jobs SET status = 'failed' WHERE id = :id"), {"id": job_id})
        defer_once(unit.connection(), chore("test"))
        return job_id

    job_id = db.repeat(failed_once)
    client.post(f"/jobs/{job_id}/retry", as_=cast.admin).problem(409, "waits_already")
    assert client.get(f"/jobs/{job_id}", as_=cast.admin).ok()["status"] == "failed"


@pytest.mark.parametrize("who", ["manager", "staff", "guest", "executive"])
def test_it_is_for_super_admins_only(client: Client, cast: Cast, who: str) -> None:
    job_id, person = told.job(), getattr(cast.a, who)
    for path in ("/jobs", "/jobs/counts", f"/jobs/{job_id}", f"/jobs/{2**40}"):
        client.get(path, as_=person).problem(403, "forbidden")
    client.post(f"/jobs/{job_id}/retry", as_=person).problem(403, "forbidden")


@pytest.fixture(name="house")
def a_house(fresh_database: Addresses) -> Iterator[House]:
    """One house with one room; the database is this test's alone."""
    db.configure(fresh_database.application)
    yield scene.build()
    db.dispose()


def test_events_that_were_given_up_are_worked_off_again_when_their_job_is(house: House) -> None:
    handled: list[int] = []

    def note(_unit: Session, happening: Happening) -> None:
        handled.append(happening.id)

    def fail(_unit: Session, _happening: Happening) -> None:
        raise ValueError("the mistake")

    ticket_id = scene.ticket(house)
    created, moved = scene.happens(TicketCreated(ticket_id, ticket_id), TicketMoved(ticket_id, ticket_id))
    job_id = int(
        str(scene.scalar("SELECT id FROM procrastinate_jobs WHERE (args ->> 'id')::bigint = :id", id=moved.id))
    )
    scene.execute(
        "INSERT INTO ticket_cursors (ticket_id, attempts) VALUES (:id, :tries)", id=ticket_id, tries=TRIES - 1
    )
    with pytest.raises(GaveUp):
        react(moved, Attempt(job_id, jobs.REACT), {TicketCreated.action: (fail,), TicketMoved.action: (note,)})
    scene.execute("UPDATE procrastinate_jobs SET status = 'failed' WHERE id = :id", id=job_id)
    db.repeat(lambda unit: job_queue.retry(unit, SYSTEM, job_id))
    react(moved, Attempt(job_id, jobs.REACT), {TicketCreated.action: (note,), TicketMoved.action: (note,)})
    assert handled == [moved.id, created.id, moved.id]
    assert scene.scalar("SELECT status::text FROM procrastinate_jobs WHERE id = :id", id=job_id) == "todo"
