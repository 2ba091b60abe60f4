"""What a job carries about an event, and the event itself as history keeps it."""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from sqlalchemy import Connection, TextClause, text
from sqlalchemy.orm import Session

from app.models import HistoryClass


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

# Built once: with every event they would take SQLAlchemy longer than PostgreSQL.
_COLUMNS: Final = """
SELECT history.id, history.at, history.action, history.entity_type, history.entity_id, history.ticket_id,
    history.property_id, history.actor_id, history.internal, history.changes, history.reason
FROM history
"""
_ONE: Final = text(f"{_COLUMNS} WHERE history.class = :class AND history.at = :at AND history.id = :id")
_NEXT: Final = text(f"""
{_COLUMNS}
WHERE history.class = 'ticket' AND history.ticket_id = :ticket_id AND history.id > coalesce(
    (SELECT handled_id FROM ticket_cursors WHERE ticket_cursors.ticket_id = :ticket_id), 0
)
ORDER BY history.id
LIMIT 1
""")


def find(connection: Connection, occurrence: Occurrence) -> Happening | None:
    """The event; None where its month has been dropped since."""
    values = {"class": occurrence.history_class, "at": occurrence.at, "id": occurrence.id}
    return _happening(connection, _ONE, values)


def first_unhandled(connection: Connection, ticket_id: int) -> Happening | None:
    """The oldest event of a ticket that its cursor has not passed."""
    return _happening(connection, _NEXT, {"ticket_id": ticket_id})


def _happening(connection: Connection, statement: TextClause, values: Mapping[str, object]) -> Happening | None:
    row = connection.execute(statement, values).one_or_none()
    return None if row is None else Happening(*row)
