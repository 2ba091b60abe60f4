"""A task under way: its ticket locked first, then the task, then its people; and what every change ends with."""

import datetime as dt
from dataclasses import dataclass, field

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.errors import NotFound
from app.events import Event, record
from app.models import Json, Task, TaskAssignment, Ticket
from app.permissions import Actor, scope
from app.services.rows import locked, now
from app.services.tickets import standing

from .rules import TaskFacts


@dataclass(slots=True)
class Work:
    """One change of one task: the locked rows, its people (ids, the first one first), the moment, the events so far."""

    session: Session
    actor: Actor
    ticket: Ticket | None
    task: Task
    people: tuple[int, ...]
    at: dt.datetime
    is_new: bool = False
    events: list[Event] = field(default_factory=list[Event])

    @property
    def facts(self) -> TaskFacts:
        """What the rules look at, as it is now."""
        task, ticket = self.task, self.ticket
        return TaskFacts(
            property_id=task.property_id,
            status=task.status,
            people=self.people,
            created_by_id=task.created_by_id,
            completed_at=task.completed_at,
            ticket_status=None if ticket is None else ticket.status,
        )

    def about(self) -> dict[str, Json]:
        """Which task an event speaks of, for a timeline that shows several."""
        task = self.task
        old = (None, None) if self.is_new else (task.id, task.title)
        return {"task_id": [old[0], task.id], "title": [old[1], task.title]}


def load(session: Session, actor: Actor, task_id: int) -> Work:
    """The task, locked for writing behind its ticket; `NotFound` where the actor may not see it."""
    found = session.execute(select(Task.ticket_id).where(Task.id == task_id, scope.tasks(actor))).first()
    if found is None:
        raise NotFound("task")
    ticket = None if found.ticket_id is None else locked(session, Ticket, Ticket.id == found.ticket_id, "ticket")
    task = locked(session, Task, (Task.id == task_id) & scope.tasks(actor), "task")
    return Work(session, actor, ticket, task, _people_of(session, task_id), now())


def waiting(session: Session, actor: Actor, ticket: Ticket) -> Work | None:
    """The first task of a locked ticket that waits for somebody to have it."""
    nobody = ~select(TaskAssignment.task_id).where(TaskAssignment.task_id == Task.id).exists()
    statement = (
        select(Task)
        .where(Task.ticket_id == ticket.id, scope.unfinished_tasks(), nobody)
        .order_by(Task.position, Task.id)
        .limit(1)
    )
    task = session.scalars(statement.with_for_update(key_share=True, of=Task)).first()
    return None if task is None else Work(session, actor, ticket, task, (), now())


def _people_of(session: Session, task_id: int) -> tuple[int, ...]:
    statement = select(TaskAssignment.user_id).where(TaskAssignment.task_id == task_id)
    return tuple(session.scalars(statement.order_by(TaskAssignment.position, TaskAssignment.user_id)))


def finish(work: Work) -> int:
    """Count the change, let the ticket follow, record what happened. Returns the task's id."""
    if not work.events:
        return work.task.id
    task = work.task
    if not work.is_new:
        task.version, task.seq, task.updated_at = task.version + 1, task.seq + 1, work.at
    if work.ticket is not None:
        _follow(work, work.ticket)
    record(work.session, work.actor, *work.events)
    return task.id


def _follow(work: Work, ticket: Ticket) -> None:
    """Guests see who has their ticket and what comes next; what else is internal stays unseen by them."""
    before = ticket.holder_id, ticket.next
    standing.settle(work.session, ticket)
    unseen = before == (ticket.holder_id, ticket.next) and all(event.internal for event in work.events)
    standing.touch(ticket, work.at, internal=unseen)
