"""Why something is no longer to be told: asked at the moment of sending, of a message and of each part of a digest."""

from collections.abc import Iterator
from typing import Final

from sqlalchemy import Connection, text

from . import choosing
from .kinds import Kind, Mode
from .people import Person
from .taking import Taken

NOT_VISIBLE: Final = "not_visible"
COMMENT_DELETED: Final = "comment_deleted"

# What was folded was told once its digest was.
UNDONE_WAS_TOLD: Final = text("""
SELECT coalesce(digests.state, deliveries.state) IN ('sent', 'sending')
FROM notifications
JOIN deliveries ON deliveries.notification_id = notifications.id AND deliveries.channel = :channel
LEFT JOIN deliveries AS digests ON digests.id = deliveries.folded_into_id AND deliveries.state = 'folded'
WHERE notifications.user_id = :user_id AND notifications.ticket_id = :ticket_id
  AND notifications.kind = 'ticket_moved' AND notifications.id < :id
ORDER BY notifications.id DESC
LIMIT 1
""")


def reasons(connection: Connection, row: Taken, person: Person, *, is_visible: bool) -> Iterator[str]:
    """Words for the ledger; none: it is to be told."""
    if not is_visible:
        yield NOT_VISIBLE
    if row.is_comment_gone:
        yield COMMENT_DELETED
    if _is_outdated(row) or (person.is_guest and _is_taken_back(connection, row)):
        yield "taken_back"
    if choosing.mode_of(person, row.notification.kind, row.delivery.channel) is Mode.OFF:
        yield "turned_off"


def _is_outdated(row: Taken) -> bool:
    """Whether what it says is no longer so."""
    kind, user_id = row.notification.kind, row.delivery.user_id
    if kind is Kind.TICKET_ASSIGNED:
        return row.assignee_id != user_id
    if kind is Kind.TICKET_UNASSIGNED:
        return row.assignee_id is not None
    return kind is Kind.TASK_ASSIGNED and not row.has_task


def _is_taken_back(connection: Connection, row: Taken) -> bool:
    """A move that no longer stands; or the taking back of one that the person was never told of."""
    status = row.notification.facts.get("status")
    if row.notification.kind is not Kind.TICKET_MOVED or not isinstance(status, list):
        return False
    if status[-1] != row.status:
        return True
    if not row.notification.facts.get("undo"):
        return False
    values = {"channel": row.delivery.channel, "user_id": row.delivery.user_id, "id": row.notification.id}
    told = connection.scalar(UNDONE_WAS_TOLD, {**values, "ticket_id": row.delivery.ticket_id})
    return told is False
