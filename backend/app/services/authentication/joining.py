"""What somebody reported without an account becomes their account's, once the account has proven the same address."""

from collections.abc import Sequence

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from app.events import record
from app.events.types import TicketEdited
from app.models import Attachment, Comment, Ticket, User, UserKind
from app.permissions import Actor
from app.services.rows import now
from app.services.tickets import standing


def account_of(session: Session, email: str) -> User | None:
    """The account that has proven this address."""
    proven = (User.kind == UserKind.ACCOUNT) & (User.email == email) & User.email_verified_at.is_not(None)
    return session.scalars(select(User).where(proven, User.is_active)).one_or_none()


def join(session: Session, origin: Actor, contact_ids: Sequence[int], account: User) -> None:
    """The contacts' tickets, and what they wrote and sent there, become the account's."""
    if not contact_ids:
        return
    theirs = select(Ticket).where(Ticket.reporter_id.in_(contact_ids)).order_by(Ticket.id)
    tickets = session.scalars(theirs.with_for_update(key_share=True).execution_options(populate_existing=True)).all()
    for ticket in tickets:
        _hand_over(session, origin, ticket, account)
    written = update(Comment).where(Comment.author_id.in_(contact_ids)).values(author_id=account.id)
    sent = update(Attachment).where(Attachment.uploaded_by_id.in_(contact_ids)).values(uploaded_by_id=account.id)
    for statement in (written, sent):
        session.execute(statement.execution_options(synchronize_session=False))


def _hand_over(session: Session, origin: Actor, ticket: Ticket, account: User) -> None:
    before, ticket.reporter_id = ticket.reporter_id, account.id
    standing.settle(session, ticket)
    standing.refresh_search(session, ticket)
    standing.touch(ticket, now())
    changes = {"reporter_id": [before, account.id]}
    event = TicketEdited(ticket.id, ticket.id, ticket.property_id, changes, {"why": "address_proven"})
    record(session, origin, event)
