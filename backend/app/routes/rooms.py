"""Rooms of a property over HTTP."""

from collections.abc import Mapping

from sqlalchemy.orm import Session

from app import db
from app.http import Api, Version, caller
from app.schemas.properties import PropertyPath
from app.schemas.rooms import Room, RoomNew, RoomPage, RoomPatch, RoomPath, RoomPut, RoomQuery
from app.services import room_lists, rooms

api = Api("rooms", tag="Properties and rooms")

ROOMS = "/properties/<int:property_id>/rooms"
ROOM = f"{ROOMS}/<int:room_id>"


@api.get(ROOMS, returns=RoomPage)
def list_rooms(path: PropertyPath, query: RoomQuery) -> Mapping[str, object]:
    """The rooms of a property, by name: 2 before 10. Guests see the common ones and their own."""
    with db.reads() as connection:
        return room_lists.listing(connection, caller(), path.property_id, query.filters(), query.page())


@api.post(
    ROOMS,
    returns=Room,
    status=201,
    renders=room_lists.shown,
    etag=True,
    location="/properties/{property_id}/rooms/{id}",
)
def create_room(unit: Session, path: PropertyPath, body: RoomNew) -> int:
    """Make a room, with a code of its own."""
    return rooms.create(unit, caller(), path.property_id, body.values())


@api.get(ROOM, returns=Room, etag=True)
def get_room(path: RoomPath) -> Mapping[str, object]:
    """One room."""
    with db.reads() as connection:
        return room_lists.shown(connection, caller(), path.room_id, path.property_id)


@api.put(ROOM, returns=Room, renders=room_lists.shown, etag=True)
def replace_room(unit: Session, path: RoomPath, body: RoomPut, if_match: Version | None) -> int:
    """Set every field of a room; its status stays where the body has none."""
    return rooms.edit(unit, caller(), path.property_id, path.room_id, body.values(), if_match)


@api.patch(ROOM, returns=Room, renders=room_lists.shown, etag=True)
def edit_room(unit: Session, path: RoomPath, body: RoomPatch, if_match: Version | None) -> int:
    """Change a room. Staff of the property may set the status alone."""
    return rooms.edit(unit, caller(), path.property_id, path.room_id, body.changes(), if_match)


@api.delete(ROOM)
def archive_room(unit: Session, path: RoomPath, if_match: Version | None) -> None:
    """Archive a room; 409 while it has active tickets."""
    rooms.archive(unit, caller(), path.property_id, path.room_id, if_match)
