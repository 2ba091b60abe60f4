"""Who has a ticket now, and what comes next. Pure: both are kept with the row and follow in the same transaction."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.models import Next, TaskStatus, TicketStatus


@dataclass(frozen=True, slots=True)
class OpenTask:
    """An unfinished task of the ticket: its status, and the first of its people (None while nobody has it)."""

    status: str
    person_id: int | None


@dataclass(frozen=True, slots=True)
class Standing:
    """What decides the holder. `tasks`: the unfinished ones in their order."""

    status: str
    assignee_id: int | None
    reporter_id: int
    guest_reported: bool
    tasks: Sequence[OpenTask] = ()


@dataclass(frozen=True, slots=True)
class Holding:
    """The id of the person who has it (None: nobody), and the code of what comes next."""

    holder_id: int | None
    next: Next


def holding(ticket: Standing) -> Holding:
    """The holder and the next step that follow from where the ticket stands (API.md's `holder` and `next`)."""
    if ticket.status == TicketStatus.RESOLVED:
        return Holding(ticket.reporter_id, Next.CLOSES)
    if ticket.status in (TicketStatus.CLOSED, TicketStatus.CANCELLED):
        return Holding(None, Next.NONE)
    task = _leading(ticket.tasks)
    holder = ticket.assignee_id if task is None else task.person_id
    if holder is None:
        return Holding(None, Next.NEEDS_SOMEONE)
    return Holding(holder, _step(ticket, task))


def _leading(tasks: Sequence[OpenTask]) -> OpenTask | None:
    staffed = [task for task in tasks if task.person_id is not None]
    begun = [task for task in staffed if task.status == TaskStatus.IN_PROGRESS]
    return next(iter(begun or staffed), None)


def _step(ticket: Standing, task: OpenTask | None) -> Next:
    if ticket.status == TicketStatus.ON_HOLD:
        return Next.RESUMES
    begun = ticket.status == TicketStatus.IN_PROGRESS if task is None else task.status == TaskStatus.IN_PROGRESS
    if begun:
        return Next.GUEST_CONFIRMS if ticket.guest_reported else Next.MANAGER_CHECKS
    return Next.ASSIGN if task is None else Next.START
