"""A room's status: what a person set, unless active tickets of the room ask for something worse meanwhile.

A ticket claims its room for a status; the last person's word is kept beside it (`base_status`) and comes back with the
release of the last claim. A person who sets the status meanwhile overrides the claims that are there: they stand aside
until their tickets ask for another room or status, or are released.
"""

from sqlalchemy import delete, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from app.events import record
from app.events.types import RoomChanged
from app.models import Json, Room, RoomClaim, RoomStatus
from app.permissions import SYSTEM
from app.services.rows import locked, now

SEVERITY = tuple(RoomStatus)


def claim(session: Session, ticket_id: int, room_id: int, status: str) -> None:
    """Hold the room in `status` for this ticket, and whichever room it held before no longer. Again is harmless."""
    known = _claim_of(session, ticket_id)
    if known == (room_id, status):
        return
    held = {room_id} if known is None else {room_id, known[0]}
    rooms = [_locked(session, one) for one in sorted(held)]
    values = {"room_id": room_id, "status": status, "overridden": False}
    statement = insert(RoomClaim).values(ticket_id=ticket_id, **values)
    session.execute(statement.on_conflict_do_update(index_elements=["ticket_id"], set_=values))
    for room in rooms:
        _settle(session, room, ticket_id)


def release(session: Session, ticket_id: int) -> None:
    """The ticket needs its room in no particular status any more. Again is harmless."""
    known = _claim_of(session, ticket_id)
    if known is None:
        return
    room = _locked(session, known[0])
    session.execute(delete(RoomClaim).where(RoomClaim.ticket_id == ticket_id))
    _settle(session, room, ticket_id)


def override(session: Session, room: Room) -> None:
    """A person has set the status of this locked room: theirs is the word, and the claims stand aside."""
    room.base_status = room.status
    statement = update(RoomClaim).where(RoomClaim.room_id == room.id, ~RoomClaim.overridden)
    session.execute(statement.values(overridden=True))


def _claim_of(session: Session, ticket_id: int) -> tuple[int, str] | None:
    statement = select(RoomClaim.room_id, RoomClaim.status).where(RoomClaim.ticket_id == ticket_id)
    return session.execute(statement).one_or_none()


def _locked(session: Session, room_id: int) -> Room:
    return locked(session, Room, Room.id == room_id, "room")


def _settle(session: Session, room: Room, ticket_id: int) -> None:
    """Set the worst of what a person and the claims want."""
    claims = select(RoomClaim.status).where(RoomClaim.room_id == room.id, ~RoomClaim.overridden)
    wanted = max([room.base_status, *session.scalars(claims)], key=lambda one: SEVERITY.index(RoomStatus(one)))
    if wanted == room.status:
        return
    changes: dict[str, Json] = {"status": [room.status, wanted]}
    room.status = wanted
    room.version += 1
    room.updated_at = now()
    event = RoomChanged(room.id, property_id=room.property_id, changes=changes, reason={"ticket_id": ticket_id})
    record(session, SYSTEM, event)
