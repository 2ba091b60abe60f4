"""What has had its time is cleared away, a batch a unit of work; what history will need is made ahead."""

from collections.abc import Mapping
from typing import Final

from sqlalchemy import TextClause, text
from sqlalchemy.orm import Session

BATCH: Final = 1_000
MONTHS_AHEAD: Final = 3

# Failed jobs stay: somebody has to look at them.
_FINISHED_JOBS: Final = """
SELECT id FROM procrastinate_jobs AS job
WHERE status IN ('succeeded', 'cancelled', 'aborted') AND NOT EXISTS (
    SELECT FROM procrastinate_events AS event
    WHERE event.job_id = job.id AND event.at >= now() - interval '1 day'
)
ORDER BY id LIMIT :batch
"""


def _old(table: str, key: str, condition: str) -> TextClause:
    chosen = f"SELECT {key} FROM {table} WHERE {condition} ORDER BY {key} LIMIT :batch FOR UPDATE SKIP LOCKED"
    return text(f"DELETE FROM {table} WHERE ({key}) IN ({chosen})")


# With a notification go its deliveries and their attempts.
OUTDATED: Final[Mapping[str, TextClause]] = {
    "finished jobs": text(f"DELETE FROM procrastinate_jobs WHERE id IN ({_FINISHED_JOBS})"),
    "errors of jobs": _old("job_errors", "id", "at < now() - interval '90 days'"),
    "idempotency keys": _old("idempotency_keys", "caller, route, key", "created_at < now() - interval '14 days'"),
    "sessions": _old("sessions", "id", "least(expires_at, ended_at) < now() - interval '7 days'"),
    "notifications": _old("notifications", "id", "created_at < now() - interval '180 days'"),
    "messages by SMS": _old("sms_messages", "id", "created_at < now() - interval '180 days'"),
    "receipts of pushes": _old("push_receipts", "id", "ask_at < now() - interval '2 days'"),
    "devices": _old(
        "devices",
        "id",
        "session_id IS NOT NULL AND NOT EXISTS ("
        "SELECT FROM sessions WHERE sessions.id = devices.session_id AND ended_at IS NULL AND expires_at > now())",
    ),
    "links": _old("one_time_links", "id", "expires_at < now() - interval '7 days'"),
}


def clear(session: Session, what: str) -> int:
    """Delete one batch of what `OUTDATED` names; how many rows. Fewer than `BATCH`: that was the last."""
    return len(session.execute(text(f"{OUTDATED[what].text} RETURNING 1"), {"batch": BATCH}).all())


def make_history_months(session: Session) -> int:
    """Make the partitions of history for the months ahead; how many were missing."""
    return session.execute(text("SELECT history_make_months(:months)"), {"months": MONTHS_AHEAD}).scalar_one()
