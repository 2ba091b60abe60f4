"""Unit B of a delivery: how an attempt ended, in the other side's own words, and what follows from that."""

import datetime as dt
import random
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import orjson
from sqlalchemy import ARRAY, BigInteger, Connection, bindparam, text
from sqlalchemy.orm import Session

from app import clock
from app.models import AttemptOutcome, DeliveryState

from . import push_receipts
from .channels import Outcome, Permanent, Receipt, Transient
from .claims import Claimed

FIRST_PAUSE: Final = dt.timedelta(seconds=30)
SHORTEST_PAUSE: Final = dt.timedelta(seconds=2)
LONGEST_PAUSE: Final = dt.timedelta(hours=1)
GIVEN_UP_AFTER: Final = dt.timedelta(hours=24)
"""After the first attempt: what waited for somebody's morning has its full time."""
LENGTH: Final = 2_000


@dataclass(frozen=True, slots=True)
class Ended:
    """An attempt with its outcome."""

    claimed: Claimed
    outcome: Outcome


# What was taken is sent, whatever another attempt says; what was not is tried again by whoever tried it last.
_NOTE: Final = text("""
WITH ended AS (
    SELECT * FROM jsonb_to_recordset(CAST(:rows AS jsonb)) AS one (
        id bigint, number integer, outcome text, error text, state text, reason text, next_at timestamptz,
        provider_id text, segments integer
    )
), attempts AS (
    UPDATE delivery_attempts SET ended_at = now(), outcome = ended.outcome, error = ended.error
    FROM ended
    WHERE delivery_attempts.delivery_id = ended.id AND delivery_attempts.number = ended.number
)
UPDATE deliveries
SET state = ended.state, reason = ended.reason, next_at = ended.next_at,
    sent_at = CASE WHEN ended.state = 'sent' THEN now() END,
    provider_id = coalesce(ended.provider_id, deliveries.provider_id),
    segments = coalesce(ended.segments, deliveries.segments)
FROM ended
WHERE deliveries.id = ended.id AND CASE
    WHEN ended.state = 'sent' THEN deliveries.state IN ('waiting', 'queued', 'sending')
    ELSE deliveries.state = 'sending' AND deliveries.attempts = ended.number
END
""")
_GONE: Final = text("DELETE FROM devices WHERE id = ANY(:ids)").bindparams(bindparam("ids", type_=ARRAY(BigInteger)))
_REACHED: Final = text("UPDATE devices SET last_sent_at = now() WHERE id = ANY(:ids)").bindparams(
    bindparam("ids", type_=ARRAY(BigInteger))
)


def note(session: Session, ended: Sequence[Ended]) -> None:
    """Write down how these ended; harmless when it is repeated."""
    connection, at = session.connection(), clock.now()
    rows = [_row(one, at) for one in ended]
    connection.execute(_NOTE, {"rows": orjson.dumps(rows).decode()})
    _note_devices(connection, ended)
    for one in ended:
        if isinstance(one.outcome, Receipt) and one.outcome.pending:
            push_receipts.keep(session, one.claimed.id, one.outcome.pending)


def _row(one: Ended, at: dt.datetime) -> dict[str, object]:
    outcome, claimed = one.outcome, one.claimed
    row: dict[str, object] = {"id": claimed.id, "number": claimed.attempt, "error": _words(outcome) or None}
    if isinstance(outcome, Receipt):
        taken = {"provider_id": outcome.provider_id, "segments": outcome.segments}
        return {**row, **taken, "outcome": AttemptOutcome.SENT, "state": DeliveryState.SENT}
    words = _words(outcome)
    if isinstance(outcome, Permanent):
        return {**row, "outcome": AttemptOutcome.PERMANENT, "state": DeliveryState.DEAD, "reason": words}
    row |= {"outcome": AttemptOutcome.TRANSIENT, "reason": words}
    if at - claimed.tried_since >= GIVEN_UP_AFTER:
        return {**row, "state": DeliveryState.DEAD}
    return {**row, "state": DeliveryState.WAITING, "next_at": at + pause(claimed.attempt, outcome.retry_after)}


def pause(attempt: int, retry_after: float | None = None) -> dt.timedelta:
    """How long to wait after that attempt (1 is the first): up to 30 s, 60 s, 2 min … 1 h, by chance, so that what
    failed together does not come back together; never sooner than the other side asks for."""
    longest = min(FIRST_PAUSE * 2 ** min(attempt - 1, 20), LONGEST_PAUSE)
    chance = longest * random.random()  # noqa: S311 -- spreads a load, keeps no secret
    asked = dt.timedelta(seconds=retry_after or 0)
    return max(SHORTEST_PAUSE, chance, min(asked, GIVEN_UP_AFTER))


def _words(outcome: Outcome) -> str:
    """Without what PostgreSQL does not store."""
    return outcome.words.replace("\x00", "\N{REPLACEMENT CHARACTER}")[:LENGTH]


def _note_devices(connection: Connection, ended: Sequence[Ended]) -> None:
    gone = {
        identity for one in ended if not isinstance(one.outcome, Transient) for identity in one.outcome.gone_device_ids
    }
    targets = {
        target.device_id for one in ended if isinstance(one.outcome, Receipt) for target in one.claimed.message.push
    }
    if gone:
        connection.execute(_GONE, {"ids": sorted(gone)})
    if targets - gone:
        connection.execute(_REACHED, {"ids": sorted(targets - gone)})
