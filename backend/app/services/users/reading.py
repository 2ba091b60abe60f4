"""People as others see them: lists and single ones. At which properties somebody is shown depends on who looks."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    and_,
    exists,
    false,
    literal,
    null,
    or_,
    select,
    tuple_,
    union_all,
)

from app.cursors import Page
from app.errors import NotFound
from app.models import Department, Property, PropertyManager, Role, Room, User, UserKind, UserProperty
from app.models.text import fold
from app.permissions import Actor, Permission, scope
from app.services.users import grants
from app.services.users.belonging import MANAGER, MEMBER

SORT: Final = "name"


@dataclass(frozen=True, slots=True)
class UserFilters:
    """What a list of people is narrowed down to."""

    roles: Sequence[str] = ()
    department_ids: Sequence[int] = ()
    property_ids: Sequence[int] = ()
    q: str | None = None
    is_active: bool | None = None


def listing(connection: Connection, actor: Actor, filters: UserFilters, page: Page) -> Mapping[str, object]:
    """The people that the actor sees, by name."""
    wanted = and_(scope.users(actor), User.kind == UserKind.ACCOUNT, *_conditions(actor, filters))
    statement = _select().where(wanted).order_by(User.sort_key, User.id).limit(page.limit + 1)
    after = page.after(SORT, str, int)
    if after is not None:
        statement = statement.where(tuple_(User.sort_key, User.id) > after)
    rows = [dict(row) for row in connection.execute(statement).mappings()]
    answer = page.of(rows, SORT, "sort_key", "id")
    return {**answer, "items": _complete(connection, actor, rows[: page.limit])}


def shown(connection: Connection, actor: Actor, user_id: int) -> Mapping[str, object]:
    """One person as the actor sees them."""
    return _one(connection, actor, and_(User.id == user_id, scope.users(actor)))


def shown_once(connection: Connection, actor: Actor, user_id: int) -> Mapping[str, object]:
    """A person whom the actor has just changed: perhaps so that they don't see them any longer."""
    return _one(connection, actor, User.id == user_id)


def oneself(connection: Connection, user_id: int) -> Mapping[str, object]:
    """A person as they see themselves."""
    return _one(connection, Actor(user_id=user_id), User.id == user_id)


def _one(connection: Connection, actor: Actor, condition: ColumnElement[bool]) -> Mapping[str, object]:
    row = connection.execute(_select().where(condition)).mappings().one_or_none()
    if row is None:
        raise NotFound("user")
    return _complete(connection, actor, [dict(row)])[0]


def _select() -> Select[*tuple[Any, ...]]:
    columns = (
        User.id,
        User.email,
        User.name,
        User.phone,
        User.department_id,
        User.is_active,
        User.locale,
        User.timezone,
        User.away_from,
        User.away_until,
        User.created_at,
        User.version,
        User.sort_key,
    )
    further = (
        User.email_verified_at.is_not(None).label("email_verified"),
        grants.word().label("role"),
        Department.name.label("department_name"),
    )
    statement = select(*columns, *further).join(Role, Role.id == User.role_id)
    return statement.outerjoin(Department, Department.id == User.department_id)


def _conditions(actor: Actor, filters: UserFilters) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if filters.roles:
        conditions.append(grants.word().in_(filters.roles))
    if filters.department_ids:
        conditions.append(User.department_id.in_(filters.department_ids))
    if filters.property_ids:
        conditions.append(_belongs_to(actor, filters.property_ids))
    if filters.q is not None:
        conditions += [User.search.contains(word, autoescape=True) for word in fold(filters.q).split()]
    if filters.is_active is not None:
        conditions.append(User.is_active.is_(filters.is_active))
    return conditions


def _belongs_to(actor: Actor, property_ids: Sequence[int]) -> ColumnElement[bool]:
    """Who manages one of these or belongs to it; that somebody belongs elsewhere is not the actor's to find out."""
    reach = actor.properties(Permission.USER_READ)
    ids = list(property_ids) if reach is None else sorted(reach.intersection(property_ids))
    if not ids:
        return false()
    manages = select(literal(1)).where(PropertyManager.user_id == User.id, PropertyManager.property_id.in_(ids))
    belongs = select(literal(1)).where(UserProperty.user_id == User.id, UserProperty.property_id.in_(ids))
    return or_(exists(manages), exists(belongs))


def _complete(connection: Connection, actor: Actor, rows: Sequence[dict[str, object]]) -> list[Mapping[str, object]]:
    """The rows with department and properties as they are shown."""
    places = _properties(connection, actor, [row["id"] for row in rows])
    return [_person(row, places.get(row["id"], [])) for row in rows]


def _person(row: dict[str, object], properties: list[Mapping[str, object]]) -> Mapping[str, object]:
    department_id, department_name = row.pop("department_id"), row.pop("department_name")
    del row["sort_key"]
    department = None if department_id is None else {"id": department_id, "name": department_name}
    return {**row, "department": department, "properties": properties}


def _properties(
    connection: Connection, actor: Actor, user_ids: Sequence[object]
) -> dict[object, list[Mapping[str, object]]]:
    """Person → where they belong: all of one's own, of others those within reach."""
    if not user_ids:
        return {}
    places = union_all(_managing(user_ids), _belonging(user_ids)).subquery()
    statement = (
        select(places, Property.name, Room.name.label("room_name"))
        .join(Property, Property.id == places.c.property_id)
        .outerjoin(Room, Room.id == places.c.room_id)
        .where(Property.archived_at.is_(None), _may_know(actor, places.c.user_id, places.c.property_id))
        .order_by(Property.sort_key, places.c.relation, places.c.stay_from, places.c.room_id)
    )
    found: dict[object, list[Mapping[str, object]]] = {}
    for row in connection.execute(statement).mappings():
        room = None if row["room_id"] is None else {"id": row["room_id"], "name": row["room_name"]}
        place = {"id": row["property_id"], "name": row["name"], "relation": row["relation"], "room": room}
        stay = {"stay_from": row["stay_from"], "stay_until": row["stay_until"]}
        found.setdefault(row["user_id"], []).append({**place, **stay})
    return found


def _managing(user_ids: Sequence[object]) -> Select[int, int, str, None, None, None]:
    nothing = (null().label("room_id"), null().label("stay_from"), null().label("stay_until"))
    columns = (PropertyManager.user_id, PropertyManager.property_id, literal(MANAGER).label("relation"), *nothing)
    return select(*columns).where(PropertyManager.user_id.in_(user_ids))


def _belonging(user_ids: Sequence[object]) -> Select[int, int, str, int | None, dt.date | None, dt.date | None]:
    stay = (UserProperty.room_id, UserProperty.stay_from, UserProperty.stay_until)
    columns = (UserProperty.user_id, UserProperty.property_id, literal(MEMBER).label("relation"), *stay)
    return select(*columns).where(UserProperty.user_id.in_(user_ids))


def _may_know(actor: Actor, user_id: ColumnElement[int], property_id: ColumnElement[int]) -> ColumnElement[bool]:
    reach = actor.properties(Permission.USER_READ)
    if reach is None:
        return literal(value=True)
    return or_(user_id == actor.user_id, property_id.in_(reach))
