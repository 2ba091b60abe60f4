"""The ledger: one row a person, channel and cause, which says at any time what became of the delivery.

Written here: the first rows, what is due again, and what an administrator tries again. `claims` takes rows for an
attempt, `outcomes` notes how it ended.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import orjson
from sqlalchemy import ARRAY, BigInteger, Connection, bindparam, text
from sqlalchemy.orm import Session

from app import jobs
from app.models import Channel, DeliveryState
from app.permissions import Actor

QUEUED_FOR: Final = dt.timedelta(minutes=10)
"""So long a job may take to come; after that the delivery is queued again."""
SENDING_FOR: Final = dt.timedelta(minutes=2)
"""So long an attempt may take; after that its process has died, and the delivery is queued again."""
AT_ONCE: Final = 500
A_JOB: Final = 10


@dataclass(frozen=True, slots=True)
class NewDelivery:
    """A row to be written."""

    notification_id: int
    channel: Channel
    user_id: int
    ticket_id: int | None
    state: DeliveryState
    reason: str | None = None
    next_at: dt.datetime | None = None
    address: str | None = None
    folded_into_id: int | None = None
    sent_at: dt.datetime | None = None


_WRITE: Final = text("""
INSERT INTO deliveries
    (notification_id, channel, user_id, ticket_id, state, reason, next_at, address, folded_into_id, sent_at)
SELECT * FROM jsonb_to_recordset(CAST(:rows AS jsonb)) AS one (
    notification_id bigint, channel text, user_id bigint, ticket_id bigint, state text, reason text,
    next_at timestamptz, address text, folded_into_id bigint, sent_at timestamptz
)
RETURNING id, state
""")


def write(connection: Connection, rows: Sequence[NewDelivery]) -> Sequence[int]:
    """Write the rows, and a job for those that are queued. Returns their ids in no order."""
    if not rows:
        return []
    documents = orjson.dumps(rows).decode()
    written = connection.execute(_WRITE, {"rows": documents}).all()
    enqueue(connection, [row.id for row in written if row.state == DeliveryState.QUEUED])
    return [row.id for row in written]


def enqueue(connection: Connection, ids: Sequence[int]) -> None:
    """Put queued deliveries into the queue, a few a job."""
    ordered = sorted(ids)
    chunks = [ordered[start : start + A_JOB] for start in range(0, len(ordered), A_JOB)]
    jobs.defer(connection, [jobs.deliveries(chunk) for chunk in chunks])


DUE: Final = text("""
UPDATE deliveries SET state = 'queued', next_at = now() + :queued_for
FROM (
    SELECT id FROM deliveries
    WHERE state IN ('waiting', 'queued', 'sending') AND next_at <= now()
    ORDER BY next_at, id LIMIT :limit
    FOR NO KEY UPDATE SKIP LOCKED
) AS due
WHERE deliveries.id = due.id
RETURNING deliveries.id
""")


def take_due(session: Session) -> int:
    """Queue again what is on its way and due: what waited, and what a process that died has left. How many."""
    values = {"queued_for": QUEUED_FOR, "limit": AT_ONCE}
    connection = session.connection()
    ids = connection.scalars(DUE, values).all()
    enqueue(connection, ids)
    return len(ids)


_AGAIN: Final = """
UPDATE deliveries SET state = 'queued', reason = NULL, next_at = now() + :queued_for, first_attempt = attempts + 1
WHERE state = 'dead' AND {}
RETURNING id
"""
_THESE: Final = text(_AGAIN.format("id = ANY(:ids)")).bindparams(bindparam("ids", type_=ARRAY(BigInteger)))
_OF_CHANNEL: Final = text(_AGAIN.format("(CAST(:channel AS text) IS NULL OR channel = :channel)"))


def replay(session: Session, _actor: Actor, ids: Sequence[int]) -> int:
    """Try these again, as far as they are dead; how many. Whoever calls has asked for the permission."""
    connection = session.connection()
    again = connection.scalars(_THESE, {"ids": sorted(ids), "queued_for": QUEUED_FOR}).all()
    enqueue(connection, again)
    return len(again)


def replay_dead(session: Session, _actor: Actor, channel: Channel | None) -> int:
    """Try again all that are dead (of that channel); how many."""
    connection = session.connection()
    again = connection.scalars(_OF_CHANNEL, {"channel": channel, "queued_for": QUEUED_FOR}).all()
    enqueue(connection, again)
    return len(again)
