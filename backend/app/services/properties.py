"""Properties: who sees which, making, editing and archiving them."""

from collections.abc import Mapping, Sequence
from typing import Final

from sqlalchemy import ARRAY, BigInteger, ColumnElement, Connection, Integer, cast, func, select, tuple_
from sqlalchemy.orm import Session

from app.cursors import Page
from app.errors import Conflict, NotFound
from app.events import record
from app.events.types import PropertyChanged
from app.models import ACTIVE, Json, Property, PropertyCounter, Room, Ticket
from app.models.text import natural_key
from app.permissions import Actor, Permission, require_at, require_everywhere, scope
from app.services.rows import change, expect_version, locked, now
from app.services.unique import name_taken, unique

SORT: Final = "name"

COLUMNS: Final = (
    Property.id,
    Property.name,
    Property.code,
    Property.address,
    Property.type,
    Property.timezone,
    Property.currency,
    Property.description,
    Property.guest_days,
    Property.created_at,
    Property.updated_at,
    Property.version,
    Property.sort_key,
)


def listing(connection: Connection, actor: Actor, page: Page) -> Mapping[str, object]:
    """The properties that the actor sees, by name."""
    after = page.after(SORT, str, int)
    behind = () if after is None else (tuple_(Property.sort_key, Property.id) > after,)
    rows = _rows(connection, actor, *behind, limit=page.limit + 1)
    answer = page.of(rows, SORT, "sort_key", "id")
    return {**answer, "items": [_without_key(row) for row in rows[: page.limit]]}


def shown(connection: Connection, actor: Actor, property_id: int) -> Mapping[str, object]:
    """One property as the actor sees it."""
    rows = _rows(connection, actor, Property.id == property_id)
    if not rows:
        raise NotFound("property")
    return _without_key(rows[0])


def visible(connection: Connection, actor: Actor, property_id: int) -> Mapping[str, object]:
    """`{id, name}` of a property that the actor sees."""
    statement = select(Property.id, Property.name).where(Property.id == property_id, scope.properties(actor))
    row = connection.execute(statement).one_or_none()
    if row is None:
        raise NotFound("property")
    return {"id": row.id, "name": row.name}


def create(session: Session, actor: Actor, values: Mapping[str, object]) -> int:
    """Make a property, with the counter of its tickets' numbers. For super admins."""
    require_everywhere(actor, Permission.PROPERTY_CREATE)
    row = Property()
    changes = _apply(session, row, values)
    session.add(PropertyCounter(property_id=row.id, last_number=_last_number(session, row.code)))
    record(session, actor, PropertyChanged(row.id, property_id=row.id, changes=changes))
    return row.id


def edit(session: Session, actor: Actor, property_id: int, values: Mapping[str, object], expected: int | None) -> int:
    """Change some of a property's fields."""
    row = _locked(session, actor, property_id, values, expected)
    require_at(actor, Permission.PROPERTY_EDIT, property_id)
    changes = _apply(session, row, values)
    if not changes:
        return row.id
    if "code" in changes:
        _number_on(session, row)
    row.version += 1
    row.updated_at = now()
    record(session, actor, PropertyChanged(row.id, property_id=row.id, changes=changes))
    return row.id


def archive(session: Session, actor: Actor, property_id: int, expected: int | None) -> None:
    """Put a property away; 409 while tickets of it are open, in progress or on hold."""
    row = _locked(session, actor, property_id, {}, expected)
    require_everywhere(actor, Permission.PROPERTY_CREATE)
    _refuse_active(session, row)
    row.archived_at = row.updated_at = now()
    row.version += 1
    changes: dict[str, Json] = {"archived": [False, True]}
    record(session, actor, PropertyChanged(row.id, property_id=row.id, changes=changes))


def _rows(
    connection: Connection, actor: Actor, *narrowed: ColumnElement[bool], limit: int | None = None
) -> list[Mapping[str, object]]:
    statement = select(*COLUMNS, floors().label("floors")).where(scope.properties(actor), *narrowed)
    rows = connection.execute(statement.order_by(Property.sort_key, Property.id).limit(limit)).mappings()
    return [{str(name): value for name, value in row.items()} for row in rows]


def floors() -> ColumnElement[Sequence[int]]:
    """The floors of a selected Property's rooms, lowest first: what its building looks like is no secret."""
    found = (
        select(Room.floor)
        .where(Room.property_id == Property.id, Room.floor.is_not(None), Room.archived_at.is_(None))
        .distinct()
        .order_by(Room.floor)
    )
    return func.array(found.correlate(Property).scalar_subquery(), type_=ARRAY(Integer))


def _without_key(row: Mapping[str, object]) -> Mapping[str, object]:
    return {name: value for name, value in row.items() if name != "sort_key"}


def _locked(
    session: Session, actor: Actor, property_id: int, values: Mapping[str, object], expected: int | None
) -> Property:
    row = locked(session, Property, (Property.id == property_id) & scope.properties(actor), "property")
    expect_version(expected, row.version, values, lambda: shown(session.connection(), actor, property_id))
    return row


def _apply(session: Session, row: Property, values: Mapping[str, object]) -> dict[str, Json]:
    changes = change(row, values)
    if "name" in changes:
        row.sort_key = natural_key(row.name)
    conflicts = {
        "properties_name_key": name_taken(f"There is already a property called {row.name}."),
        "properties_code_key": Conflict(
            f"Another property has the code {row.code}.", "code_taken", params={"field": "code"}
        ),
    }
    with unique(session, conflicts):
        session.add(row)
    return changes


def _last_number(session: Session, code: str) -> int:
    """The highest number that a ticket has under this code: an archived property, or one renamed, may have used it."""
    number = cast(func.split_part(Ticket.number, "-", 2), BigInteger)
    statement = select(func.coalesce(func.max(number), 0)).where(Ticket.number.startswith(f"{code}-", autoescape=True))
    return session.scalars(statement).one()


def _number_on(session: Session, row: Property) -> None:
    counter = locked(session, PropertyCounter, PropertyCounter.property_id == row.id, "property")
    counter.last_number = max(counter.last_number, _last_number(session, row.code))


def _refuse_active(session: Session, row: Property) -> None:
    # A ticket that refers to the property and isn't committed yet is waited for.
    session.execute(select(Property.id).where(Property.id == row.id).with_for_update())
    counted = select(func.count(), func.count(Ticket.room_id.distinct())).where(
        Ticket.property_id == row.id, Ticket.status.in_(ACTIVE)
    )
    tickets, rooms = session.execute(counted).one()
    if tickets:
        raise Conflict(
            f"{row.name} still has {tickets} active tickets in {rooms} rooms; resolve or cancel them first.",
            "has_active_tickets",
            params={"tickets": tickets, "rooms": rooms},
        )
