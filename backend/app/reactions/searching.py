"""Tickets are found by what their room and their reporter are called now."""

from sqlalchemy.orm import Session

from app.models import Ticket
from app.services.tickets.standing import refresh_searches

from .occurrence import Happening


def follow_room(session: Session, happening: Happening) -> None:
    """A room's new name is in the searched text of its tickets."""
    if "name" in happening.changes:
        refresh_searches(session, Ticket.room_id == happening.entity_id)


def follow_person(session: Session, happening: Happening) -> None:
    """A person's new name is in the searched text of what they reported."""
    if "name" in happening.changes:
        refresh_searches(session, Ticket.reporter_id == happening.entity_id)
