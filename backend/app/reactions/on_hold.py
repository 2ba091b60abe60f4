"""A ticket that waits until a day is brought back to mind when that day has come."""

import datetime as dt
from typing import Final

from sqlalchemy import text
from sqlalchemy.orm import Session

from app import clock
from app.notifications import planning
from app.notifications.kinds import Kind
from app.notifications.planning import Notice

BATCH: Final = 200

Place = tuple[dt.datetime, int, int]
"""Where a batch ended: the date that was waited for, the ticket, the person."""

_START: Final[Place] = (dt.datetime.min.replace(tzinfo=dt.UTC), 0, 0)

# Whoever is in charge of it and whoever has it, once for each date that it waited for. Who wants to hear of it through
# no channel has no row that tells so, and is passed each time: the next batch begins behind the last.
_DUE: Final = text("""
SELECT tickets.id AS ticket_id, users.id AS user_id, tickets.on_hold_until, cause.cause
FROM tickets
JOIN users ON users.id IN (tickets.assignee_id, tickets.holder_id) AND users.is_active AND users.kind = 'account'
CROSS JOIN LATERAL (
    SELECT 'on_hold:' || tickets.id || ':' || extract(epoch FROM tickets.on_hold_until)::bigint AS cause
) AS cause
WHERE tickets.status = 'on_hold' AND tickets.on_hold_until <= :at
  AND (tickets.on_hold_until, tickets.id, users.id) > (:waited_for, :ticket_id, :user_id)
  AND NOT EXISTS (
    SELECT FROM notifications WHERE notifications.user_id = users.id AND notifications.cause = cause.cause
  )
ORDER BY tickets.on_hold_until, tickets.id, users.id LIMIT :batch
""")


def remind(session: Session, after: Place = _START) -> Place | None:
    """Remind people of a batch of tickets whose day has come; where it ended, or None where it was the last."""
    values = dict(zip(("waited_for", "ticket_id", "user_id"), after, strict=True))
    rows = session.execute(_DUE, {**values, "at": clock.now(), "batch": BATCH}).all()
    notices = [
        Notice(row.user_id, Kind.ON_HOLD_REMINDER, row.cause, ticket_id=row.ticket_id, happened_at=row.on_hold_until)
        for row in rows
    ]
    planning.plan(session, notices)
    if len(rows) < BATCH:
        return None
    last = rows[-1]
    return last.on_hold_until, last.ticket_id, last.user_id
