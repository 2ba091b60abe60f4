"""What narrows a list of tickets, and in which orders a list can be read on."""

import datetime as dt
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import (
    ARRAY,
    BigInteger,
    ColumnElement,
    DateTime,
    Integer,
    SmallInteger,
    SQLColumnExpression,
    Text,
    and_,
    any_,
    bindparam,
    case,
    func,
    or_,
    select,
    tuple_,
)
from sqlalchemy.types import TypeEngine

from app.cursors import Values
from app.models import ACTIVE, Category, Room, Ticket
from app.models.text import fold
from app.permissions import Actor, scope

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

    def values(self, actor: Actor) -> Mapping[str, object]:
        """The values of the parameters that `narrowed` uses, by name; one that narrows nothing has none."""
        given = {name: list(value) for name in LISTS if (value := getattr(self, name))}
        given |= {name: _ids(value, actor) for name in PEOPLE if (value := getattr(self, name))}
        given |= {name: value for name in MOMENTS if (value := getattr(self, name)) is not None}
        return given | {f"q{n}": f"%{_escaped(word)}%" for n, word in enumerate(fold(self.q or "").split())}

    def shape(self, names: Iterable[str]) -> tuple[object, ...]:
        """What decides the form of the conditions, given the names of the values."""
        nobody = [NOBODY in value for value in (self.assignee_id, self.holder_id)]
        return (*names, self.overdue, *nobody)


def _ids(values: Iterable[int | str], actor: Actor) -> list[int | None]:
    return [actor.user_id if value == ME else int(value) for value in values if value != NOBODY]


def _escaped(word: str) -> str:
    return word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


def _among(column: SQLColumnExpression[Any], name: str, kind: TypeEngine[Any]) -> Clause:
    return column == any_(bindparam(name, type_=ARRAY(kind)))


def _category() -> Clause:
    """Those categories and their subcategories."""
    ids = (_among(column, "category_id", BigInteger()) for column in (Category.id, Category.parent_id))
    return Ticket.category_id.in_(select(Category.id).where(or_(*ids)))


LISTS: Final[Mapping[str, Clause]] = {
    "status": _among(Ticket.status, "status", Text()),
    "priority": _among(Ticket.priority, "priority", SmallInteger()),
    "kind": _among(Ticket.kind, "kind", Text()),
    "next": _among(Ticket.next, "next", Text()),
    "category_id": _category(),
    "property_id": _among(Ticket.property_id, "property_id", BigInteger()),
    "room_id": _among(Ticket.room_id, "room_id", BigInteger()),
    "floor": _among(Room.floor, "floor", Integer()),
    "reporter_id": _among(Ticket.reporter_id, "reporter_id", BigInteger()),
}
PEOPLE: Final[Mapping[str, SQLColumnExpression[int | None]]] = {
    "assignee_id": Ticket.assignee_id,
    "holder_id": Ticket.holder_id,
}
MOMENTS: Final[Mapping[str, Clause]] = {
    "created_after": Ticket.created_at >= bindparam("created_after", type_=DateTime(timezone=True)),
    "created_before": Ticket.created_at < bindparam("created_before", type_=DateTime(timezone=True)),
}


def narrowed(filters: TicketFilters, names: Iterable[str]) -> list[Clause]:
    """The conditions of the filters whose values have these names. `floor` needs the ticket's room joined."""
    clauses = [clause for table in (LISTS, MOMENTS) for name, clause in table.items() if name in names]
    for name, column in PEOPLE.items():
        if name in names:
            among = _among(column, name, BigInteger())
            clauses.append(or_(among, column.is_(None)) if NOBODY in getattr(filters, name) else among)
    if filters.overdue is not None:
        late = and_(Ticket.status.in_(ACTIVE), Ticket.due_at < func.now())
        clauses.append(late if filters.overdue else ~late)
    words = sorted(name for name in names if re.fullmatch(r"q\d+", name))
    return clauses + [Ticket.search.like(bindparam(name, type_=Text())) for name in words]


@dataclass(frozen=True, slots=True)
class Order:
    """An order that a list can be read on in: what it sorts by, and the row behind which the next page begins."""

    key: SQLColumnExpression[Any]
    by: tuple[ColumnElement[Any], ...]
    behind: Callable[[Values], Clause]


@dataclass(frozen=True, slots=True)
class Cursor:
    """What a cursor of an order holds: the types of the sort values, and the columns that they come from."""

    kinds: tuple[type, ...] = (dt.datetime, int)
    keys: tuple[str, ...] = ("sort_key", "id")


def behind_values(after: Values | None) -> dict[str, object]:
    """The values of the parameters that an order's `behind` uses."""
    return {f"after{n}": value for n, value in enumerate(after or ())}


def _after(values: Values) -> Any:
    return tuple_(*[bindparam(f"after{n}", type_=_type(value)) for n, value in enumerate(values)])


def _type(value: object) -> TypeEngine[Any]:
    return DateTime(timezone=True) if isinstance(value, dt.datetime) else BigInteger()


def order(actor: Actor, sort: str) -> Order:
    """The order that `sort` names; every one ends in the id, so that no row is met twice or left out."""
    return _ORDERS[sort](actor)


def _newest(column: SQLColumnExpression[dt.datetime]) -> Order:
    def behind(values: Values) -> Clause:
        return tuple_(column, Ticket.id) < _after(values)

    return Order(column, (column.desc(), Ticket.id.desc()), behind)


def _oldest(_actor: Actor) -> Order:
    def behind(values: Values) -> Clause:
        return tuple_(Ticket.created_at, Ticket.id) > _after(values)

    by = (Ticket.created_at.asc(), Ticket.id.asc())
    return Order(Ticket.created_at, by, behind)


def _updated(actor: Actor) -> Order:
    sees = scope.sees_all_internal(actor)
    if sees is None:
        return _newest(case((scope.internal_properties(actor), Ticket.updated_at), else_=Ticket.public_updated_at))
    return _newest(Ticket.updated_at if sees else Ticket.public_updated_at)


def _due(_actor: Actor) -> Order:
    def behind(values: Values) -> Clause:
        if values[0] is None:
            return and_(Ticket.due_at.is_(None), Ticket.id > bindparam("after1", type_=BigInteger()))
        return or_(tuple_(Ticket.due_at, Ticket.id) > _after(values), Ticket.due_at.is_(None))

    by = (Ticket.due_at.asc().nulls_last(), Ticket.id.asc())
    return Order(Ticket.due_at, by, behind)


def _urgent(_actor: Actor) -> Order:
    def behind(values: Values) -> Clause:
        return tuple_(Ticket.priority, Ticket.created_at, Ticket.id) < _after(values)

    by = (Ticket.priority.desc(), Ticket.created_at.desc(), Ticket.id.desc())
    return Order(Ticket.priority, by, behind)


_ORDERS: Final[Mapping[str, Callable[[Actor], Order]]] = {
    "-created_at": lambda _actor: _newest(Ticket.created_at),
    "created_at": _oldest,
    "-updated_at": _updated,
    "due_at": _due,
    "-priority": _urgent,
}
CURSORS: Final[Mapping[str, Cursor]] = dict.fromkeys(_ORDERS, Cursor()) | {
    "-priority": Cursor((int, dt.datetime, int), ("sort_key", "created_at", "id"))
}
