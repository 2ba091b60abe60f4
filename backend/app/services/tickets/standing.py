"""What keeps a locked ticket's row consistent: holder and next, its place in the search, what readers have seen."""

import datetime as dt

from sqlalchemy import ColumnElement, select, update
from sqlalchemy.orm import Session

from app.models import Room, Task, TaskAssignment, Ticket, User
from app.models.text import fold
from app.permissions import scope
from app.services.holding import OpenTask, Standing, holding

SEARCHED = 2_000


def settle(session: Session, ticket: Ticket) -> None:
    """Set who has the ticket and what comes next, from its row and its unfinished tasks."""
    session.flush()
    now = holding(
        Standing(
            ticket.status,
            ticket.assignee_id,
            ticket.reporter_id,
            ticket.guest_reported,
            _open_tasks(session, ticket.id),
        )
    )
    ticket.holder_id, ticket.next = now.holder_id, now.next


def _open_tasks(session: Session, ticket_id: int) -> list[OpenTask]:
    first = (
        select(TaskAssignment.user_id)
        .where(TaskAssignment.task_id == Task.id)
        .order_by(TaskAssignment.position, TaskAssignment.user_id)
        .limit(1)
        .scalar_subquery()
    )
    statement = (
        select(Task.status, first)
        .where(Task.ticket_id == ticket_id, scope.unfinished_tasks())
        .order_by(Task.position, Task.id)
    )
    return [OpenTask(*row) for row in session.execute(statement)]


def touch(ticket: Ticket, at: dt.datetime, *, internal: bool = False) -> None:
    """A reader would see a difference: count it, for all, and for guests unless it is internal."""
    ticket.seq += 1
    ticket.updated_at = at
    if not internal:
        ticket.public_seq += 1
        ticket.public_updated_at = at


def search_text(number: str, title: str, description: str, room: str | None, reporter: str) -> str:
    """What `q` looks through: folded like names are, so that case and accents don't matter."""
    return fold(" ".join((number, title, room or "", reporter, description[:SEARCHED])))


def refresh_search(session: Session, ticket: Ticket) -> None:
    """Rebuild the searched text of a ticket whose title, description or room changed."""
    names = select(User.name, select(Room.name).where(Room.id == ticket.room_id).scalar_subquery())
    reporter, room = session.execute(names.where(User.id == ticket.reporter_id)).one()
    ticket.search = search_text(ticket.number, ticket.title, ticket.description, room, reporter)


def refresh_searches(session: Session, of: ColumnElement[bool]) -> None:
    """Rebuild the searched text of all these tickets: their room or their reporter is called otherwise now."""
    statement = (
        select(Ticket.id, Ticket.number, Ticket.title, Ticket.description, Room.name, User.name)
        .outerjoin(Room, Room.id == Ticket.room_id)
        .join(User, User.id == Ticket.reporter_id)
        .where(of)
        .order_by(Ticket.id)
        .with_for_update(of=Ticket, key_share=True)
    )
    found = [{"id": row[0], "search": search_text(*row[1:])} for row in session.execute(statement)]
    if found:
        session.execute(update(Ticket), found)
