"""Who manages a property, and who belongs to it: a guest with a room and dates of stay."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from sqlalchemy import Connection, delete, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from app.errors import Invalid, NotFound
from app.events import record
from app.events.types import PropertyChanged
from app.models import Json, ManagerLoad, PropertyManager, Room, User, UserKind, UserProperty
from app.permissions import Actor, Permission, require_at, scope
from app.services import properties
from app.services.rows import jsonable, locked, now
from app.services.users.grants import RoleFacts, beyond, covers, role_of

Shown = Mapping[str, object]

POINTER: Final = "/path/user_id"


@dataclass(frozen=True, slots=True)
class Stay:
    """Where somebody stays, from when until when; both dates are the property's own and inclusive."""

    room_id: int | None = None
    stay_from: dt.date | None = None
    stay_until: dt.date | None = None


def manager(connection: Connection, actor: Actor, property_id: int, user_id: int) -> Shown:
    """`{property, user, relation}` of somebody who manages the property."""
    place = properties.visible(connection, actor, property_id)
    statement = (
        select(User.id, User.name, PropertyManager.created_at)
        .join(PropertyManager, PropertyManager.user_id == User.id)
        .where(User.id == user_id, PropertyManager.property_id == property_id, scope.users(actor))
    )
    row = connection.execute(statement).one_or_none()
    if row is None:
        raise NotFound("assignment")
    return _assignment(place, row.id, row.name, "manager", row.created_at)


def member(connection: Connection, actor: Actor, property_id: int, user_id: int) -> Shown:
    """`{property, user, relation, room, stay_from, stay_until}` of somebody who belongs there; the latest stay."""
    place = properties.visible(connection, actor, property_id)
    statement = (
        select(
            User.id,
            User.name,
            UserProperty.created_at,
            UserProperty.stay_from,
            UserProperty.stay_until,
            UserProperty.room_id,
            Room.name.label("room_name"),
        )
        .join(UserProperty, UserProperty.user_id == User.id)
        .outerjoin(Room, Room.id == UserProperty.room_id)
        .where(User.id == user_id, UserProperty.property_id == property_id, scope.users(actor))
        .order_by(UserProperty.stay_from.desc().nulls_last(), UserProperty.id.desc())
        .limit(1)
    )
    row = connection.execute(statement).one_or_none()
    if row is None:
        raise NotFound("assignment")
    room = None if row.room_id is None else {"id": row.room_id, "name": row.room_name}
    shown = _assignment(place, row.id, row.name, "member", row.created_at)
    return {**shown, "room": room, "stay_from": row.stay_from, "stay_until": row.stay_until}


def _assignment(place: Shown, user_id: int, name: str, relation: str, since: dt.datetime) -> dict[str, object]:
    return {"property": place, "user": {"id": user_id, "name": name}, "relation": relation, "created_at": since}


def make_manager(session: Session, actor: Actor, property_id: int, user_id: int) -> None:
    """Let somebody manage the property; whoever does already, does still."""
    properties.visible(session.connection(), actor, property_id)
    person = _person(session, actor, user_id)
    role = _require(session, actor, person, property_id)
    _refuse_inactive(person)
    if not role.can_manage:
        raise Invalid.field(POINTER, "not_a_manager", f"{person.name}'s role doesn't manage properties.")
    statement = insert(PropertyManager).values(property_id=property_id, user_id=user_id).on_conflict_do_nothing()
    added = session.scalars(statement.returning(PropertyManager.user_id)).first()
    session.execute(insert(ManagerLoad).values(user_id=user_id).on_conflict_do_nothing())
    if added is not None:
        _note(session, actor, person, property_id, {"manager": [None, {"user_id": user_id}]})


def remove_manager(session: Session, actor: Actor, property_id: int, user_id: int) -> None:
    """Somebody no longer manages the property; the event has their open tickets of it handed on."""
    manager(session.connection(), actor, property_id, user_id)
    person = _person(session, actor, user_id)
    _require(session, actor, person, property_id)
    here = (PropertyManager.property_id == property_id) & (PropertyManager.user_id == user_id)
    session.execute(delete(PropertyManager).where(here))
    _note(session, actor, person, property_id, {"manager": [{"user_id": user_id}, None]})


def set_member(session: Session, actor: Actor, property_id: int, user_id: int, stay: Stay) -> None:
    """Let somebody belong to the property with this stay, in place of whatever stays they had there."""
    properties.visible(session.connection(), actor, property_id)
    person = _person(session, actor, user_id)
    _require(session, actor, person, property_id)
    _refuse_inactive(person)
    _refuse_foreign_room(session, actor, property_id, stay.room_id)
    before, after = _stays(session, property_id, user_id), [_in_history(user_id, stay)]
    if before == after:
        return
    _take_out(session, property_id, user_id)
    session.add(UserProperty(user_id=user_id, property_id=property_id, **_columns(stay)))
    _note(session, actor, person, property_id, {"member": [before, after]})


def remove_member(session: Session, actor: Actor, property_id: int, user_id: int) -> None:
    """Somebody no longer belongs to the property; what they reported stays theirs to see."""
    member(session.connection(), actor, property_id, user_id)
    person = _person(session, actor, user_id)
    _require(session, actor, person, property_id)
    before = _stays(session, property_id, user_id)
    _take_out(session, property_id, user_id)
    _note(session, actor, person, property_id, {"member": [before, []]})


def _person(session: Session, actor: Actor, user_id: int) -> User:
    return locked(session, User, (User.id == user_id) & (User.kind == UserKind.ACCOUNT) & scope.users(actor), "user")


def _require(session: Session, actor: Actor, person: User, property_id: int) -> RoleFacts:
    """One decides about people there, and only about those whose role is no wider than one's own; their role."""
    require_at(actor, Permission.PROPERTY_STAFF, property_id)
    role = role_of(session.connection(), person.role_id)
    if not covers(actor, role.grants):
        raise beyond(role)
    return role


def _refuse_inactive(person: User) -> None:
    if not person.is_active:
        raise Invalid.field(POINTER, "inactive", f"{person.name} is deactivated.")


def _refuse_foreign_room(session: Session, actor: Actor, property_id: int, room_id: int | None) -> None:
    here = (Room.id == room_id) & (Room.property_id == property_id) & scope.rooms(actor)
    if room_id is not None and session.execute(select(Room.id).where(here)).first() is None:
        raise Invalid.field("/room_id", "unknown", "There is no such room in this property.")


def _stays(session: Session, property_id: int, user_id: int) -> list[Json]:
    """The person's stays there, as history keeps them."""
    statement = (
        select(UserProperty.room_id, UserProperty.stay_from, UserProperty.stay_until)
        .where(UserProperty.property_id == property_id, UserProperty.user_id == user_id)
        .order_by(UserProperty.id)
    )
    return [_in_history(user_id, Stay(*row)) for row in session.execute(statement)]


def _take_out(session: Session, property_id: int, user_id: int) -> None:
    here = (UserProperty.property_id == property_id) & (UserProperty.user_id == user_id)
    session.execute(delete(UserProperty).where(here))


def _columns(stay: Stay) -> dict[str, object]:
    return {"room_id": stay.room_id, "stay_from": stay.stay_from, "stay_until": stay.stay_until}


def _in_history(user_id: int, stay: Stay) -> dict[str, Json]:
    return {"user_id": user_id, **{name: jsonable(value) for name, value in _columns(stay).items()}}


def _note(session: Session, actor: Actor, person: User, property_id: int, changes: Mapping[str, Json]) -> None:
    """A person's properties can be set by PATCH of the person too: it is their version that counts."""
    person.version += 1
    person.updated_at = now()
    record(session, actor, PropertyChanged(property_id, property_id=property_id, changes=changes))
