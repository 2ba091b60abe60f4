"""The job queue as an administrator reads it, with the errors of each attempt; one that failed can be tried again.

Jobs name what they are about by ids. Of their arguments only numbers and a few known words are shown, so that no text
of anybody's ever appears here.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from pydantic import TypeAdapter
from sqlalchemy import ARRAY, BigInteger, Connection, RowMapping, Text, bindparam, text, update
from sqlalchemy.orm import Session

from app.cursors import Page
from app.errors import Conflict, NotFound
from app.models import TicketCursor
from app.permissions import Actor, Permission, require_everywhere
from app.services.job_errors import GIVEN_UP
from app.services.unique import unique

Shown = dict[str, object]
ORDER: Final = "-id"
_LIST_OF_ANY: Final = TypeAdapter(list[object])
WORDS: Final = frozenset({"class", "at", "chore", "channel", "day"})


class JobStatus(StrEnum):
    """Procrastinate's own words."""

    TODO = "todo"
    DOING = "doing"
    SUCCEEDED = "succeeded"
    FAILED = "failed"
    CANCELLED = "cancelled"
    ABORTED = "aborted"


@dataclass(frozen=True, slots=True)
class JobFilters:
    """What the list is narrowed to; an empty tuple narrows nothing."""

    statuses: Sequence[str] = ()
    tasks: Sequence[str] = ()


_JOBS: Final = """
SELECT job.id, job.task_name AS task, job.status::text AS status, job.attempts, job.scheduled_at, job.args,
       deferred.at AS created_at, last.attempt AS error_attempt, last.at AS error_at, last.error
FROM procrastinate_jobs AS job
LEFT JOIN LATERAL (
    SELECT min(event.at) AS at FROM procrastinate_events AS event
    WHERE event.job_id = job.id AND event.type = 'deferred'
) AS deferred ON TRUE
LEFT JOIN LATERAL (
    SELECT attempt, at, error FROM job_errors WHERE job_errors.job_id = job.id ORDER BY job_errors.id DESC LIMIT 1
) AS last ON TRUE
"""
_LIST: Final = text(f"""{_JOBS}
WHERE (cardinality(:statuses) = 0 OR job.status::text = ANY(:statuses))
  AND (cardinality(:tasks) = 0 OR job.task_name = ANY(:tasks))
  AND (:after IS NULL OR job.id < :after)
ORDER BY job.id DESC LIMIT :limit
""").bindparams(
    bindparam("statuses", type_=ARRAY(Text)),
    bindparam("tasks", type_=ARRAY(Text)),
    bindparam("after", type_=BigInteger),
)
_ONE: Final = text(f"{_JOBS} WHERE job.id = :id")
_ERRORS: Final = text("SELECT attempt, at, error FROM job_errors WHERE job_id = :id ORDER BY id")
_COUNTS: Final = text("SELECT status::text, count(*) FROM procrastinate_jobs GROUP BY status")
_DUE: Final = text("""
SELECT min(coalesce(job.scheduled_at, event.at))
FROM procrastinate_jobs AS job
JOIN procrastinate_events AS event ON event.job_id = job.id AND event.type = 'deferred'
WHERE job.status = 'todo' AND (job.scheduled_at IS NULL OR job.scheduled_at <= now())
""")
_LOCK: Final = text("""
SELECT status::text AS status, (args ->> 'ticket_id')::bigint AS ticket_id
FROM procrastinate_jobs WHERE id = :id FOR UPDATE
""")
_RETRY: Final = text("SELECT procrastinate_retry_job_v2(:id, now(), NULL, NULL, NULL)")
_GIVEN_UP: Final = text(
    "SELECT min(substring(error FROM CAST(:form AS text))::bigint) FROM job_errors WHERE job_id = :id"
)
_WAITS: Final = "procrastinate_jobs_queueing_lock_idx_v1"


def listing(connection: Connection, actor: Actor, filters: JobFilters, page: Page) -> Shown:
    """One page of jobs, the newest first. 403 without `settings:manage`."""
    require_everywhere(actor, Permission.SETTINGS_MANAGE)
    after = page.after(ORDER, int)
    values = {"statuses": list(filters.statuses), "tasks": list(filters.tasks), "limit": page.limit + 1}
    rows = connection.execute(_LIST, {**values, "after": after[0] if after else None}).mappings().all()
    return {**page.of(rows, ORDER, "id"), "items": [_shown(row) for row in rows[: page.limit]]}


def shown(connection: Connection, actor: Actor, job_id: int) -> Shown:
    """One job with the error of every attempt that failed."""
    require_everywhere(actor, Permission.SETTINGS_MANAGE)
    row = connection.execute(_ONE, {"id": job_id}).mappings().one_or_none()
    if row is None:
        raise NotFound("job")
    errors = [dict(error) for error in connection.execute(_ERRORS, {"id": job_id}).mappings()]
    return {**_shown(row), "errors": errors}


def counts(connection: Connection, actor: Actor) -> Shown:
    """`{by_status, waiting_since}`: what is finished goes after a day, what failed stays. `waiting_since`: since when
    the oldest job that could run has been waiting; null while none does."""
    require_everywhere(actor, Permission.SETTINGS_MANAGE)
    found: Mapping[str, int] = dict(connection.execute(_COUNTS).all())
    by_status = {str(status): found.get(status, 0) for status in JobStatus}
    return {"by_status": by_status, "waiting_since": connection.execute(_DUE).scalar_one()}


def retry(session: Session, actor: Actor, job_id: int) -> int:
    """Let a job that failed run once more, at once; 409 for any other.

    Where it gave up on events of a ticket, these are worked off again, and the later ones after them: what follows
    from an event does no harm when it follows twice.
    """
    require_everywhere(actor, Permission.SETTINGS_MANAGE)
    row = session.execute(_LOCK, {"id": job_id}).one_or_none()
    if row is None:
        raise NotFound("job")
    if row.status != JobStatus.FAILED:
        raise Conflict("Only a job that failed can be tried again.", "not_failed", params={"status": row.status})
    waits = Conflict("The same job waits already: it will do what this one was to do.", "waits_already")
    with unique(session, {_WAITS: waits}):
        session.execute(_RETRY, {"id": job_id})
    if row.ticket_id is not None:
        _go_back(session, job_id, row.ticket_id)
    return job_id


def _go_back(session: Session, job_id: int, ticket_id: int) -> None:
    """Set the ticket's cursor before the first event that the job gave up on."""
    first: int | None = session.execute(_GIVEN_UP, {"id": job_id, "form": GIVEN_UP}).scalar_one()
    if first is None:
        return
    behind = (TicketCursor.ticket_id == ticket_id) & (TicketCursor.handled_id >= first)
    values = {"handled_id": first - 1, "attempts": 0, "next_at": None}
    statement = update(TicketCursor).where(behind).values(values)
    session.execute(statement.execution_options(synchronize_session=False))


def _shown(row: RowMapping) -> Shown:
    error = {"attempt": row["error_attempt"], "at": row["error_at"], "error": row["error"]}
    return {
        **{name: row[name] for name in ("id", "task", "status", "attempts", "scheduled_at", "created_at")},
        "args": {name: value for name, value in row["args"].items() if _is_plain(name, value)},
        "error": None if row["error"] is None else error,
    }


def _is_plain(name: str, value: object) -> bool:
    """A number, a list of them, or one of the known words."""
    if isinstance(value, str):
        return name in WORDS
    if isinstance(value, list):
        return all(isinstance(one, int) for one in _LIST_OF_ANY.validate_python(value))
    return value is None or isinstance(value, int | float)
