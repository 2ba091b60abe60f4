"""A ticket that waits until a day is brought back to mind when that day has come."""

from typing import Final

from sqlalchemy import text
from sqlalchemy.orm import Session

from app import clock
from app.notifications import planning
from app.notifications.kinds import Kind
from app.notifications.planning import Notice

BATCH: Final = 200

# Whoever is in charge of it and whoever has it, once for each date that it waited for.
_DUE: Final = text("""
SELECT tickets.id AS ticket_id, users.id AS user_id, tickets.on_hold_until, cause.cause
FROM tickets
JOIN users ON users.id IN (tickets.assignee_id, tickets.holder_id) AND users.is_active AND users.kind = 'account'
CROSS JOIN LATERAL (
    SELECT 'on_hold:' || tickets.id || ':' || extract(epoch FROM tickets.on_hold_until)::bigint AS cause
) AS cause
WHERE tickets.status = 'on_hold' AND tickets.on_hold_until <= :at
  AND NOT EXISTS (
    SELECT FROM notifications WHERE notifications.user_id = users.id AND notifications.cause = cause.cause
  )
ORDER BY tickets.on_hold_until, tickets.id, users.id LIMIT :batch
""")


def remind(session: Session) -> int:
    """Remind people of a batch of tickets whose day has come; how many reminders. Fewer than `BATCH`: the last."""
    rows = session.execute(_DUE, {"at": clock.now(), "batch": BATCH}).all()
    notices = [
        Notice(row.user_id, Kind.ON_HOLD_REMINDER, row.cause, ticket_id=row.ticket_id, happened_at=row.on_hold_until)
        for row in rows
    ]
    planning.plan(session, notices)
    return len(rows)
