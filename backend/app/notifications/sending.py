"""Deliveries are sent: claimed in one unit of work, handed to their channel outside of any, noted in another.

Mail and SMS go one by one, and each is noted before the next goes: a process that is killed leaves at most one message
of which nobody knows whether it was taken. It is sent again, under the same Message-ID; so neither unit has to wait
for the disk. What comes before that moment, a mail's composing and its envelope, does not wait for the one before.
"""

import logging
import threading
import time
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from functools import partial
from typing import Final, TypeVar

from sqlalchemy.exc import InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from app import db
from app.models import Channel

from . import claims, ledger, outcomes
from .channels import Message, Outcome, Permanent, Prepares, Sender, Transient, registry
from .claims import Claimed, Render
from .outcomes import Ended

log = logging.getLogger(__name__)

Result = TypeVar("Result")

ONE_BY_ONE: Final = (Channel.EMAIL, Channel.SMS)
STARTS_WITHIN_SECONDS: Final = 60.0
"""What could not be begun by then goes back into the queue."""
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
    untried = [one for batch in _batches(claimed) if not _was_tried(batch, until) for one in batch]
    if untried:
        back = [(one.id, one.attempt, one.message.channel) for one in untried]
        db.repeat(partial(ledger.give_back, untried=back), lazily=True)


def _batches(claimed: Sequence[Claimed]) -> Iterator[Sequence[Claimed]]:
    """What one request takes: of phones' pushes many, of everything else one message."""
    for channel in registry.OUTSIDE:
        theirs = [one for one in claimed if one.message.channel is channel]
        if channel is not Channel.MOBILE_PUSH:
            yield from ([one] for one in theirs)
        elif theirs:
            yield theirs


def _was_tried(batch: Sequence[Claimed], until: float) -> bool:
    """Hand it over and note how that ended; unless its turn does not come before that moment."""
    channel = batch[0].message.channel
    if time.monotonic() >= until:
        return False
    with _ready(channel, [one.message for one in batch]) as hand_over, _turn(channel, until) as is_ours:
        if is_ours:
            _note([Ended(*one) for one in zip(batch, hand_over(), strict=True)])
        return is_ours


@contextmanager
def _turn(channel: Channel, until: float) -> Generator[bool]:
    """Whether it is the caller's turn: at the latest at that moment."""
    if channel not in _turns:
        yield time.monotonic() < until
    elif is_ours := _turns[channel].acquire(timeout=max(0.0, until - time.monotonic())):
        try:
            yield is_ours
        finally:
            _turns[channel].release()
    else:
        yield False


@contextmanager
def _ready(channel: Channel, messages: Sequence[Message]) -> Generator[Callable[[], Sequence[Outcome]]]:
    """What hands these over, with one outcome each; whatever can be done before it is their turn is done."""
    sender = registry.sender(channel)
    if sender is None:
        yield lambda: [Permanent(registry.NOT_SET_UP) for _ in messages]
    elif isinstance(sender, Prepares) and channel in ONE_BY_ONE:
        with ExitStack() as opened:
            begun = _caught(channel, lambda: opened.enter_context(sender.ready(messages[0])))
            yield lambda: [begun if isinstance(begun, Transient | Permanent) else _caught(channel, begun)]
    else:
        yield lambda: _sent(channel, sender, messages)


def _sent(channel: Channel, sender: Sender, messages: Sequence[Message]) -> Sequence[Outcome]:
    outcomes = _caught(channel, lambda: sender.send_many(messages))
    return [outcomes for _ in messages] if isinstance(outcomes, Transient | Permanent) else outcomes


def _caught(channel: Channel, step: Callable[[], Result]) -> Result | Transient | Permanent:
    """The step's result; an outcome also from a sender that breaks."""
    try:
        return step()
    except (Transient, Permanent) as outcome:
        return outcome
    except Exception as error:
        log.exception("The sender of %s broke.", channel)
        return Transient(f"{type(error).__name__}: {error}")


def _note(ended: Sequence[Ended]) -> None:
    """A PostgreSQL that restarts is waited for: what was sent and is not noted would be sent again."""
    until = time.monotonic() + PATIENCE_SECONDS
    while True:
        try:
            _write(ended)
        except (OperationalError, InterfaceError, PoolTimeout):
            if time.monotonic() > until:
                raise
            time.sleep(PAUSE_SECONDS)
        else:
            return


def _write(ended: Sequence[Ended]) -> None:
    """A single one is a single statement: the next one's turn is waiting for it."""
    if ended[0].claimed.message.channel in ONE_BY_ONE:
        with db.single() as connection:
            outcomes.note(connection, ended)
    else:
        db.repeat(partial(outcomes.note_pushes, ended=ended), lazily=True)
