"""Tasks come into being: a ticket's work is given to people, or something is to be done without a ticket."""

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.errors import Conflict, Invalid, NotFound
from app.events.types import TaskCreated, TaskEdited
from app.models import ACTIVE, Priority, Property, Room, Task, TaskStatus, Ticket
from app.permissions import Actor, Permission, forbidden, scope
from app.services.rows import change, now
from app.services.tickets import loading as tickets

from . import people
from .loading import Work, finish, waiting
from .rules import require_any, require_makes


@dataclass(frozen=True, slots=True)
class Assignment:
    """Who is to do a ticket's work. `pointer`: where the body names them."""

    ticket_id: int
    user_ids: tuple[int, ...]
    title: str | None = None
    due_at: dt.datetime | None = None
    note: str | None = None
    pointer: str = people.POINTER


@dataclass(frozen=True, slots=True)
class NewTask:
    """What is to be done, of a ticket or at a property. What isn't said is the ticket's; `priority` is a rank."""

    title: str
    ticket_id: int | None = None
    property_id: int | None = None
    room_id: int | None = None
    description: str = ""
    user_ids: tuple[int, ...] = ()
    due_at: dt.datetime | None = None
    priority: int | None = None


def assign(session: Session, actor: Actor, wanted: Assignment) -> int:
    """Give a ticket's work to people. A task of it that waits for somebody is given on, unless another is named."""
    require_any(actor)
    ticket = _ticket(session, actor, wanted.ticket_id)
    require_makes(actor, ticket.property_id, wanted.user_ids)
    _require_active(ticket)
    people.require_assignable(session, ticket.property_id, wanted.user_ids, wanted.pointer)
    free = waiting(session, actor, ticket) if wanted.title is None else None
    work = free or _made(session, actor, _of_ticket(session, ticket, wanted), ticket)
    if free is not None:
        _reword(free, wanted)
    people.assign(work, wanted.user_ids)
    return finish(work)


def create(session: Session, actor: Actor, wanted: NewTask) -> int:
    """Make a task of a ticket, or one of its own at a property."""
    require_any(actor)
    ticket = None if wanted.ticket_id is None else _ticket(session, actor, wanted.ticket_id)
    property_id = _property(session, actor, wanted.property_id) if ticket is None else ticket.property_id
    require_makes(actor, property_id, wanted.user_ids)
    if ticket is not None:
        _require_active(ticket)
    _require_its_place(session, actor, property_id, wanted)
    if wanted.user_ids:
        people.require_assignable(session, property_id, wanted.user_ids)
    work = _made(session, actor, _task(session, wanted, ticket, property_id), ticket)
    if ticket is None or not wanted.user_ids:
        event = TaskCreated(work.task.id, work.task.ticket_id, property_id, work.about(), internal=True)
        work.events.append(event)
    people.assign(work, wanted.user_ids)
    return finish(work)


def _ticket(session: Session, actor: Actor, ticket_id: int) -> Ticket:
    try:
        return tickets.load(session, actor, ticket_id)
    except NotFound as error:
        sentence = "There is no such ticket, or you may not see it."
        raise Invalid.field("/ticket_id", "unknown", sentence) from error


def _require_active(ticket: Ticket) -> None:
    if ticket.status not in ACTIVE:
        detail = f"The ticket is {ticket.status}; reopen it before giving its work to somebody."
        raise Conflict(detail, "ticket_finished", params={"status": ticket.status})


def _property(session: Session, actor: Actor, property_id: int | None) -> int:
    found = session.scalar(select(Property.id).where(Property.id == property_id, scope.properties(actor)))
    if found is None:
        raise Invalid.field("/property_id", "unknown", "There is no such property, or you may not see it.")
    return found


def _require_its_place(session: Session, actor: Actor, property_id: int, wanted: NewTask) -> None:
    """Ticket, property and room belong together."""
    if wanted.property_id not in (None, property_id):
        raise Invalid.field("/property_id", "another_property", "The ticket is of another property.")
    if wanted.room_id is None:
        return
    room = select(Room.property_id).where(Room.id == wanted.room_id, scope.rooms(actor))
    found = session.scalar(room)
    if found is None:
        raise Invalid.field("/room_id", "unknown", "There is no such room, or you may not see it.")
    if found != property_id:
        raise Invalid.field("/room_id", "room_of_another_property", "This room belongs to another property.")


def _of_ticket(session: Session, ticket: Ticket, wanted: Assignment) -> Task:
    said = NewTask(wanted.title or ticket.title, description=wanted.note or "", due_at=wanted.due_at)
    return _task(session, said, ticket, ticket.property_id)


def _task(session: Session, said: NewTask, ticket: Ticket | None, property_id: int) -> Task:
    task = Task(property_id=property_id, title=said.title, description=said.description, status=TaskStatus.PENDING)
    task.room_id, task.due_at, task.priority = said.room_id, said.due_at, said.priority or Priority.MEDIUM
    if ticket is not None:
        task.ticket_id, task.position = ticket.id, _next_position(session, ticket.id)
        task.room_id, task.due_at = said.room_id or ticket.room_id, said.due_at or ticket.due_at
        task.priority = said.priority or ticket.priority
    return task


def _next_position(session: Session, ticket_id: int) -> int:
    last = session.scalar(select(func.max(Task.position)).where(Task.ticket_id == ticket_id))
    return 0 if last is None else last + 1


def _made(session: Session, actor: Actor, task: Task, ticket: Ticket | None) -> Work:
    if actor.user_id is None:
        raise forbidden(Permission.TASK_CREATE)
    at = now()
    task.created_by_id, task.created_at, task.updated_at = actor.user_id, at, at
    session.add(task)
    session.flush()
    return Work(session, actor, ticket, task, (), at, is_new=True)


def _reword(work: Work, wanted: Assignment) -> None:
    """A task that is given on keeps what it says, but for a new note or due time."""
    said = {"description": wanted.note, "due_at": wanted.due_at}
    task = work.task
    changes = change(task, {name: value for name, value in said.items() if value is not None})
    if changes:
        event = TaskEdited(task.id, task.ticket_id, task.property_id, {**work.about(), **changes}, internal=True)
        work.events.append(event)
