"""Rooms of a property: who sees which, making, editing, replacing and archiving them."""

import secrets
from collections.abc import Mapping

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.errors import Conflict
from app.events import record
from app.events.types import RoomChanged
from app.models import ACTIVE, Json, Room, Ticket
from app.models.text import natural_key
from app.permissions import Actor, Permission, require_at, scope
from app.services import properties, room_status
from app.services.room_lists import shown
from app.services.rows import change, expect_version, locked, now
from app.services.unique import name_taken, unique

TOKEN_BYTES = 16


def new_token() -> str:
    """What a room's QR code stands for: nobody can guess it."""
    return secrets.token_urlsafe(TOKEN_BYTES)


def create(session: Session, actor: Actor, property_id: int, values: Mapping[str, object]) -> int:
    """Make a room. 409 where one that isn't archived has the name."""
    properties.visible(session.connection(), actor, property_id)
    require_at(actor, Permission.ROOM_EDIT, property_id)
    room = Room(property_id=property_id, token=new_token(), base_status=values["status"])
    changes = _apply(session, room, values)
    record(session, actor, RoomChanged(room.id, property_id=property_id, changes=changes))
    return room.id


def edit(
    session: Session, actor: Actor, property_id: int, room_id: int, values: Mapping[str, object], expected: int | None
) -> int:
    """Change some of a room's fields; staff of the property may set the status alone."""
    room = find(session, actor, property_id, room_id)
    expect_version(expected, room.version, values, lambda: shown(session.connection(), actor, room_id))
    status_alone = values.keys() <= {"status"}
    require_at(actor, Permission.ROOM_STATUS if status_alone else Permission.ROOM_EDIT, property_id)
    changes = _apply(session, room, values)
    if "status" in changes:
        room_status.override(session, room)
    if changes:
        _note(session, actor, room, changes)
    return room.id


def archive(session: Session, actor: Actor, property_id: int, room_id: int, expected: int | None) -> None:
    """Put a room away; 409 while a ticket of it is open, in progress or on hold."""
    room = find(session, actor, property_id, room_id)
    expect_version(expected, room.version, {}, lambda: shown(session.connection(), actor, room_id))
    require_at(actor, Permission.ROOM_EDIT, property_id)
    _refuse_active(session, room)
    room.archived_at = now()
    _note(session, actor, room, {"archived": [False, True]})


def find(session: Session, actor: Actor, property_id: int, room_id: int) -> Room:
    """The room, locked; `NotFound` where the actor sees none at that property."""
    here = (Room.id == room_id) & (Room.property_id == property_id)
    return locked(session, Room, here & scope.rooms(actor), "room")


def _note(session: Session, actor: Actor, room: Room, changes: Mapping[str, Json]) -> None:
    room.version += 1
    room.updated_at = now()
    record(session, actor, RoomChanged(room.id, property_id=room.property_id, changes=changes))


def _apply(session: Session, room: Room, values: Mapping[str, object]) -> dict[str, Json]:
    changes = change(room, values)
    if "name" in changes:
        room.sort_key = natural_key(room.name)
    with unique(session, {"rooms_name_key": name_taken(f"This property already has a room called {room.name}.")}):
        session.add(room)
    return changes


def _refuse_active(session: Session, room: Room) -> None:
    # A ticket that refers to the room and isn't committed yet is waited for.
    session.execute(select(Room.id).where(Room.id == room.id).with_for_update())
    counted = select(func.count()).where(Ticket.room_id == room.id, Ticket.status.in_(ACTIVE))
    tickets = session.scalars(counted).one()
    if tickets:
        raise Conflict(
            f"{room.name} still has {tickets} active tickets; resolve or cancel them first.",
            "has_active_tickets",
            params={"tickets": tickets},
        )
