"""The schedule's chores: what has had its time goes, what is young or failed stays, months are made ahead."""

import io
import os
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from app import db
from app.scheduler import SCHEDULE
from app.services import files, housekeeping, orphans
from app.storage.local import LocalStorage
from app.worker.chores import CHORES
from tests.reactions import house as scene
from tests.servers import Addresses


@pytest.fixture(autouse=True)
def _database(fresh_database: Addresses, tmp_path: Path) -> Iterator[None]:
    db.configure(fresh_database.application)
    files.configure(LocalStorage(tmp_path / "files"), "a secret")
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


def test_bytes_that_no_attachment_refers_to_go_after_a_day(tmp_path: Path) -> None:
    house = scene.build()
    ticket_id = scene.ticket(house)
    kept, orphan, young = (files.keep(f"{name}.txt", io.BytesIO(b"seen")) for name in ("kept", "orphan", "young"))
    scene.execute(
        "INSERT INTO attachments (ticket_id, uploaded_by_id, name, content_type, size, sha256, storage_key, state)"
        " VALUES (:ticket_id, :user_id, 'kept.txt', 'text/plain', 4, '\\x00', :key, 'clean')",
        ticket_id=ticket_id, user_id=house.reporter_id, key=kept.storage_key,
    )  # fmt: skip
    two_days_ago = time.time() - 2 * orphans.DAY_SECONDS
    for old in (kept, orphan):
        os.utime(next(tmp_path.rglob(old.storage_key)), (two_days_ago, two_days_ago))
    CHORES["discard_orphans"]()
    there = {one.storage_key: files.files().storage.exists(one.storage_key) for one in (kept, orphan, young)}
    assert there == {kept.storage_key: True, orphan.storage_key: False, young.storage_key: True}


def test_what_people_were_told_goes_after_half_a_year_with_its_deliveries_and_attempts() -> None:
    scene.execute(
        "INSERT INTO users (name, sort_key, email, role_id) SELECT 'Ada', 'ada', 'ada@example.com', min(id) FROM roles"
    )
    scene.execute(
        "INSERT INTO notifications (user_id, cause, kind, created_at) SELECT (SELECT id FROM users), days::text,"
        " 'ticket_moved', now() - days * interval '1 day' FROM unnest(ARRAY[1, 179, 181, 400]) AS days"
    )
    scene.execute(
        "INSERT INTO deliveries (notification_id, channel, user_id, state, created_at)"
        " SELECT id, 'email', user_id, 'sent', created_at FROM notifications"
    )
    scene.execute("UPDATE deliveries SET folded_into_id = (SELECT min(id) FROM deliveries) WHERE state = 'sent'")
    scene.execute("INSERT INTO delivery_attempts (delivery_id, number) SELECT id, 1 FROM deliveries")
    scene.execute(
        "INSERT INTO sms_messages (id, phone, created_at) SELECT days::text, '+4940555', now() - days * interval"
        " '1 day' FROM unnest(ARRAY[179, 181]) AS days"
    )
    scene.execute(
        "INSERT INTO push_receipts (id, delivery_id, ask_at) SELECT days::text, (SELECT min(id) FROM deliveries),"
        " now() - days * interval '1 day' FROM unnest(ARRAY[1, 3]) AS days"
    )
    CHORES["clear_outdated"]()
    assert scene.scalar("SELECT array_agg(cause ORDER BY id) FROM notifications") == ["1", "179"]
    assert scene.scalar("SELECT count(*) FROM deliveries") == 2
    assert scene.scalar("SELECT count(*) FROM delivery_attempts") == 2
    assert scene.scalar("SELECT array_agg(id) FROM sms_messages") == ["179"]
    assert scene.scalar("SELECT array_agg(id) FROM push_receipts") == ["1"]
