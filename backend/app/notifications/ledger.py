"""The ledger: one row a person, channel and cause, which says at any time what became of the delivery.

Written here: the first rows, what is due again, and what an administrator tries again. `claims` takes rows for an
attempt, `outcomes` notes how it ended.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

import orjson
from sqlalchemy import ARRAY, BigInteger, Connection, Result, bindparam, text
from sqlalchemy.orm import Session

from app import jobs
from app.models import Channel, DeliveryState
from app.permissions import Actor

QUEUED_FOR: Final = dt.timedelta(minutes=10)
"""So long a job may take to come; after that the delivery is queued again."""
SENDING_FOR: Final = dt.timedelta(minutes=5)
"""So long an attempt may take, a server's patience included (`smtp.TAKEN_WITHIN_SECONDS`); after that nobody is at it
any more, and the delivery is queued again."""
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
RETURNING id, channel, state
""")


def write(connection: Connection, rows: Sequence[NewDelivery]) -> Sequence[int]:
    """Write the rows, and a job for those that are queued. Returns their ids in no order."""
    if not rows:
        return []
    documents = orjson.dumps(rows).decode()
    written = connection.execute(_WRITE, {"rows": documents}).all()
    enqueue(connection, [(row.id, row.channel) for row in written if row.state == DeliveryState.QUEUED])
    return [row.id for row in written]


def enqueue(connection: Connection, queued: Iterable[tuple[int, str]]) -> None:
    """Put queued deliveries (their ids and channels) into the queues, a few a job."""
    of_channel: defaultdict[str, list[int]] = defaultdict(list)
    for identity, channel in sorted(queued):
        of_channel[channel].append(identity)
    wanted = [
        jobs.deliveries(channel, ids[start : start + A_JOB])
        for channel, ids in of_channel.items()
        for start in range(0, len(ids), A_JOB)
    ]
    jobs.defer(connection, wanted)


DUE: Final = text("""
UPDATE deliveries SET state = 'queued', next_at = now() + :queued_for
FROM (
    SELECT id FROM deliveries
    WHERE state IN ('waiting', 'queued', 'sending') AND next_at <= now()
    ORDER BY next_at, id LIMIT :limit
    FOR NO KEY UPDATE SKIP LOCKED
) AS due
WHERE deliveries.id = due.id
RETURNING deliveries.id, deliveries.channel
""")


def take_due(session: Session) -> int:
    """Queue again what is on its way and due: what waited, and what a process that died has left. How many."""
    values = {"queued_for": QUEUED_FOR, "limit": AT_ONCE}
    connection = session.connection()
    return _enqueued(connection, connection.execute(DUE, values))


_GIVE_BACK: Final = text("""
WITH untried AS (DELETE FROM delivery_attempts WHERE delivery_id = :id AND number = :number AND ended_at IS NULL)
UPDATE deliveries SET state = 'queued', attempts = attempts - 1, next_at = now() + :queued_for
WHERE id = :id AND state = 'sending' AND attempts = :number
""").bindparams(bindparam("queued_for", QUEUED_FOR))


def give_back(session: Session, untried: Sequence[tuple[int, int, str]]) -> None:
    """Queue again what was taken (its id, the attempt's number, its channel) and could not be begun in time."""
    connection = session.connection()
    connection.execute(_GIVE_BACK, [{"id": identity, "number": number} for identity, number, _ in untried])
    enqueue(connection, [(identity, channel) for identity, _, channel in untried])


_AGAIN: Final = """
UPDATE deliveries SET state = 'queued', reason = NULL, next_at = now() + :queued_for, first_attempt = attempts + 1
WHERE state = 'dead' AND {}
RETURNING id, channel
"""
_THESE: Final = text(_AGAIN.format("id = ANY(:ids)")).bindparams(bindparam("ids", type_=ARRAY(BigInteger)))
_OF_CHANNEL: Final = text(_AGAIN.format("(CAST(:channel AS text) IS NULL OR channel = :channel)"))


def replay(session: Session, _actor: Actor, ids: Sequence[int]) -> int:
    """Try these again, as far as they are dead; how many. Whoever calls has asked for the permission."""
    connection = session.connection()
    return _enqueued(connection, connection.execute(_THESE, {"ids": sorted(ids), "queued_for": QUEUED_FOR}))


def replay_dead(session: Session, _actor: Actor, channel: Channel | None) -> int:
    """Try again all that are dead (of that channel); how many."""
    connection = session.connection()
    return _enqueued(connection, connection.execute(_OF_CHANNEL, {"channel": channel, "queued_for": QUEUED_FOR}))


def _enqueued(connection: Connection, rows: Result[Any]) -> int:
    queued = [(row.id, row.channel) for row in rows]
    enqueue(connection, queued)
    return len(queued)
