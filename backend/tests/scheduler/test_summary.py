"""The leader follows the settings of the daily summary while it runs, and asks for a day until it is kept."""

import datetime as dt
import threading
import time
from collections.abc import Iterator

import pytest
from apscheduler.schedulers.background import BackgroundScheduler
from sqlalchemy import Connection

from app import clock, db
from app.scheduler import AGAIN_SECONDS, SUMMARY, Daily, Desk, LeadLost, Summaries, leadership, run
from app.settings_store.email import Summary
from tests.processes import eventually
from tests.reactions import house as scene
from tests.servers import Addresses

NOON = dt.datetime(2026, 5, 12, 12, tzinfo=dt.UTC)
WAITING = "SELECT array_agg(args ->> 'due_at' ORDER BY id) FROM procrastinate_jobs WHERE task_name = 'summary.send'"
SETTING = """
INSERT INTO settings (key, value) VALUES ('email', jsonb_build_object('summary', jsonb_build_object(
    'enabled', CAST(:enabled AS bool), 'hour', CAST(:hour AS int), 'minute', CAST(:minute AS int), 'timezone', 'UTC')))
ON CONFLICT (key) DO UPDATE SET value = excluded.value
"""


@pytest.fixture(autouse=True)
def _database(fresh_database: Addresses) -> Iterator[None]:
    db.configure(fresh_database.application)
    yield
    db.dispose()


@pytest.fixture
def lead() -> Iterator[Connection]:
    """The connection of the leader."""
    with leadership() as connection:
        assert connection is not None
        yield connection


@pytest.fixture
def timer() -> Iterator[BackgroundScheduler]:
    """APScheduler, running."""
    made = BackgroundScheduler(timezone=dt.UTC, job_defaults={"coalesce": True, "misfire_grace_time": None})
    made.start()
    yield made
    made.shutdown()


def set_to(hour: int, minute: int = 0, *, enabled: bool = True) -> None:
    """As the System Console saves it."""
    scene.execute(SETTING, enabled=enabled, hour=hour, minute=minute)


def it_is(monkeypatch: pytest.MonkeyPatch, moment: dt.datetime) -> None:
    """Let the clock show that moment and go on from there."""
    ahead = moment - dt.datetime.now(dt.UTC)
    monkeypatch.setattr(clock, "now", lambda: dt.datetime.now(dt.UTC) + ahead)


def test_the_trigger_fires_at_every_slot_once() -> None:
    trigger = Daily(Summary(hour=2, minute=30, timezone="Europe/Berlin"))
    at, fired = dt.datetime(2026, 10, 24, tzinfo=dt.UTC), list[str]()
    previous = None
    for _ in range(3):
        previous = trigger.get_next_fire_time(previous, at)
        fired.append(f"{previous:%d %H:%M}")
    assert fired == ["24 00:30", "25 00:30", "26 01:30"]


def test_the_clock_is_set_anew_only_when_the_schedule_is_another(
    lead: Connection, timer: BackgroundScheduler, monkeypatch: pytest.MonkeyPatch
) -> None:
    it_is(monkeypatch, NOON)
    summaries = Summaries(Desk(lead), timer)
    summaries.follow()
    first = timer.get_job(SUMMARY)
    assert first is not None
    summaries.follow()
    assert timer.get_job(SUMMARY) is first
    set_to(hour=19)
    summaries.follow()
    second = timer.get_job(SUMMARY)
    assert second is not None
    assert second is not first
    assert second.next_run_time.hour == 19
    set_to(hour=19, enabled=False)
    summaries.follow()
    assert timer.get_job(SUMMARY) is None


def test_a_day_that_is_not_kept_is_asked_for_again_after_a_pause(
    lead: Connection, timer: BackgroundScheduler, monkeypatch: pytest.MonkeyPatch
) -> None:
    it_is(monkeypatch, NOON)
    summaries = Summaries(Desk(lead), timer)
    summaries.follow()
    it_is(monkeypatch, NOON.replace(hour=18))
    for _ in range(3):
        summaries.follow()
        scene.execute("UPDATE procrastinate_jobs SET status = 'doing'")
    assert scene.scalar(WAITING) == ["2026-05-12T18:00:00+00:00"]
    later = time.monotonic() + AGAIN_SECONDS
    monkeypatch.setattr(time, "monotonic", lambda: later)
    summaries.follow()
    assert scene.scalar(WAITING) == ["2026-05-12T18:00:00+00:00"] * 2


def test_whoever_has_lost_the_lead_asks_for_nothing(
    lead: Connection, timer: BackgroundScheduler, monkeypatch: pytest.MonkeyPatch
) -> None:
    it_is(monkeypatch, NOON)
    summaries = Summaries(Desk(lead), timer)
    summaries.follow()
    lead.exec_driver_sql("SELECT pg_advisory_unlock_all()")
    lead.commit()
    it_is(monkeypatch, NOON.replace(hour=18))
    with pytest.raises(LeadLost):
        summaries.follow()
    assert scene.scalar(WAITING) is None


def test_an_hour_that_is_set_while_it_runs_counts_within_five_seconds(monkeypatch: pytest.MonkeyPatch) -> None:
    it_is(monkeypatch, NOON)
    stop = threading.Event()
    thread = threading.Thread(target=run, args=[stop, {}])
    thread.start()
    try:
        eventually(lambda: scene.scalar("SELECT count(*) FROM installation WHERE key = 'daily_summary'") == 1)
        it_is(monkeypatch, NOON.replace(minute=29, second=55))
        set_to(hour=12, minute=30)
        eventually(lambda: scene.scalar(WAITING) == ["2026-05-12T12:30:00+00:00"])
    finally:
        stop.set()
        thread.join(10)
