"""The schedule's chores: what has had its time goes, what is young or failed stays, months are made ahead."""

from collections.abc import Iterator

import pytest

from app import db
from app.scheduler import SCHEDULE
from app.services import housekeeping
from app.worker.chores import CHORES
from tests.reactions import house as scene
from tests.servers import Addresses


@pytest.fixture(autouse=True)
def _database(fresh_database: Addresses) -> Iterator[None]:
    db.configure(fresh_database.application)
    yield
    db.dispose()


def test_every_chore_on_the_schedule_can_be_done() -> None:
    assert SCHEDULE.keys() == CHORES.keys()
    for chore in CHORES.values():
        chore()


def test_finished_jobs_go_after_a_day_and_failed_ones_stay() -> None:
    scene.execute(
        "INSERT INTO procrastinate_jobs (id, queue_name, task_name)"
        " SELECT id, 'default', 'any' FROM generate_series(1, 4) AS id"
    )
    scene.execute("UPDATE procrastinate_jobs SET status = 'doing' WHERE id < 4")
    for job_id, status in ((1, "succeeded"), (2, "succeeded"), (3, "failed")):
        scene.execute("UPDATE procrastinate_jobs SET status = CAST(:status AS procrastinate_job_status) WHERE id = :id",
                      status=status, id=job_id)  # fmt: skip
    scene.execute("UPDATE procrastinate_events SET at = now() - interval '25 hours' WHERE job_id <> 2")
    CHORES["clear_outdated"]()
    assert scene.scalar("SELECT array_agg(id ORDER BY id) FROM procrastinate_jobs") == [2, 3, 4]


def test_more_than_one_batch_goes_in_one_turn(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(housekeeping, "BATCH", 10)
    scene.execute(
        "INSERT INTO idempotency_keys (caller, route, key, fingerprint, created_at)"
        " SELECT 'user:1', 'POST /tickets', n::text, '', now() - CASE WHEN n <= 25 THEN interval '15 days' ELSE '0' END"
        " FROM generate_series(1, 30) AS n"
    )
    CHORES["clear_outdated"]()
    assert scene.scalar("SELECT count(*) FROM idempotency_keys") == 5


def test_sessions_and_links_go_a_week_after_their_end() -> None:
    scene.execute(
        "INSERT INTO users (name, sort_key, email, role_id) SELECT 'Ada', 'ada', 'ada@example.com', min(id) FROM roles"
    )
    scene.execute(
        "INSERT INTO sessions (id, user_id, current, expires_at, ended_at) SELECT name, (SELECT id FROM users), 'x',"
        " now() + expires, now() + ended FROM (VALUES"
        " ('alive', interval '1 day', NULL::interval), ('expired long ago', interval '-8 days', NULL),"
        " ('ended long ago', interval '1 day', interval '-8 days'),"
        " ('just ended', interval '1 day', interval '-1 hour')"
        ") AS one (name, expires, ended)"
    )
    scene.execute(
        "INSERT INTO one_time_links (purpose, token_hash, user_id, expires_at) SELECT 'invitation', token::bytea,"
        " (SELECT id FROM users), now() + expires FROM (VALUES ('a', interval '-8 days'), ('b', interval '1 day')"
        ") AS one (token, expires)"
    )
    CHORES["clear_outdated"]()
    assert scene.scalar("SELECT array_agg(id ORDER BY id) FROM sessions") == ["alive", "just ended"]
    assert scene.scalar("SELECT count(*) FROM one_time_links") == 1


def test_history_has_months_in_stock() -> None:
    CHORES["make_history_months"]()
    assert scene.scalar(
        "SELECT to_regclass('history_security_' || to_char(now() AT TIME ZONE 'UTC' + interval '3 months', 'YYYYMM'))"
        " IS NOT NULL"
    )
