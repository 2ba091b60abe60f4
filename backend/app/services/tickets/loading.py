"""A ticket's row for a writer, and the facts that the policy asks about."""

from sqlalchemy import Connection, select
from sqlalchemy.orm import Session

from app.errors import NotFound
from app.models import Ticket
from app.permissions import Actor, TicketFacts, scope
from app.services.rows import locked


def load(session: Session, actor: Actor, ticket_id: int) -> Ticket:
    """The ticket, locked for writing; `NotFound` where the actor may not see it."""
    return locked(session, Ticket, (Ticket.id == ticket_id) & scope.tickets(actor), "ticket")


def facts_of(session: Session, actor: Actor, ticket: Ticket) -> TicketFacts:
    """What the policy looks at, of a loaded ticket."""
    involved = is_involved(session.connection(), actor, ticket.id)
    return TicketFacts(ticket.property_id, ticket.reporter_id, ticket.status, ticket.closed_at, involved)


def is_involved(connection: Connection, actor: Actor, ticket_id: int) -> bool:
    """Whether the actor has a task of the ticket that isn't cancelled."""
    statement = select(Ticket.id).where(Ticket.id == ticket_id, scope.involved(actor))
    return connection.execute(statement).first() is not None


def require_visible(connection: Connection, actor: Actor, ticket_id: int) -> TicketFacts:
    """The facts of a ticket for a reader; `NotFound` where the actor may not see it."""
    columns = (Ticket.property_id, Ticket.reporter_id, Ticket.status, Ticket.closed_at)
    row = connection.execute(select(*columns).where(Ticket.id == ticket_id, scope.tickets(actor))).first()
    if row is None:
        raise NotFound("ticket")
    return TicketFacts(*row, involved=is_involved(connection, actor, ticket_id))
