"""Deliveries are sent: claimed in one unit of work, handed to their channel outside of any, noted in another.

Mail and SMS go one by one, and each is noted before the next goes: a process that is killed leaves at most one message
of which nobody knows whether it was taken. It is sent again, under the same Message-ID; so neither unit has to wait
for the disk.
"""

import logging
import threading
import time
from collections.abc import Iterator, Sequence
from functools import partial
from typing import Final

from sqlalchemy.exc import InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from app import db
from app.models import Channel

from . import claims, ledger, outcomes
from .channels import Outcome, Permanent, Transient, registry
from .claims import Claimed, Render
from .outcomes import Ended

log = logging.getLogger(__name__)

ONE_BY_ONE: Final = (Channel.EMAIL, Channel.SMS)
STARTS_WITHIN_SECONDS: Final = 60.0
"""What has not been handed over by then is left to the sweeper: another job may have it soon."""
PATIENCE_SECONDS: Final = 90.0
PAUSE_SECONDS: Final = 0.5

_turns: Final = {channel: threading.Lock() for channel in ONE_BY_ONE}


def send(ids: Sequence[int], render: Render, *, again: bool = False) -> None:
    """Send those of these deliveries that are queued. `again`: the job that asks has been at it before, and died."""
    for start in range(0, len(ids), ledger.A_JOB):
        few = ids[start : start + ledger.A_JOB]
        claimed = db.repeat(partial(claims.claim, ids=few, render=render, again=again), lazily=True)
        _hand_over(claimed)


def _hand_over(claimed: Sequence[Claimed]) -> None:
    until = time.monotonic() + STARTS_WITHIN_SECONDS
    for channel in registry.OUTSIDE:
        theirs = [one for one in claimed if one.message.channel is channel]
        for batch in _batches(channel, theirs):
            with _turns.get(channel, threading.Lock()):
                if time.monotonic() < until:
                    _note([Ended(*one) for one in zip(batch, _sent(channel, batch), strict=True)])


def _batches(channel: Channel, claimed: Sequence[Claimed]) -> Iterator[Sequence[Claimed]]:
    if channel in ONE_BY_ONE:
        yield from ([one] for one in claimed)
    elif claimed:
        yield claimed


def _sent(channel: Channel, batch: Sequence[Claimed]) -> Sequence[Outcome]:
    """One outcome each, also from a sender that breaks."""
    sender = registry.sender(channel)
    if sender is None:
        return [Permanent(registry.NOT_SET_UP) for _ in batch]
    try:
        return sender.send_many([one.message for one in batch])
    except (Transient, Permanent) as outcome:
        return [outcome for _ in batch]
    except Exception as error:
        log.exception("The sender of %s broke.", channel)
        return [Transient(f"{type(error).__name__}: {error}") for _ in batch]


def _note(ended: Sequence[Ended]) -> None:
    """A PostgreSQL that restarts is waited for: what was sent and is not noted would be sent again."""
    until = time.monotonic() + PATIENCE_SECONDS
    while True:
        try:
            db.repeat(partial(outcomes.note, ended=ended), lazily=True)
        except (OperationalError, InterfaceError, PoolTimeout):
            if time.monotonic() > until:
                raise
            time.sleep(PAUSE_SECONDS)
        else:
            return
