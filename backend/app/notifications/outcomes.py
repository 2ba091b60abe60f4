"""Unit B of a delivery: how an attempt ended, in the other side's own words, and what follows from that."""

import datetime as dt
import random
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from sqlalchemy import ARRAY, BigInteger, Connection, DateTime, Text, bindparam, text
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
"""After the round's first attempt: what waited for somebody's morning, or is tried again by hand, has its full time."""
LENGTH: Final = 2_000


@dataclass(frozen=True, slots=True)
class Ended:
    """An attempt with its outcome."""

    claimed: Claimed
    outcome: Outcome


# What was taken is sent, whatever another attempt says; what was not is tried again by whoever tried it last.
NOTE: Final = text("""
WITH attempt AS (
    UPDATE delivery_attempts SET ended_at = now(), outcome = :outcome, error = :error
    WHERE delivery_id = :id AND number = :number
)
UPDATE deliveries
SET state = :state, reason = :reason, next_at = :next_at,
    sent_at = CASE WHEN :state = 'sent' THEN now() END,
    provider_id = coalesce(:provider_id, provider_id), segments = coalesce(:segments, segments)
WHERE id = :id AND CASE state
    WHEN 'sending' THEN :state = 'sent' OR attempts = :number
    WHEN 'queued' THEN :state = 'sent'
    WHEN 'waiting' THEN :state = 'sent'
    ELSE false
END
""").bindparams(
    *(bindparam(name, type_=BigInteger) for name in ("id", "number", "segments")),
    *(bindparam(name, type_=Text) for name in ("state", "outcome", "error", "reason", "provider_id")),
    bindparam("next_at", type_=DateTime(timezone=True)),
)
_GONE: Final = text("DELETE FROM devices WHERE id = ANY(:ids)").bindparams(bindparam("ids", type_=ARRAY(BigInteger)))
_REACHED: Final = text("UPDATE devices SET last_sent_at = now() WHERE id = ANY(:ids)").bindparams(
    bindparam("ids", type_=ARRAY(BigInteger))
)


def note(connection: Connection, ended: Sequence[Ended]) -> None:
    """Write down how these ended; harmless when it is repeated."""
    at = clock.now()
    if ended:
        connection.execute(NOTE, [_row(one, at) for one in sorted(ended, key=lambda one: one.claimed.id)])


def note_pushes(session: Session, ended: Sequence[Ended]) -> None:
    """Write down how these ended, and what their devices are known to be by now."""
    note(session.connection(), ended)
    _note_devices(session.connection(), ended)
    for one in ended:
        if isinstance(one.outcome, Receipt) and one.outcome.pending:
            push_receipts.keep(session, one.claimed.id, one.outcome.pending)


def _row(one: Ended, at: dt.datetime) -> dict[str, object]:
    outcome, claimed = one.outcome, one.claimed
    words = _words(outcome)
    row: dict[str, object] = {"id": claimed.id, "number": claimed.attempt, "error": words or None}
    row |= {"reason": None, "next_at": None, "provider_id": None, "segments": None}
    if isinstance(outcome, Receipt):
        taken = {"provider_id": outcome.provider_id, "segments": outcome.segments}
        return {**row, **taken, "outcome": AttemptOutcome.SENT, "state": DeliveryState.SENT}
    if isinstance(outcome, Permanent):
        return {**row, "outcome": AttemptOutcome.PERMANENT, "state": DeliveryState.DEAD, "reason": words}
    row |= {"outcome": AttemptOutcome.TRANSIENT, "reason": words}
    if at - claimed.tried_since >= GIVEN_UP_AFTER:
        return {**row, "state": DeliveryState.DEAD}
    return {**row, "state": DeliveryState.WAITING, "next_at": at + pause(claimed.failures, outcome.retry_after)}


def pause(failures: int, retry_after: float | None = None) -> dt.timedelta:
    """How long to wait where so many attempts had failed before: up to 30 s, 60 s, 2 min … 1 h, by chance, so that
    what failed together does not come back together; never sooner than the other side asks for."""
    longest = min(FIRST_PAUSE * 2 ** min(failures, 20), LONGEST_PAUSE)
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
