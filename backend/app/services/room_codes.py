"""The token behind a room's QR code: read by those who print stickers, replaced only on request."""

from collections.abc import Mapping

from sqlalchemy import Connection, select
from sqlalchemy.orm import Session

from app.errors import NotFound
from app.events import record
from app.events.types import RoomCodeRotated
from app.models import Room
from app.permissions import Actor, Permission, require_at, scope
from app.services.rooms import find, new_token
from app.services.rows import now


def token(connection: Connection, actor: Actor, room_id: int, property_id: int | None = None) -> str:
    """The token of a room that the actor may print the code of; at `property_id`, where that is given."""
    statement = select(Room.property_id, Room.token).where(Room.id == room_id, scope.rooms(actor))
    if property_id is not None:
        statement = statement.where(Room.property_id == property_id)
    row = connection.execute(statement).one_or_none()
    if row is None:
        raise NotFound("room")
    require_at(actor, Permission.ROOM_CODE, row.property_id)
    return row.token


def link(public_url: str, room_token: str) -> Mapping[str, object]:
    """`{url, token}`: the address that the code holds."""
    return {"url": f"{public_url}/app/q/{room_token}", "token": room_token}


def rotate(session: Session, actor: Actor, property_id: int, room_id: int) -> int:
    """Give the room another token: what is printed no longer works."""
    room = find(session, actor, property_id, room_id)
    require_at(actor, Permission.ROOM_CODE, property_id)
    room.token = new_token()
    room.updated_at = now()
    record(session, actor, RoomCodeRotated(room.id, property_id=property_id))
    return room.id
