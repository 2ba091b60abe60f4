"""Digests: what is folded, by choice (hourly, daily) or beyond a guard, is told in one message, and never dropped.

A digest is a notification of its own with one delivery that waits for its hour. Whoever folds something into it holds
its row until the commit, and whoever sends it takes the row alone: nothing is folded into a digest that has gone.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from sqlalchemy import Connection, text

from app.models import Channel, DeliveryState, Priority

from . import ledger
from .choosing import Way
from .kinds import Kind, Mode

APART: Final = dt.timedelta(minutes=10)
"""Digests beyond a guard keep this distance, a person and channel."""
_OF_GUARD: Final = "digest:guard:"
_NEXT: Final[Mapping[Mode, dt.timedelta]] = {Mode.HOURLY: dt.timedelta(hours=1), Mode.DAILY: dt.timedelta(days=1)}

FIND: Final = text("""
SELECT deliveries.id, deliveries.state, deliveries.attempts
FROM notifications
JOIN deliveries ON deliveries.notification_id = notifications.id AND deliveries.channel = :channel
WHERE notifications.user_id = :user_id AND notifications.cause = :cause
FOR SHARE OF deliveries
""")
_MAKE: Final = text("""
WITH made AS (
    INSERT INTO notifications (user_id, cause, kind) VALUES (:user_id, :cause, :kind)
    ON CONFLICT (user_id, cause) DO NOTHING
    RETURNING id
)
INSERT INTO deliveries (notification_id, channel, user_id, state, next_at)
SELECT made.id, :channel, :user_id, 'waiting', :due_at FROM made
RETURNING id
""")
# Causes sort as texts, so those of one person's guards lie together in the index: `;` is the character behind `:`.
LATEST: Final = text("""
SELECT deliveries.id, deliveries.state, deliveries.attempts, deliveries.sent_at
FROM notifications
JOIN deliveries ON deliveries.notification_id = notifications.id AND deliveries.channel = :channel
WHERE notifications.user_id = :user_id
  AND notifications.cause >= 'digest:guard:' AND notifications.cause < 'digest:guard;'
ORDER BY deliveries.id DESC
LIMIT 1
FOR SHARE OF deliveries
""")
_HURRY: Final = text("UPDATE deliveries SET next_at = :until WHERE id = :id AND state = 'waiting' AND next_at > :until")
_URGENT: Final = text("""
SELECT EXISTS (
    SELECT FROM deliveries JOIN tickets ON tickets.id = deliveries.ticket_id
    WHERE deliveries.folded_into_id = :id AND tickets.priority = :critical
)
""")


def fold(
    connection: Connection, rows: Sequence[ledger.NewDelivery], ways: Sequence[Way]
) -> Sequence[ledger.NewDelivery]:
    """The rows as they are to be written: what is folded by choice knows its digest."""
    return [
        _folded(connection, row, way) if row.state is DeliveryState.FOLDED else row
        for row, way in zip(rows, ways, strict=True)
    ]


def _folded(connection: Connection, row: ledger.NewDelivery, way: Way) -> ledger.NewDelivery:
    due_at = way.at
    while (digest := _of_slot(connection, row.user_id, row.channel, way.mode, due_at)) is None:
        due_at += _NEXT[way.mode]
    return replace(row, folded_into_id=digest)


def _of_slot(connection: Connection, user_id: int, channel: Channel, mode: Mode, due_at: dt.datetime) -> int | None:
    """The waiting digest of that slot, made if there is none; None once it has gone."""
    cause = f"digest:{mode}:{channel}:{due_at.astimezone(dt.UTC).isoformat(timespec='minutes')}"
    values = {"user_id": user_id, "channel": channel, "cause": cause}
    made = connection.scalar(_MAKE, {**values, "kind": Kind.DIGEST, "due_at": due_at})
    if made is not None:
        return made
    found = connection.execute(FIND, values).one_or_none()
    return found.id if found is not None and _is_open(found.state, found.attempts) else None


def beyond_a_guard(
    connection: Connection, user_id: int, channel: Channel, delivery_id: int, until: dt.datetime, *, is_urgent: bool
) -> int:
    """The digest that takes what a guard holds back: the one that waits, or a new one for when the guard's window is
    over. What is urgent waits no longer than that, though the digest waits for the morning. The person's claims must be
    locked (`claims`), so that there is but one at a time."""
    latest = connection.execute(LATEST, {"user_id": user_id, "channel": channel}).one_or_none()
    if latest is not None and _is_open(latest.state, latest.attempts):
        if is_urgent:
            connection.execute(_HURRY, {"id": latest.id, "until": until})
        return latest.id
    due_at = until
    if latest is not None and latest.sent_at is not None:
        due_at = max(until, latest.sent_at + APART)
    values = {"user_id": user_id, "channel": channel, "cause": f"{_OF_GUARD}{delivery_id}", "kind": Kind.DIGEST}
    return connection.execute(_MAKE, {**values, "due_at": due_at}).scalar_one()


def is_urgent(connection: Connection, delivery_id: int) -> bool:
    """Whether something critical was folded into it."""
    return connection.execute(_URGENT, {"id": delivery_id, "critical": Priority.CRITICAL}).scalar_one()


def is_of_guard(cause: str) -> bool:
    """Whether a notification is a digest of what a guard held back, which comes at an hour that nobody chose."""
    return cause.startswith(_OF_GUARD)


def _is_open(state: str, attempts: int) -> bool:
    """Whether its message has not been written yet."""
    return attempts == 0 and state in (DeliveryState.WAITING, DeliveryState.QUEUED)
