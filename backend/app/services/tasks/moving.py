"""A task is begun, finished, given back; beginning one begins its ticket."""

import datetime as dt
from dataclasses import dataclass

from sqlalchemy.orm import Session

from app.errors import Conflict
from app.events.types import TaskCompleted, TaskDeclined, TaskMoved, TaskStarted
from app.models import Json, Task, TaskStatus, TicketStatus
from app.permissions import Actor, Permission, forbidden
from app.services.rows import change
from app.services.tickets import moves

from . import people
from .costs import Cost, add_cost
from .loading import Work, finish, load
from .rules import require_move, works


@dataclass(frozen=True, slots=True)
class Spent:
    """What completing a task adds to it, and a word about it."""

    minutes: int = 0
    cost: Cost | None = None
    note: str | None = None


def start(session: Session, actor: Actor, task_id: int) -> int:
    """One of its people begins; an open ticket is in progress then. 409 where the ticket is finished."""
    return _moved(load(session, actor, task_id), TaskStatus.IN_PROGRESS)


def complete(session: Session, actor: Actor, task_id: int, spent: Spent) -> int:
    """The first of its people who says so completes it. Minutes and costs add up; the ticket stays as it is."""
    work = load(session, actor, task_id)
    task = work.task
    require_move(actor, work.facts, TaskStatus.COMPLETED, work.at)
    told = {} if spent.cost is None else add_cost(work, spent.cost)
    told |= change(task, {"minutes_spent": task.minutes_spent + spent.minutes})
    move(work, TaskStatus.COMPLETED, told, spent.note)
    return finish(work)


def decline(session: Session, actor: Actor, task_id: int, reason: str) -> None:
    """One of its people gives it back and says why; where nobody is left it waits, and the manager has the ticket."""
    work = load(session, actor, task_id)
    task, facts = work.task, work.facts
    if not works(actor, facts):
        raise forbidden(Permission.TASK_WORK)
    if not facts.is_unfinished:
        raise Conflict("A finished task can't be given back.", "finished", params={"status": task.status})
    changes = people.give(work, tuple(one for one in work.people if one != actor.user_id))
    told: dict[str, Json] = {"text": reason}
    work.events.append(TaskDeclined(task.id, task.ticket_id, task.property_id, changes, told, internal=True))
    finish(work)


def _moved(work: Work, to: str) -> int:
    require_move(work.actor, work.facts, to, work.at)
    move(work, to)
    return finish(work)


def move(work: Work, to: str, told: dict[str, Json] | None = None, note: str | None = None) -> None:
    """Set a status that was required to be legal, and what follows from it. `told`: further changes of the event."""
    task, before = work.task, work.task.status
    changes = {**work.about(), **change(task, _values(task, to, work.at)), **(told or {})}
    task.completed_by_id = work.actor.user_id if to == TaskStatus.COMPLETED else None
    reason: dict[str, Json] | None = {"text": note} if note else None
    subject = (task.id, task.ticket_id, task.property_id, changes, reason)
    if to == TaskStatus.COMPLETED:
        work.events.append(TaskCompleted(*subject))
    elif (before, to) == (TaskStatus.PENDING, TaskStatus.IN_PROGRESS):
        work.events.append(TaskStarted(*subject))
    else:
        work.events.append(TaskMoved(*subject, internal=True))
    if to == TaskStatus.IN_PROGRESS:
        _begin_ticket(work)


def _values(task: Task, to: str, at: dt.datetime) -> dict[str, object]:
    begun = None if to == TaskStatus.PENDING else task.started_at
    return {
        "status": to,
        "started_at": begun or at if to == TaskStatus.IN_PROGRESS else begun,
        "completed_at": at if to == TaskStatus.COMPLETED else None,
    }


def _begin_ticket(work: Work) -> None:
    ticket = work.ticket
    if ticket is None or ticket.status != TicketStatus.OPEN:
        return
    values = moves.values_for(ticket, TicketStatus.IN_PROGRESS, {}, work.at)
    work.events += moves.move(work.session, work.actor, ticket, values, None, work.at)
    ticket.version += 1
