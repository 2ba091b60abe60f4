"""What follows when people come, go, or change their place."""

from sqlalchemy.orm import Session

from app import jobs

from .occurrence import Happening


def place_tickets(session: Session, _happening: Happening) -> None:
    """Who went may have left tickets behind, and who came may take some from the queue: a job looks after them."""
    jobs.defer_once(session.connection(), jobs.chore("place_tickets"))
