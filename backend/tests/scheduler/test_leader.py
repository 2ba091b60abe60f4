"""Of all schedulers one leads; when it is killed or cut off, another does; nothing is enqueued twice or by others."""

import signal
import threading
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import psycopg
import pytest
from pydantic import TypeAdapter

from app import db
from app.scheduler import LEADER, SCHEDULE, Desk, LeadLost, leadership, run
from tests.processes import background, eventually
from tests.reactions import house as scene
from tests.servers import Addresses

HOLDERS = """
SELECT array_agg(pid) FROM pg_locks JOIN pg_database ON pg_database.oid = pg_locks.database
WHERE locktype = 'advisory' AND objid = :key AND granted AND datname = current_database()
"""
PIDS = TypeAdapter(list[int])
WAITING = "SELECT array_agg(queueing_lock ORDER BY queueing_lock) FROM procrastinate_jobs WHERE status = 'todo'"
EVERYTHING = sorted(f"chore:{chore}" for chore in SCHEDULE)


@pytest.fixture(autouse=True)
def _database(fresh_database: Addresses) -> Iterator[None]:
    db.configure(fresh_database.application)
    yield
    db.dispose()


def leaders() -> list[int]:
    """The sessions that hold the leader's lock."""
    return PIDS.validate_python(scene.scalar(HOLDERS, key=LEADER) or [])


def end_session(addresses: Addresses, pid: int) -> None:
    """Cut a connection, as a restart of PostgreSQL or a firewall would."""
    with psycopg.connect(addresses.superuser) as connection:
        connection.execute("SELECT pg_terminate_backend(%s)", [pid])


def test_of_two_schedulers_one_leads_and_the_other_takes_over(fresh_database: Addresses, tmp_path: Path) -> None:
    with ExitStack() as running:
        first = running.enter_context(background("scheduler", fresh_database))
        eventually(lambda: len(leaders()) == 1 and scene.scalar(WAITING) == EVERYTHING)
        (leader,) = leaders()
        log = tmp_path / "second.log"
        second = running.enter_context(background("scheduler", fresh_database, log))
        eventually(lambda: "stands by" in log.read_text())
        assert leaders() == [leader]
        first.kill()
        eventually(lambda: len(leaders()) == 1 and leaders() != [leader])
        eventually(lambda: scene.scalar(WAITING) == EVERYTHING)
        second.send_signal(signal.SIGTERM)
        assert second.wait(10) == 0
    eventually(lambda: leaders() == [], seconds=5)  # PostgreSQL ends a session a moment after its client has


def test_a_leader_whose_connection_is_cut_leads_again_and_enqueues_nothing_twice(fresh_database: Addresses) -> None:
    stop = threading.Event()
    thread = threading.Thread(target=run, args=[stop])
    thread.start()
    try:
        eventually(lambda: len(leaders()) == 1 and scene.scalar(WAITING) == EVERYTHING)
        (leader,) = leaders()
        end_session(fresh_database, leader)
        eventually(lambda: len(leaders()) == 1 and leaders() != [leader])
        eventually(lambda: scene.scalar(WAITING) == EVERYTHING)
    finally:
        stop.set()
        thread.join(10)
    assert scene.scalar("SELECT count(*) FROM procrastinate_jobs") == len(SCHEDULE)
    eventually(lambda: leaders() == [], seconds=5)  # PostgreSQL ends a session a moment after its client has


def test_whoever_has_lost_the_lock_can_enqueue_nothing() -> None:
    with leadership() as connection:
        assert connection is not None
        desk = Desk(connection)
        desk.enqueue("clear_outdated")
        connection.exec_driver_sql("SELECT pg_advisory_unlock_all()")
        connection.commit()
        with pytest.raises(LeadLost):
            desk.enqueue("make_history_months")
        with pytest.raises(LeadLost):
            desk.look()
    assert scene.scalar(WAITING) == ["chore:clear_outdated"]


def test_a_chore_is_enqueued_again_once_the_one_before_has_begun() -> None:
    with leadership() as connection:
        assert connection is not None
        desk = Desk(connection)
        for _ in range(3):
            desk.enqueue("clear_outdated")
        scene.execute("UPDATE procrastinate_jobs SET status = 'doing'")
        desk.enqueue("clear_outdated")
    assert scene.scalar("SELECT array_agg(status::text ORDER BY id) FROM procrastinate_jobs") == ["doing", "todo"]
