"""What narrows a list of tickets, and in which orders a list can be read on."""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import ColumnElement, SQLColumnExpression, and_, case, or_, select, tuple_

from app.cursors import Values
from app.models import ACTIVE, Category, Room, Ticket
from app.models.text import fold
from app.permissions import Actor, scope
from app.services.rows import now

NOBODY: Final = "none"
ME: Final = "me"
Clause = ColumnElement[bool]


@dataclass(frozen=True, slots=True)
class TicketFilters:
    """What a list or a count is narrowed to; an empty tuple narrows nothing. `priority` are ranks."""

    status: tuple[str, ...] = ()
    priority: tuple[int, ...] = ()
    kind: tuple[str, ...] = ()
    next: tuple[str, ...] = ()
    category_id: tuple[int, ...] = ()
    property_id: tuple[int, ...] = ()
    room_id: tuple[int, ...] = ()
    floor: tuple[int, ...] = ()
    assignee_id: tuple[int | str, ...] = ()
    holder_id: tuple[int | str, ...] = ()
    reporter_id: tuple[int, ...] = ()
    q: str | None = None
    created_after: dt.datetime | None = None
    created_before: dt.datetime | None = None
    overdue: bool | None = None


def narrowed(actor: Actor, filters: TicketFilters) -> list[Clause]:
    """The conditions of the filters that are set. `floor` needs the ticket's room joined."""
    return [
        *_among(Ticket.status, filters.status),
        *_among(Ticket.priority, filters.priority),
        *_among(Ticket.kind, filters.kind),
        *_among(Ticket.next, filters.next),
        *_among(Ticket.property_id, filters.property_id),
        *_among(Ticket.room_id, filters.room_id),
        *_among(Room.floor, filters.floor),
        *_among(Ticket.reporter_id, filters.reporter_id),
        *_people(Ticket.assignee_id, filters.assignee_id, actor),
        *_people(Ticket.holder_id, filters.holder_id, actor),
        *_topics(filters.category_id),
        *_times(filters),
        *[Ticket.search.contains(word, autoescape=True) for word in fold(filters.q or "").split()],
    ]


def _among(column: SQLColumnExpression[Any], values: Sequence[str | int]) -> list[Clause]:
    return [column.in_(values)] if values else []


def _people(column: SQLColumnExpression[int | None], values: Iterable[int | str], actor: Actor) -> list[Clause]:
    wanted = set(values)
    if not wanted:
        return []
    ids = {actor.user_id if value == ME else value for value in wanted - {NOBODY}}
    return [or_(column.in_(ids), column.is_(None)) if NOBODY in wanted else column.in_(ids)]


def _topics(category_ids: Sequence[int]) -> list[Clause]:
    """Those categories and their subcategories."""
    if not category_ids:
        return []
    below = Category.id.in_(category_ids) | Category.parent_id.in_(category_ids)
    return [Ticket.category_id.in_(select(Category.id).where(below))]


def _times(filters: TicketFilters) -> list[Clause]:
    clauses: list[Clause] = []
    if filters.created_after is not None:
        clauses.append(Ticket.created_at >= filters.created_after)
    if filters.created_before is not None:
        clauses.append(Ticket.created_at < filters.created_before)
    if filters.overdue is not None:
        late = and_(Ticket.status.in_(ACTIVE), Ticket.due_at < now())
        clauses.append(late if filters.overdue else ~late)
    return clauses


@dataclass(frozen=True, slots=True)
class Order:
    """An order that a list can be read on in: what it sorts by, and the row behind which the next page begins."""

    key: SQLColumnExpression[Any]
    by: tuple[ColumnElement[Any], ...]
    kinds: tuple[type, ...]
    keys: tuple[str, ...]
    behind: Callable[[Values], Clause]


def order(actor: Actor, sort: str) -> Order:
    """The order that `sort` names; every one ends in the id, so that no row is met twice or left out."""
    return _ORDERS[sort](actor)


def _newest(column: SQLColumnExpression[dt.datetime]) -> Order:
    def behind(values: Values) -> Clause:
        return tuple_(column, Ticket.id) < values

    return Order(column, (column.desc(), Ticket.id.desc()), (dt.datetime, int), ("sort_key", "id"), behind)


def _oldest(_actor: Actor) -> Order:
    def behind(values: Values) -> Clause:
        return tuple_(Ticket.created_at, Ticket.id) > values

    by = (Ticket.created_at.asc(), Ticket.id.asc())
    return Order(Ticket.created_at, by, (dt.datetime, int), ("sort_key", "id"), behind)


def _updated(actor: Actor) -> Order:
    sees = scope.sees_all_internal(actor)
    if sees is None:
        return _newest(case((scope.internal_properties(actor), Ticket.updated_at), else_=Ticket.public_updated_at))
    return _newest(Ticket.updated_at if sees else Ticket.public_updated_at)


def _due(_actor: Actor) -> Order:
    def behind(values: Values) -> Clause:
        due_at, identity = values
        if due_at is None:
            return and_(Ticket.due_at.is_(None), Ticket.id > identity)
        return or_(tuple_(Ticket.due_at, Ticket.id) > values, Ticket.due_at.is_(None))

    by = (Ticket.due_at.asc().nulls_last(), Ticket.id.asc())
    return Order(Ticket.due_at, by, (dt.datetime, int), ("sort_key", "id"), behind)


def _urgent(_actor: Actor) -> Order:
    def behind(values: Values) -> Clause:
        return tuple_(Ticket.priority, Ticket.created_at, Ticket.id) < values

    by = (Ticket.priority.desc(), Ticket.created_at.desc(), Ticket.id.desc())
    return Order(Ticket.priority, by, (int, dt.datetime, int), ("sort_key", "created_at", "id"), behind)


_ORDERS: Final[Mapping[str, Callable[[Actor], Order]]] = {
    "-created_at": lambda _actor: _newest(Ticket.created_at),
    "created_at": _oldest,
    "-updated_at": _updated,
    "due_at": _due,
    "-priority": _urgent,
}
SORTS: Final = tuple(_ORDERS)
