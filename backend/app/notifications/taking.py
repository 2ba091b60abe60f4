"""The rows of a claim: locked, with what they are about as it is now."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import ARRAY, BigInteger, Connection, Row, bindparam, text

from app.models import Channel, Priority
from app.prepared import IDS

from . import ledger
from .kinds import Kind
from .rows import DeliveryRow, NotificationRow

DEAD_FOR: Final = dt.timedelta(seconds=10)
"""A job whose worker died comes back later than that (`worker.rescue`); what began since is another job's."""


@dataclass(frozen=True, slots=True)
class Taken:
    """A locked row with its notification, and what it is about as it is now."""

    delivery: DeliveryRow
    notification: NotificationRow
    property_id: int | None
    status: str | None
    priority: int | None
    assignee_id: int | None
    has_task: bool
    is_comment_gone: bool
    first_attempt: int
    tried_since: dt.datetime | None

    @property
    def is_urgent(self) -> bool:
        """Of a critical ticket."""
        return self.priority == Priority.CRITICAL


_LOCK_PEOPLE: Final = text("""
SELECT pg_advisory_xact_lock(7885362, one.user_id::integer)
FROM (SELECT DISTINCT user_id FROM deliveries WHERE id = ANY(:ids) ORDER BY user_id) AS one
""").bindparams(bindparam("ids", type_=ARRAY(BigInteger)))
_ROWS: Final = """
SELECT deliveries.id, deliveries.notification_id, deliveries.channel, deliveries.user_id, deliveries.ticket_id,
    deliveries.message_id, deliveries.attempts, deliveries.first_attempt, deliveries.created_at,
    notifications.cause, notifications.kind, notifications.task_id, notifications.comment_id, notifications.actor_id,
    actors.name AS actor_name, notifications.internal, notifications.facts, notifications.happened_at,
    tickets.property_id, tickets.status, tickets.priority, tickets.assignee_id,
    EXISTS (
        SELECT FROM task_assignments
        WHERE task_assignments.task_id = notifications.task_id AND task_assignments.user_id = deliveries.user_id
    ) AS has_task,
    comments.archived_at IS NOT NULL AS is_comment_gone,
    (
        SELECT started_at FROM delivery_attempts
        WHERE delivery_attempts.delivery_id = deliveries.id AND delivery_attempts.number = deliveries.first_attempt
    ) AS tried_since
FROM deliveries
JOIN notifications ON notifications.id = deliveries.notification_id
LEFT JOIN tickets ON tickets.id = deliveries.ticket_id
LEFT JOIN users AS actors ON actors.id = notifications.actor_id
LEFT JOIN comments ON comments.id = notifications.comment_id
"""
TAKE: Final = text(f"""{_ROWS}
WHERE deliveries.id = {IDS}
  AND CASE deliveries.state
    WHEN 'queued' THEN true WHEN 'sending' THEN :again AND deliveries.next_at <= :left_behind ELSE false
  END
ORDER BY deliveries.user_id, deliveries.id
FOR NO KEY UPDATE OF deliveries
""").bindparams(bindparam("ids", type_=ARRAY(BigInteger)))
FOLDED: Final = text(f"""{_ROWS}
WHERE deliveries.folded_into_id = :digest_id
ORDER BY deliveries.notification_id DESC
LIMIT :most
""")
_COUNT: Final = text("SELECT count(*) FROM deliveries WHERE folded_into_id = :digest_id")


def folded(connection: Connection, digest_id: int, most: int) -> tuple[Sequence[Taken], int]:
    """The newest of what was folded into a digest, as it is now, and how many there are in all."""
    rows = [_taken(row) for row in connection.execute(FOLDED, {"digest_id": digest_id, "most": most})]
    count = len(rows) if len(rows) < most else connection.execute(_COUNT, {"digest_id": digest_id}).scalar_one()
    return rows, count


def take(connection: Connection, ids: Sequence[int], at: dt.datetime, *, again: bool) -> Sequence[Taken]:
    """Those of these that are queued, in the order of their people; with `again` also what a dead worker was sending.
    The claims of one person follow one another until the commit."""
    connection.execute(_LOCK_PEOPLE, {"ids": list(ids)})
    values = {"ids": list(ids), "again": again, "left_behind": at + ledger.SENDING_FOR - DEAD_FOR}
    return [_taken(row) for row in connection.execute(TAKE, values)]


def _taken(row: Row[Any]) -> Taken:
    channel, kind = Channel(row.channel), Kind(row.kind)
    delivery = DeliveryRow(
        row.id, row.notification_id, channel, row.user_id, row.ticket_id, None, row.message_id, row.attempts,
        row.created_at,
    )  # fmt: skip
    notification = NotificationRow(
        row.notification_id, row.user_id, row.cause, kind, row.ticket_id, row.task_id, row.comment_id, row.actor_id,
        row.actor_name, row.internal, row.facts, row.happened_at,
    )  # fmt: skip
    return Taken(
        delivery, notification, row.property_id, row.status, row.priority, row.assignee_id, row.has_task,
        row.is_comment_gone, row.first_attempt, row.tried_since,
    )  # fmt: skip
