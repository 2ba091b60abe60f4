"""A room's status follows its active tickets."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models import ACTIVE, Category, Ticket
from app.services import room_status

from .occurrence import Happening


def follow_ticket(session: Session, happening: Happening) -> None:
    """Claim the room for what the ticket's category asks for while the ticket is active; let it go otherwise."""
    if happening.ticket_id is None:
        return
    statement = (
        select(Ticket.status, Ticket.room_id, Category.room_status)
        .join(Category, Category.id == Ticket.category_id)
        .where(Ticket.id == happening.ticket_id)
    )
    found = session.execute(statement).one_or_none()
    if found is None:
        return
    status, room_id, room_wants = found
    if status in ACTIVE and room_id is not None and room_wants is not None:
        room_status.claim(session, happening.ticket_id, room_id, room_wants)
    else:
        room_status.release(session, happening.ticket_id)
