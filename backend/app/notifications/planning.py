"""What happened becomes what each person is told, and through which channels: rows, written once.

A cause is told to a person once, whoever plans it and however often. What goes out at once is one job for everybody
whom an event concerns, so that one claim and one connection serve them all.
"""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

import orjson
from sqlalchemy import Connection, text
from sqlalchemy.orm import Session

from app import clock
from app.events import signals
from app.events.signals import Signal
from app.models import Channel, DeliveryState

from . import choosing, digests, ledger, people
from .choosing import Way
from .kinds import Kind, Mode
from .people import Person

TAKEN_BACK_WITHIN: Final = dt.timedelta(seconds=15)
"""So long a guest's message about a move waits, in case that the move is taken back."""


@dataclass(frozen=True, slots=True)
class Notice:
    """What one person is to be told of one cause. `urgent`: it waits for nobody's quiet hours. `channels`: through
    these and no others, whatever the person chose; none: as they chose."""

    user_id: int
    kind: Kind
    cause: str
    ticket_id: int | None = None
    task_id: int | None = None
    comment_id: int | None = None
    actor_id: int | None = None
    internal: bool = False
    facts: Mapping[str, object] = field(default_factory=dict[str, object])
    happened_at: dt.datetime | None = None
    urgent: bool = False
    channels: Sequence[Channel] = ()


@dataclass(frozen=True, slots=True)
class Planned:
    """One notice through one channel: when, and to which person."""

    notice: Notice
    person: Person
    channel: Channel
    way: Way

    def row(self, notification_id: int, at: dt.datetime) -> ledger.NewDelivery:
        """How its delivery begins; what is folded does not know its digest yet."""
        state = self._state(at)
        next_at = {DeliveryState.WAITING: self.way.at, DeliveryState.QUEUED: at + ledger.QUEUED_FOR}.get(state)
        return ledger.NewDelivery(
            notification_id=notification_id,
            channel=self.channel,
            user_id=self.person.id,
            ticket_id=self.notice.ticket_id,
            state=state,
            reason=str(self.way.mode) if state is DeliveryState.FOLDED else None,
            next_at=next_at,
            address=self.person.address(self.channel, self.notice.kind) or None,
            sent_at=at if state is DeliveryState.SENT else None,
        )

    def _state(self, at: dt.datetime) -> DeliveryState:
        """What stands in the app is delivered by standing there."""
        if self.channel is Channel.IN_APP:
            return DeliveryState.SENT
        if self.way.mode is not Mode.NOW:
            return DeliveryState.FOLDED
        return DeliveryState.QUEUED if self.way.at <= at else DeliveryState.WAITING


def plan(session: Session, notices: Sequence[Notice], known: Mapping[int, Person] | None = None) -> Sequence[int]:
    """Write what these people are told and queue what goes out now. Returns the ids of the new notifications.

    `known`: the people, where they have been loaded. Who is deactivated is told nothing. A cause that its person was
    told of already is left alone.
    """
    connection, at = session.connection(), clock.now()
    persons = people.load(connection, [notice.user_id for notice in notices]) if known is None else known
    ways = [list(_ways(notice, persons[notice.user_id], at)) for notice in notices if notice.user_id in persons]
    written = _write_notifications(connection, [one for one in ways if one], at)
    planned = [(written[key], one) for way in ways for one in way if (key := _key(one.notice)) in written]
    _write_deliveries(connection, planned, at)
    shown = [identity for identity, one in planned if one.channel is Channel.IN_APP]
    owners = {identity: one.person.id for identity, one in planned}
    signals.tell(session, *[Signal("notification", identity, user_id=owners[identity]) for identity in shown])
    return list(written.values())


def _ways(notice: Notice, person: Person, at: dt.datetime) -> Iterable[Planned]:
    for channel in notice.channels or Channel:
        if notice.channels:
            way = Way(Mode.NOW, at) if choosing.reaches(person, notice.kind, channel) else None
        else:
            way = choosing.way(person, notice.kind, channel, at, urgent=notice.urgent)
        if way is not None:
            yield Planned(notice, person, channel, _patient(way, notice, person, channel))


def _patient(way: Way, notice: Notice, person: Person, channel: Channel) -> Way:
    """A guest hears of a move once it has stood for a while."""
    waits = notice.kind is Kind.TICKET_MOVED and person.is_guest and channel is not Channel.IN_APP
    if not waits or way.mode is not Mode.NOW:
        return way
    return Way(way.mode, max(way.at, (notice.happened_at or way.at) + TAKEN_BACK_WITHIN))


Key = tuple[int, str]


def _key(notice: Notice) -> Key:
    return notice.user_id, notice.cause


_WRITE: Final = text("""
INSERT INTO notifications
    (user_id, cause, kind, ticket_id, task_id, comment_id, actor_id, internal, facts, shown, happened_at)
SELECT * FROM jsonb_to_recordset(CAST(:rows AS jsonb)) AS one (
    user_id bigint, cause text, kind text, ticket_id bigint, task_id bigint, comment_id bigint, actor_id bigint,
    internal boolean, facts jsonb, shown boolean, happened_at timestamptz
)
ON CONFLICT (user_id, cause) DO NOTHING
RETURNING id, user_id, cause
""")


def _write_notifications(
    connection: Connection, ways: Sequence[Sequence[Planned]], at: dt.datetime
) -> Mapping[Key, int]:
    """The new ones. In the order of the people, so that two at once don't wait for each other in a circle."""
    if not ways:
        return {}
    rows = [_row(way, at) for way in sorted(ways, key=lambda way: _key(way[0].notice))]
    written = connection.execute(_WRITE, {"rows": orjson.dumps(rows).decode()}).all()
    return {(row.user_id, row.cause): row.id for row in written}


def _row(way: Sequence[Planned], at: dt.datetime) -> Mapping[str, object]:
    notice = way[0].notice
    return {
        "user_id": notice.user_id,
        "cause": notice.cause,
        "kind": notice.kind,
        "ticket_id": notice.ticket_id,
        "task_id": notice.task_id,
        "comment_id": notice.comment_id,
        "actor_id": notice.actor_id,
        "internal": notice.internal,
        "facts": dict(notice.facts),
        "shown": any(one.channel is Channel.IN_APP for one in way),
        "happened_at": notice.happened_at or at,
    }


def _write_deliveries(connection: Connection, planned: Sequence[tuple[int, Planned]], at: dt.datetime) -> None:
    rows = [one.row(identity, at) for identity, one in planned]
    ways = [one.way for _, one in planned]
    ledger.write(connection, digests.fold(connection, rows, ways))
