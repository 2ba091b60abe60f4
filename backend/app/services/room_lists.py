"""Rooms as they are shown: a property's rooms in natural order, one room, and how many tickets wait in each."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from sqlalchemy import ARRAY, BigInteger, ColumnElement, Connection, any_, bindparam, func, or_, select, tuple_

from app.cursors import Page
from app.errors import NotFound
from app.models import ACTIVE, Property, Room, Ticket
from app.permissions import Actor, scope
from app.services import properties

Clause = ColumnElement[bool]
Shown = Mapping[str, object]

SORT: Final = "name"
NONE: Final = (0, 0)
HIDDEN: Final = frozenset({"sort_key", "property_id", "property_name"})

COLUMNS: Final = (
    Room.id,
    Room.name,
    Room.floor,
    Room.kind,
    Room.type,
    Room.status,
    Room.capacity,
    Room.amenities,
    Room.created_at,
    Room.updated_at,
    Room.version,
    Room.sort_key,
    Room.property_id,
    Property.name.label("property_name"),
)


@dataclass(frozen=True, slots=True)
class RoomFilters:
    """What the list is narrowed to; empty stands for everything. `q` is looked for in name and type."""

    floors: Sequence[int] = ()
    statuses: Sequence[str] = ()
    q: str | None = None


def listing(
    connection: Connection, actor: Actor, property_id: int, filters: RoomFilters, page: Page
) -> Mapping[str, object]:
    """The rooms of a property that the actor sees: a guest the common ones and their own."""
    properties.visible(connection, actor, property_id)
    after = page.after(SORT, str, int)
    behind = () if after is None else (tuple_(Room.sort_key, Room.id) > after,)
    narrowed = (Room.property_id == property_id, *_narrowed(filters), *behind)
    rows = _rows(connection, actor, *narrowed, limit=page.limit + 1)
    answer = page.of(rows, SORT, "sort_key", "id")
    return {**answer, "items": _answers(connection, actor, rows[: page.limit])}


def shown(connection: Connection, actor: Actor, room_id: int, property_id: int | None = None) -> Mapping[str, object]:
    """One room as the actor sees it; at `property_id`, where that is given."""
    there = () if property_id is None else (Room.property_id == property_id,)
    rows = _rows(connection, actor, Room.id == room_id, *there)
    if not rows:
        raise NotFound("room")
    return _answers(connection, actor, rows)[0]


def _rows(connection: Connection, actor: Actor, *narrowed: Clause, limit: int | None = None) -> list[Shown]:
    statement = select(*COLUMNS).join(Property, Property.id == Room.property_id).where(scope.rooms(actor), *narrowed)
    rows = connection.execute(statement.order_by(Room.sort_key, Room.id).limit(limit)).mappings()
    return [{str(name): value for name, value in row.items()} for row in rows]


def _narrowed(filters: RoomFilters) -> Iterator[Clause]:
    if filters.floors:
        yield Room.floor.in_(filters.floors)
    if filters.statuses:
        yield Room.status.in_(filters.statuses)
    if filters.q:
        yield or_(Room.name.icontains(filters.q, autoescape=True), Room.type.icontains(filters.q, autoescape=True))


def _answers(connection: Connection, actor: Actor, rows: Sequence[Shown]) -> list[Shown]:
    """Rooms of one property as they are answered."""
    counts = _ticket_counts(connection, actor, rows)
    return [_answer(row, *counts.get(row["id"], NONE)) for row in rows]


def _answer(row: Shown, open_tickets: int, late_tickets: int) -> Shown:
    fields = {name: value for name, value in row.items() if name not in HIDDEN}
    place = {"id": row["property_id"], "name": row["property_name"]}
    return {**fields, "property": place, "open_ticket_count": open_tickets, "late_ticket_count": late_tickets}


def _ticket_counts(connection: Connection, actor: Actor, rows: Sequence[Shown]) -> Mapping[object, tuple[int, int]]:
    """By room: tickets that are open, in progress or on hold, and those of them past their due time. One query.

    The statuses are written out, and the property is named, so that PostgreSQL looks at waiting tickets only.
    """
    if not rows:
        return {}
    waiting = Ticket.status.in_(bindparam("waiting", ACTIVE, expanding=True, literal_execute=True))
    rooms = bindparam("rooms", [row["id"] for row in rows], type_=ARRAY(BigInteger))
    statement = (
        select(Ticket.room_id, func.count(), func.count().filter(Ticket.due_at < func.now()))
        .where(Ticket.property_id == rows[0]["property_id"], waiting, Ticket.room_id == any_(rooms))
        .where(scope.tickets(actor))
        .group_by(Ticket.room_id)
    )
    return {room_id: (open_, late) for room_id, open_, late in connection.execute(statement)}
