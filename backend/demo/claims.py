"""Rooms take the status that their active tickets ask for, as the reaction to a report sets it."""

from collections.abc import Iterable, Mapping

from app.events.types import RoomChanged
from app.models import ACTIVE, Base, Json, Room, RoomClaim, RoomStatus, Ticket
from app.services.room_status import SEVERITY

from .life import Step
from .telling import Telling


def claim_rooms(telling: Telling) -> tuple[list[Base], list[Step]]:
    """Claims of the active tickets, and what happened to the rooms. Changes the rooms' rows."""
    rooms = {room.id: room for place in telling.cast.places for room in place.rooms.values()}
    wishes = {topic.row.id: topic.row.room_status for topic in telling.topics.values()}
    claims: list[Base] = []
    steps: list[Step] = []
    for ticket in _active(telling):
        status = wishes[ticket.category_id]
        if status is None or ticket.room_id is None:
            continue
        claims.append(
            RoomClaim(ticket_id=ticket.id, room_id=ticket.room_id, status=status, created_at=ticket.created_at)
        )
        steps += _take(rooms, ticket, status)
    return claims, steps


def _active(telling: Telling) -> Iterable[Ticket]:
    return (life.ticket for life in telling.lives if life.ticket.status in ACTIVE)


def _take(rooms: Mapping[int, Room], ticket: Ticket, status: str) -> list[Step]:
    room = rooms[ticket.room_id or 0]
    if SEVERITY.index(RoomStatus(status)) <= SEVERITY.index(RoomStatus(room.status)):
        return []
    changes: dict[str, Json] = {"status": [str(room.status), status]}
    room.status = status
    room.version = (room.version or 1) + 1
    room.updated_at = ticket.created_at
    event = RoomChanged(room.id, property_id=room.property_id, changes=changes, reason={"ticket_id": ticket.id})
    return [Step(ticket.created_at, None, event)]
