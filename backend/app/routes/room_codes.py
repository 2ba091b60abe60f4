"""The QR codes of rooms over HTTP."""

from collections.abc import Mapping

from flask import Response
from sqlalchemy import Connection
from sqlalchemy.orm import Session

from app import db
from app.http import Api, caller
from app.permissions import Actor
from app.routes.rooms import ROOM
from app.routes.site import site
from app.schemas.rooms import CodeFormat, CodeQuery, RoomCode, RoomPath
from app.services import codes, room_codes

api = Api("room_codes", tag="Properties and rooms")


def render_code(connection: Connection, actor: Actor, room_id: int) -> Mapping[str, object]:
    """`{url, token}` of a room."""
    return room_codes.link(site().public_url, room_codes.token(connection, actor, room_id))


@api.get(f"{ROOM}/qr", returns=RoomCode, content_types=("image/svg+xml", "image/png"))
def get_room_code(path: RoomPath, query: CodeQuery) -> Mapping[str, object] | Response:
    """The code of a room's address for guests, to be printed: a picture, or what it says."""
    with db.reads() as connection:
        token = room_codes.token(connection, caller(), path.room_id, path.property_id)
    said = room_codes.link(site().public_url, token)
    if query.format is CodeFormat.JSON:
        return said
    return _picture(str(said["url"]), query.format)


@api.post(f"{ROOM}/qr/rotate", returns=RoomCode, renders=render_code)
def rotate_room_code(unit: Session, path: RoomPath) -> int:
    """Give the room another code: what is printed no longer works."""
    return room_codes.rotate(unit, caller(), path.property_id, path.room_id)


def _picture(url: str, kind: CodeFormat) -> Response:
    content = codes.svg(url).encode() if kind is CodeFormat.SVG else codes.png(url)
    media_type = "image/svg+xml" if kind is CodeFormat.SVG else "image/png"
    return Response(content, content_type=media_type, headers={"Cache-Control": "private, no-store"})
