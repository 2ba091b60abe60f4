"""Who may do what to a task, and which status may follow which. Pure."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from app.errors import Conflict
from app.models import ACTIVE, UNFINISHED, TaskStatus
from app.permissions import Actor, Permission, forbidden

S = TaskStatus
P = Permission

REOPENED_WITHIN: Final = dt.timedelta(hours=24)

MOVES: Final[Mapping[tuple[str, str], Permission]] = {
    (S.PENDING, S.IN_PROGRESS): P.TASK_WORK,
    (S.PENDING, S.COMPLETED): P.TASK_WORK,
    (S.PENDING, S.CANCELLED): P.TASK_CANCEL,
    (S.IN_PROGRESS, S.COMPLETED): P.TASK_WORK,
    (S.IN_PROGRESS, S.PENDING): P.TASK_WORK,
    (S.IN_PROGRESS, S.CANCELLED): P.TASK_CANCEL,
    (S.COMPLETED, S.IN_PROGRESS): P.TASK_WORK,
}


@dataclass(frozen=True, slots=True)
class TaskFacts:
    """What the rules look at. `people`: the ids of those who work on it, the first one first."""

    property_id: int
    status: str
    people: tuple[int, ...]
    created_by_id: int
    completed_at: dt.datetime | None
    ticket_status: str | None

    @property
    def is_unfinished(self) -> bool:
        """Whether it still waits or is being done."""
        return self.status in UNFINISHED

    @property
    def ticket_is_finished(self) -> bool:
        """Whether it is of a ticket that is resolved, closed or cancelled."""
        return self.ticket_status is not None and self.ticket_status not in ACTIVE


def works(actor: Actor, task: TaskFacts) -> bool:
    """They are one of its people."""
    return actor.holds(P.TASK_WORK) and actor.user_id in task.people


def edits(actor: Actor, task: TaskFacts) -> bool:
    """A manager of the property; or who gave the task to themselves, as long as it is theirs alone."""
    if actor.reaches(P.TASK_EDIT, task.property_id):
        return True
    alone = task.people == (actor.user_id,) and task.created_by_id == actor.user_id
    return alone and actor.reaches(P.TASK_TAKE, task.property_id)


def gives(actor: Actor, task: TaskFacts, user_ids: tuple[int, ...]) -> bool:
    """A manager of the property gives it to anybody; staff take what nobody else has."""
    if actor.reaches(P.TASK_EDIT, task.property_id):
        return True
    free = set(task.people) <= {actor.user_id}
    return free and user_ids == (actor.user_id,) and actor.reaches(P.TASK_TAKE, task.property_id)


def require_any(actor: Actor) -> None:
    """`Forbidden` for those who make no tasks anywhere."""
    if not (actor.holds(P.TASK_CREATE) or actor.holds(P.TASK_TAKE)):
        raise forbidden(P.TASK_CREATE)


def require_makes(actor: Actor, property_id: int, user_ids: tuple[int, ...]) -> None:
    """A manager of the property makes tasks for anybody, staff for themselves; `Forbidden` else."""
    takes = user_ids == (actor.user_id,) and actor.reaches(P.TASK_TAKE, property_id)
    if not takes and not actor.reaches(P.TASK_CREATE, property_id):
        raise forbidden(P.TASK_CREATE)


def require_deletes(actor: Actor, task: TaskFacts) -> None:
    """A manager of the property, or who made it (403); only while nobody has begun (409)."""
    if task.created_by_id != actor.user_id and not actor.reaches(P.TASK_EDIT, task.property_id):
        raise forbidden(P.TASK_EDIT)
    if task.status != S.PENDING:
        detail = f"Only a task that nobody has begun can be deleted; this one is {_words(task.status)}."
        raise Conflict(detail, "not_pending", params={"status": task.status})


def legal(actor: Actor, task: TaskFacts, at: dt.datetime) -> list[str]:
    """The statuses to which this actor may move the task at that moment, in the table's order."""
    reached = [(to, needed) for (source, to), needed in MOVES.items() if source == task.status]
    return [str(to) for to, needed in reached if _may(actor, needed, task) and _hindrance(task, to, at) is None]


def require_move(actor: Actor, task: TaskFacts, to: str, at: dt.datetime) -> None:
    """Refuse a move that isn't this actor's to make (403), or that nobody can make now (409)."""
    needed = P.TASK_CANCEL if to == S.CANCELLED else P.TASK_WORK
    if not _may(actor, needed, task):
        raise forbidden(needed)
    hindrance = _hindrance(task, to, at)
    if hindrance is not None:
        code, detail = hindrance
        told = {"from": task.status, "to": to}
        raise Conflict(detail, code, params=told, extra={"allowed_statuses": legal(actor, task, at)})


def _may(actor: Actor, needed: Permission, task: TaskFacts) -> bool:
    return works(actor, task) if needed is P.TASK_WORK else actor.reaches(needed, task.property_id)


def _hindrance(task: TaskFacts, to: str, at: dt.datetime) -> tuple[str, str] | None:
    """Code and sentence of what stands in the way of a move, whoever makes it."""
    if (task.status, to) not in MOVES:
        return "illegal_status", f"A task that is {_words(task.status)} can't become {_words(to)}."
    if to != S.IN_PROGRESS:
        return None
    if task.ticket_is_finished:
        return "ticket_finished", f"Its ticket is {_words(task.ticket_status or '')}; reopen that first."
    if task.completed_at is not None and at - task.completed_at > REOPENED_WITHIN:
        return "too_late", "A completed task can be taken up again for 24 hours; that has passed."
    return None


def _words(status: str) -> str:
    return status.replace("_", " ")
