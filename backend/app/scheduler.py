"""Which job is due when. The scheduler only enqueues, over the connection whose lock makes it the one leader."""

import datetime as dt
import logging
import signal
import threading
import time
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from types import FrameType
from typing import Final

from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.triggers.base import BaseTrigger
from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError

import config
from app import clock, db, jobs, logs
from app.reports.daily_summary import agenda
from app.reports.daily_summary.agenda import Agenda
from app.reports.daily_summary.slots import Slot, next_slot
from app.settings_store.email import Summary

log = logging.getLogger(__name__)

LEADER: Final = 0x6D6D7363
LOOK_SECONDS: Final = 2.0
LONGEST_PAUSE_SECONDS: Final = 10.0
AGAIN_SECONDS: Final = 30.0
LONGEST_AGAIN_SECONDS: Final = 600.0
SUMMARY: Final = "summary"

# Chore (app/worker/chores.py) → how often it is due. Each is also due when a leader begins.
SCHEDULE: Final[Mapping[str, dt.timedelta]] = {
    "ask_push_receipts": dt.timedelta(minutes=5),
    "clear_outdated": dt.timedelta(hours=1),
    "close_resolved": dt.timedelta(minutes=10),
    "discard_orphans": dt.timedelta(days=1),
    "make_history_months": dt.timedelta(hours=6),
    "place_tickets": dt.timedelta(minutes=1),
    "remind_on_hold": dt.timedelta(minutes=1),
}

_TRY = text("SELECT pg_try_advisory_lock(:key)")
# A leader whose machine loses its power says no good-bye; by PostgreSQL's own settings its lock would stay for hours.
_NOTICE_WHO_VANISHES = text("""
SELECT set_config('tcp_keepalives_idle', '5', false), set_config('tcp_keepalives_interval', '2', false),
    set_config('tcp_keepalives_count', '3', false)
""")
_HOLDS = text("""
SELECT EXISTS (
    SELECT FROM pg_locks WHERE locktype = 'advisory' AND classid = 0 AND objid = :key AND objsubid = 1
      AND pid = pg_backend_pid() AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
)
""")


class LeadLost(RuntimeError):
    """The connection with the lock is gone: another process may be the leader by now."""


def serve(settings: config.Settings) -> None:
    """Be a scheduler until told to stop."""
    logs.configure(settings.log_level)
    db.configure(settings.database_url, pool_size=1)
    stop = threading.Event()

    def ask_to_stop(_number: int, _frame: FrameType | None) -> None:
        stop.set()

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, ask_to_stop)
    run(stop)


def run(stop: threading.Event, schedule: Mapping[str, dt.timedelta] = SCHEDULE) -> None:
    """Lead whenever nobody else does, until told to stop."""
    pause, stands_by = LOOK_SECONDS, False
    while not stop.is_set():
        try:
            with leadership() as connection:
                if connection is not None:
                    lead(Desk(connection), stop, schedule)
                elif not stands_by:
                    log.info("Another scheduler leads; this one stands by.")
                stands_by = connection is None
            pause = LOOK_SECONDS
        except (DBAPIError, LeadLost) as error:
            log.warning("The lead was lost, or PostgreSQL can't be reached: %s", error)
            pause = min(pause * 2, LONGEST_PAUSE_SECONDS)
        stop.wait(pause)


@contextmanager
def leadership() -> Generator[Connection | None]:
    """A connection of its own that holds the leader's lock; None while another process does."""
    with db.engines().writes.connect() as connection:
        connection.detach()  # closing it ends the session, and with it the lock
        connection.execute(_NOTICE_WHO_VANISHES)
        leads = connection.execute(_TRY, {"key": LEADER}).scalar_one()
        connection.commit()
        yield connection if leads else None


class Desk:
    """Where the leader's threads look things up and put jobs into the queue, one at a time."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._turn = threading.Lock()

    def look(self) -> Agenda:
        """What there is to do about the daily summary. `LeadLost` unless this is still the leader."""
        with self._turn, self._connection.begin():
            self._require_lead()
            return agenda.look(self._connection, clock.now())

    def enqueue(self, chore: str) -> None:
        """Put the chore into the queue, unless it waits there already."""
        self._defer(jobs.chore(chore))

    def summarise(self, slot: Slot) -> None:
        """Put a day's summary into the queue, unless it waits there already."""
        self._defer(jobs.summary(slot.day, slot.due_at))

    def _defer(self, job: jobs.Job) -> None:
        with self._turn, self._connection.begin():
            self._require_lead()
            jobs.defer_once(self._connection, job)

    def _require_lead(self) -> None:
        # A connection that broke is replaced without a word, and the new one holds no lock.
        if not self._connection.execute(_HOLDS, {"key": LEADER}).scalar_one():
            raise LeadLost("the lock is gone")


class Daily(BaseTrigger):
    """Fires at the slots of a schedule."""

    def __init__(self, schedule: Summary) -> None:
        self._schedule = schedule

    def get_next_fire_time(self, previous_fire_time: dt.datetime | None, now: dt.datetime) -> dt.datetime:
        """The slot after the last one that fired, else after now."""
        return next_slot(previous_fire_time or now, self._schedule).due_at


class Summaries:
    """Keeps the clock in step with the settings, and asks for a summary until its day is kept.

    At its slot the clock calls `follow`; every two seconds the leader does, which also finds a new schedule and what
    fell into an outage. A summary that is not kept yet is asked for again, after ever longer pauses.
    """

    def __init__(self, desk: Desk, timer: BackgroundScheduler) -> None:
        self._desk, self._timer = desk, timer
        self._turn = threading.Lock()
        self._schedule: Summary | None = None
        self._asked: Slot | None = None
        self._again_at = self._pause = 0.0

    def follow(self) -> None:
        """Look, and do what is to be done. `LeadLost` unless this is still the leader."""
        with self._turn:
            found = self._desk.look()
            self._keep_in_step(found.schedule)
            if found.due is not None:
                self._ask(found.due)

    def _keep_in_step(self, schedule: Summary) -> None:
        if schedule == self._schedule:
            return
        if schedule.enabled:
            self._timer.add_job(self.follow, Daily(schedule), id=SUMMARY, replace_existing=True)
        elif self._timer.get_job(SUMMARY) is not None:
            self._timer.remove_job(SUMMARY)
        self._schedule = schedule

    def _ask(self, slot: Slot) -> None:
        if slot != self._asked:
            self._asked, self._pause = slot, AGAIN_SECONDS
        elif time.monotonic() < self._again_at:
            return
        self._desk.summarise(slot)
        self._again_at = time.monotonic() + self._pause
        self._pause = min(self._pause * 2, LONGEST_AGAIN_SECONDS)


def lead(desk: Desk, stop: threading.Event, schedule: Mapping[str, dt.timedelta]) -> None:
    """Enqueue what is due until told to stop, or until the lead is lost."""
    log.info("This scheduler leads.")
    timer = BackgroundScheduler(timezone=dt.UTC, job_defaults={"coalesce": True, "misfire_grace_time": None})
    for chore, every in schedule.items():
        timer.add_job(desk.enqueue, "interval", [chore], seconds=every.total_seconds(), next_run_time=clock.now())
    timer.start()
    summaries = Summaries(desk, timer)
    try:
        summaries.follow()
        while not stop.wait(LOOK_SECONDS):
            summaries.follow()
    finally:
        timer.shutdown()
