"""Deferring jobs by name, through the connection of the unit that caused them. Bodies live in `app.worker`."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

import orjson
from psycopg import errors as pg
from sqlalchemy import Connection, TextClause, text
from sqlalchemy.exc import IntegrityError

REACT: Final = "reactions.react"
SWEEP: Final = "housekeeping.sweep"
SUMMARISE: Final = "summary.send"
SEND: Final = "deliveries.send"
DEFAULT: Final = "default"
DELIVERIES: Final = "deliveries"
"""What the queues of what goes out begin with: `deliveries.email`."""
AT_ONCE: Final = 1_000
"""A statement has room for some ten thousand of them."""


@dataclass(frozen=True, slots=True)
class Job:
    """A task's name with its arguments (JSON values). `once` keeps a second one from waiting beside it."""

    task: str
    args: dict[str, object]
    queue: str = DEFAULT
    once: str | None = None


def chore(name: str) -> Job:
    """One of the worker's chores; a second one of its name doesn't wait beside it."""
    return Job(SWEEP, {"chore": name}, once=f"chore:{name}")


def deliveries(channel: str, ids: Sequence[int]) -> Job:
    """Hand these queued deliveries to their channel."""
    return Job(SEND, {"ids": list(ids)}, queue=sending(channel))


def sending(channel: str) -> str:
    """The queue of a channel: each has its own, so that a server that takes its time keeps nothing else waiting."""
    return f"{DELIVERIES}.{channel}"


def summary(day: dt.date, due_at: dt.datetime) -> Job:
    """Send that day's summary; a second one of the day doesn't wait beside it."""
    return Job(SUMMARISE, {"day": day.isoformat(), "due_at": due_at.isoformat()}, once=f"summary:{day}")


def deferring(count: int) -> str:
    """The SQL that defers so many jobs, with the parameters of `values`; to be part of a larger statement."""
    rows = ", ".join(f"ROW(:queue{n}, :task{n}, 0, NULL, :once{n}, :args{n}, NULL)" for n in range(count))
    return f"SELECT procrastinate_defer_jobs_v1(ARRAY[{rows}]::procrastinate_job_to_defer_v1[])"


def values(jobs: Sequence[Job]) -> dict[str, object]:
    """The parameters of `deferring`."""
    given: dict[str, object] = {}
    for n, job in enumerate(jobs):
        given[f"queue{n}"], given[f"task{n}"], given[f"once{n}"] = job.queue, job.task, job.once
        given[f"args{n}"] = orjson.dumps(job.args).decode()
    return given


@cache
def _statement(count: int) -> TextClause:
    return text(deferring(count))


def defer(connection: Connection, jobs: Sequence[Job]) -> None:
    """Write the jobs in the connection's transaction: they exist if and only if it commits."""
    for start in range(0, len(jobs), AT_ONCE):
        some = jobs[start : start + AT_ONCE]
        connection.execute(_statement(len(some)), values(some))


def defer_once(connection: Connection, job: Job) -> bool:
    """As `defer`, unless a job with the same `once` waits already: that one will see all that is committed by now."""
    try:
        with connection.begin_nested():
            defer(connection, [job])
    except IntegrityError as error:
        if not isinstance(error.orig, pg.UniqueViolation):
            raise
        return False
    return True
