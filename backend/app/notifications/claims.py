"""Unit A of a delivery: what is queued is looked at anew, and what still is to be told is taken for one attempt.

Everything is asked again at this moment: whether the person is active, still sees what it is about and still wants it,
whether it is still true, whether this is their hour, and the guards. A person's claims follow one another, so that the
guards count right. Rows that another job has taken are left to it.
"""

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from sqlalchemy import Connection, bindparam, text
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from app import clock
from app.models import Channel, DeliveryState
from app.settings_store import notifications as settings

from . import choosing, digests, ledger, people, sight, taking, timing, withdrawing
from .channels import Message, registry
from .guards import Guards
from .kinds import UNASKED, Kind
from .people import Person
from .rows import DeliveryRow, NotificationRow, Withdrawn
from .taking import Taken

Render = Callable[[Connection, Person, NotificationRow, DeliveryRow], Message]

LENGTH: Final = 2_000
UNGUARDED: Final = frozenset({*UNASKED, Kind.DAILY_SUMMARY})


@dataclass(frozen=True, slots=True)
class Claimed:
    """A message to be handed to its channel now, as the attempt of that number (1 is the first of all).

    `failures`: how many attempts of this round have failed before it; the round began at `tried_since`.
    """

    message: Message
    attempt: int
    failures: int
    tried_since: dt.datetime

    @property
    def id(self) -> int:
        """Of the delivery."""
        return self.message.delivery_id


@dataclass(frozen=True, slots=True)
class Put:
    """What becomes of a row that is not sent now."""

    state: DeliveryState
    reason: str
    next_at: dt.datetime | None = None
    folded_into_id: int | None = None


BEGIN: Final = text("""
WITH claimed AS (
    UPDATE deliveries
    SET state = 'sending', reason = NULL, next_at = now() + :sending_for, attempts = attempts + 1,
        message_id = :message_id, address = :address
    WHERE id = :id
    RETURNING id, attempts
)
INSERT INTO delivery_attempts (delivery_id, number) SELECT id, attempts FROM claimed
""").bindparams(bindparam("sending_for", ledger.SENDING_FOR))
_PUT: Final = text("""
UPDATE deliveries SET state = :state, reason = :reason, next_at = :next_at, folded_into_id = :folded_into_id
WHERE id = :id
""")


def claim(session: Session, ids: Sequence[int], render: Render, *, again: bool = False) -> Sequence[Claimed]:
    """Take what is queued of these, and settle what is not to be sent now. `again`: the job that asks has died
    before, so that what it was sending then is nobody's any more."""
    connection, at = session.connection(), clock.now()
    rows = taking.take(connection, ids, at, again=again)
    if not rows:
        return []
    judge = _Judge(connection, rows, at)
    claimed: list[Claimed] = []
    put: dict[int, Put] = {}
    for row in rows:
        verdict = judge.verdict(row, render)
        if isinstance(verdict, Put):
            put[row.delivery.id] = verdict
        else:
            number = row.delivery.attempts + 1
            claimed.append(Claimed(verdict, number, number - row.first_attempt, row.tried_since or at))
    _begin(connection, claimed)
    _put(connection, put)
    return claimed


class _Judge:
    """What is to become of each row of one claim."""

    def __init__(self, connection: Connection, rows: Sequence[Taken], at: dt.datetime) -> None:
        self._connection = connection
        self._at = at
        self._people = people.load(connection, [row.delivery.user_id for row in rows])
        self._visible = sight.visible(connection, rows, self._people)
        keys = [(row.delivery.user_id, row.delivery.ticket_id, row.delivery.channel) for row in rows]
        self._guards = Guards.read(connection, settings.current(), keys, [row.delivery.id for row in rows])

    def verdict(self, row: Taken, render: Render) -> Message | Put:
        """The message to be sent, or what else becomes of it."""
        person = self._people.get(row.delivery.user_id)
        if person is None:
            return Put(DeliveryState.SKIPPED, "person_inactive")
        reason = next(self._why_not(row, person), None)
        if reason is not None:
            return Put(DeliveryState.SKIPPED, reason)
        off = registry.why_off(row.delivery.channel)
        if off is not None:
            return Put(DeliveryState.DEAD, off)
        return self._later(row, person) or self._held(row, person) or self._rendered(row, person, render)

    def _why_not(self, row: Taken, person: Person) -> Iterator[str]:
        yield from withdrawing.reasons(self._connection, row, person, is_visible=row.delivery.id in self._visible)
        if person.address(row.delivery.channel, row.notification.kind) is None:
            yield "no_address"

    def _later(self, row: Taken, person: Person) -> Put | None:
        if row.is_urgent:
            return None
        if digests.is_of_guard(row.notification.cause):
            is_urgent = digests.is_urgent(self._connection, row.delivery.id)
            free_at = self._at if is_urgent else timing.free_at(person.preferences, self._at)
        else:
            free_at = choosing.free_at(person, row.notification.kind, self._at)
        return Put(DeliveryState.WAITING, "quiet", free_at) if free_at > self._at else None

    def _held(self, row: Taken, person: Person) -> Put | None:
        """Beyond a guard it is told in a digest: by mail, or as it would have come where no mail of it is wanted."""
        delivery = row.delivery
        if row.notification.kind in UNGUARDED:
            return None
        held = self._guards.held((delivery.user_id, delivery.ticket_id, delivery.channel), self._at)
        if held is None:
            return None
        by_mail = choosing.mails(person, row.notification.kind)
        channel = Channel.EMAIL if by_mail else delivery.channel
        digest = digests.beyond_a_guard(
            self._connection, delivery.user_id, channel, delivery.id, held.until, is_urgent=row.is_urgent
        )
        return Put(DeliveryState.FOLDED, held.reason, folded_into_id=digest)

    def _rendered(self, row: Taken, person: Person, render: Render) -> Message | Put:
        """What can't be rendered is dead and says why: somebody can mend the template and try it again."""
        address = person.address(row.delivery.channel, row.notification.kind)
        delivery = replace(row.delivery, address=address or None)
        try:
            message = render(self._connection, person, row.notification, delivery)
        except Withdrawn as withdrawn:
            return Put(DeliveryState.SKIPPED, withdrawn.reason)
        except SQLAlchemyError:
            raise
        except Exception as error:  # noqa: BLE001 -- a template may raise anything; one must not hold up the others
            return Put(DeliveryState.DEAD, f"It can't be rendered: {type(error).__name__}: {error}"[:LENGTH])
        return replace(message, push=person.targets(delivery.channel), urgent=row.is_urgent)


def _begin(connection: Connection, claimed: Sequence[Claimed]) -> None:
    rows = [{"id": one.id, "message_id": one.message.message_id, "address": one.message.to or None} for one in claimed]
    if rows:
        connection.execute(BEGIN, rows)


def _put(connection: Connection, put: Mapping[int, Put]) -> None:
    rows = [
        {
            "id": identity,
            "state": one.state,
            "reason": one.reason,
            "next_at": one.next_at,
            "folded_into_id": one.folded_into_id,
        }
        for identity, one in put.items()
    ]
    if rows:
        connection.execute(_PUT, rows)
