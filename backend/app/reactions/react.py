"""How a job works off what happened.

A ticket's events are worked off in the order of their ids, whichever job comes first: each under the ticket's cursor,
in one transaction with the cursor's step. So a crash between the two is impossible, a rerun finds nothing, and the
jobs behind the first one end at once. An event whose reaction fails is rolled back alone, with the cursor still held;
its tries are counted at the cursor. Until the next try is due every job of that ticket waits, after the last one the
cursor passes the event, the job that saw it ends as failed, and the later events go on.
"""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from typing import Final

from sqlalchemy import text
from sqlalchemy.orm import Session

from app import db
from app.events import signals
from app.events.signals import Signal
from app.models import HistoryClass
from app.services import job_errors
from app.services.job_errors import Attempt
from app.services.rows import now

from .occurrence import Happening, Occurrence, Reaction, find, first_unhandled
from .table import REACTIONS

Table = Mapping[str, tuple[Reaction, ...]]


class Postponed(Exception):
    """An event of the ticket waits for its next try; the job comes back then."""

    def __init__(self, until: dt.datetime) -> None:
        super().__init__(f"waits until {until.isoformat()}")
        self.until = until


class GaveUp(Exception):
    """The cursor has passed events whose reactions failed at every try."""

    def __init__(self, ids: list[int]) -> None:
        super().__init__(f"gave up on events {ids}")
        self.ids = ids


@dataclass(frozen=True, slots=True)
class Cursor:
    """How far a ticket's events have been worked off, and how the next one stands."""

    ticket_id: int
    handled_id: int
    attempts: int
    next_at: dt.datetime | None


@dataclass(frozen=True, slots=True)
class Failure:
    """What became of an event whose reaction failed: its next try, or none."""

    next_at: dt.datetime | None


def react(occurrence: Occurrence, attempt: Attempt, table: Table = REACTIONS) -> None:
    """Do what follows from an event (and from its ticket's earlier ones). Raises `Postponed`, `GaveUp`, or, for an
    event without a ticket, what its reaction raised."""
    if occurrence.history_class is HistoryClass.TICKET and occurrence.ticket_id is not None:
        _work_off(occurrence.ticket_id, attempt, table)
        return
    with db.reads() as connection:
        happening = find(connection, occurrence)
    if happening is not None and table.get(happening.action):
        db.repeat(lambda unit: _run(unit, happening, table))


def _work_off(ticket_id: int, attempt: Attempt, table: Table) -> None:
    given_up: list[int] = []
    while (happening := _next(ticket_id)) is not None:
        failure = _handle(ticket_id, happening, attempt, table)
        if failure is not None and failure.next_at is not None:
            raise Postponed(failure.next_at)
        if failure is not None:
            given_up.append(happening.id)
    if given_up:
        raise GaveUp(given_up)


def _next(ticket_id: int) -> Happening | None:
    with db.reads() as connection:
        return first_unhandled(connection, ticket_id)


def _handle(ticket_id: int, happening: Happening, attempt: Attempt, table: Table) -> Failure | None:
    def unit_of(unit: Session) -> Failure | None:
        cursor = _locked_cursor(unit, ticket_id)
        if cursor.handled_id >= happening.id:
            return None
        if cursor.next_at is not None and cursor.next_at > now():
            return Failure(cursor.next_at)
        return _try(unit, cursor, happening, attempt, table)

    return db.repeat(unit_of, lazily=True)


def _try(unit: Session, cursor: Cursor, happening: Happening, attempt: Attempt, table: Table) -> Failure | None:
    try:
        with unit.begin_nested():
            _run(unit, happening, table)
    except Exception as error:
        if db.is_repeatable(error):
            raise
        return _failed(unit, cursor, happening, attempt, error)
    _move(unit, cursor, happening.id)
    return None


def _run(unit: Session, happening: Happening, table: Table) -> None:
    for reaction in table.get(happening.action, ()):
        reaction(unit, happening)
    unit.flush()
    signals.tell(unit, *_signals_of(happening))


def _signals_of(happening: Happening) -> Iterator[Signal]:
    """What was told after the commit is told again: the process that told it may have died, or had no way to."""
    return signals.signals_of(
        happening.action,
        happening.entity_type,
        happening.entity_id,
        ticket_id=happening.ticket_id,
        internal=happening.internal,
    )


def _failed(unit: Session, cursor: Cursor, happening: Happening, attempt: Attempt, error: Exception) -> Failure:
    tries = cursor.attempts + 1
    last = tries >= job_errors.TRIES
    title = f"{happening.action}, event {happening.id} of ticket {cursor.ticket_id}"
    job_errors.keep(unit, attempt, tries, f"{'Given up: ' if last else ''}{title}\n{job_errors.described(error)}")
    if last:
        _move(unit, cursor, happening.id)
        return Failure(None)
    next_at = now() + job_errors.pause(tries)
    unit.connection().execute(_UPDATE, asdict(replace(cursor, attempts=tries, next_at=next_at)))
    return Failure(next_at)


# Built once: with every event they would take SQLAlchemy longer than PostgreSQL.
_MAKE: Final = text("INSERT INTO ticket_cursors (ticket_id) VALUES (:ticket_id) ON CONFLICT DO NOTHING")
_LOCK: Final = text("""
SELECT ticket_id, handled_id, attempts, next_at FROM ticket_cursors WHERE ticket_id = :ticket_id FOR NO KEY UPDATE
""")
_UPDATE: Final = text("""
UPDATE ticket_cursors SET handled_id = :handled_id, attempts = :attempts, next_at = :next_at
WHERE ticket_id = :ticket_id
""")


def _locked_cursor(unit: Session, ticket_id: int) -> Cursor:
    connection, values = unit.connection(), {"ticket_id": ticket_id}
    row = connection.execute(_LOCK, values).one_or_none()
    if row is None:
        connection.execute(_MAKE, values)
        row = connection.execute(_LOCK, values).one()
    return Cursor(*row)


def _move(unit: Session, cursor: Cursor, handled_id: int) -> None:
    unit.connection().execute(_UPDATE, asdict(replace(cursor, handled_id=handled_id, attempts=0, next_at=None)))
