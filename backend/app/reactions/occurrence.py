"""What a job carries about an event, and the event itself as history keeps it."""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, Row, Select, func, select
from sqlalchemy.orm import Session

from app.models import History, HistoryClass, TicketCursor


@dataclass(frozen=True, slots=True)
class Occurrence:
    """History's key of an event, and the ticket whose order it keeps."""

    history_class: HistoryClass
    at: dt.datetime
    id: int
    ticket_id: int | None

    @classmethod
    def of(cls, args: Mapping[str, object]) -> "Occurrence":
        """From a job's arguments, as `events.record` writes them."""
        ticket_id = args["ticket_id"]
        return cls(
            HistoryClass(str(args["class"])),
            dt.datetime.fromisoformat(str(args["at"])),
            int(str(args["id"])),
            None if ticket_id is None else int(str(ticket_id)),
        )


@dataclass(frozen=True, slots=True)
class Happening:
    """One row of history, as far as reactions need it."""

    id: int
    at: dt.datetime
    action: str
    entity_type: str
    entity_id: int
    ticket_id: int | None
    property_id: int | None
    actor_id: int | None
    internal: bool
    changes: Mapping[str, object]
    reason: Mapping[str, object] | None = None


Reaction = Callable[[Session, Happening], None]

_Columns = tuple[
    int,
    dt.datetime,
    str,
    str,
    int,
    int | None,
    int | None,
    int | None,
    bool,
    Mapping[str, object],
    Mapping[str, object] | None,
]


def _rows() -> "Select[*_Columns]":
    return select(
        History.id,
        History.at,
        History.action,
        History.entity_type,
        History.entity_id,
        History.ticket_id,
        History.property_id,
        History.actor_id,
        History.internal,
        History.changes,
        History.reason,
    )


def find(connection: Connection, occurrence: Occurrence) -> Happening | None:
    """The event; None where its month has been dropped since."""
    statement = _rows().where(
        History.class_ == occurrence.history_class, History.at == occurrence.at, History.id == occurrence.id
    )
    return _happening(connection.execute(statement).one_or_none())


def first_unhandled(connection: Connection, ticket_id: int) -> Happening | None:
    """The oldest event of a ticket that its cursor has not passed."""
    handled = select(TicketCursor.handled_id).where(TicketCursor.ticket_id == ticket_id).scalar_subquery()
    statement = _rows().where(
        History.class_ == HistoryClass.TICKET,
        History.ticket_id == ticket_id,
        History.id > func.coalesce(handled, 0),
    )
    return _happening(connection.execute(statement.order_by(History.id).limit(1)).one_or_none())


def _happening(row: Row[*_Columns] | None) -> Happening | None:
    return None if row is None else Happening(*row)
