"""A ticket moves from status to status; the last move can be taken back for a minute."""

import datetime as dt
from collections.abc import Mapping, Sequence

from pydantic import TypeAdapter
from sqlalchemy import Connection, select
from sqlalchemy.orm import Session

from app.errors import Conflict, Invalid
from app.events import Event, record
from app.events.types import TaskMoved, TicketMoved
from app.models import ACTIVE, CLOSES_AFTER, Json, Task, TaskStatus, Ticket, TicketStatus
from app.permissions import SYSTEM, Actor, scope
from app.services.assignment import shift_load
from app.services.rows import change, jsonable, now

from .loading import load
from .standing import settle, touch

STALE_AT_ONCE = 100
UNDO_WITHIN = dt.timedelta(seconds=60)
MOVED_FIELDS = ("status", "on_hold_until", "on_hold_reason", "resolved_at", "closed_at", "first_response_at")
_MOMENT = TypeAdapter(dt.datetime)


def hold_values(until: dt.datetime | None, reason: str | None, at: dt.datetime) -> dict[str, object]:
    """What moving to `on_hold` sets; 422 unless it has a reason and a date ahead."""
    if not reason:
        raise Invalid.field("/reason", "required", "Say why it waits: the reporter reads it.")
    if until is None:
        raise Invalid.field("/on_hold_until", "required", "Say when to look at it again.")
    if until <= at:
        raise Invalid.field("/on_hold_until", "past", "The date to look again must lie ahead.")
    return {"on_hold_until": until, "on_hold_reason": reason}


def values_for(ticket: Ticket, to: str, hold: Mapping[str, object], at: dt.datetime) -> dict[str, object]:
    """Every column that a move to that status sets."""
    values: dict[str, object] = {"status": to, "on_hold_until": None, "on_hold_reason": None, **hold}
    values["resolved_at"] = ticket.resolved_at if to == TicketStatus.CLOSED else None
    values["closed_at"] = at if to == TicketStatus.CLOSED else None
    if to == TicketStatus.RESOLVED:
        values["resolved_at"] = at
    return values


def move(
    session: Session, actor: Actor, ticket: Ticket, values: Mapping[str, object], reason: str | None, at: dt.datetime
) -> list[Event]:
    """Set the values of a move on a locked ticket, and what follows from it. Returns the events to record."""
    before = {name: jsonable(getattr(ticket, name)) for name in MOVED_FIELDS}
    was_active = ticket.status in ACTIVE
    changes = change(ticket, values)
    if ticket.first_response_at is None and actor.user_id not in (None, ticket.reporter_id):
        ticket.first_response_at = at
    ticket.last_move = {"by": actor.user_id, "at": jsonable(at), "to": ticket.status, "before": before}
    cancelled = _cancel_tasks(session, ticket, at)
    _count_load(session, ticket, was_active=was_active, at=at)
    told: dict[str, Json] | None = {"text": reason} if reason else None
    return [TicketMoved(ticket.id, ticket.id, ticket.property_id, changes, told), *cancelled]


def _count_load(session: Session, ticket: Ticket, *, was_active: bool, at: dt.datetime) -> None:
    is_active = ticket.status in ACTIVE
    if ticket.assignee_id is not None and was_active != is_active:
        before, after = (ticket.assignee_id, None) if was_active else (None, ticket.assignee_id)
        shift_load(session, before, after, at)


def _cancel_tasks(session: Session, ticket: Ticket, at: dt.datetime) -> list[Event]:
    """Cancelling a ticket cancels its open tasks."""
    events: list[Event] = []
    if ticket.status != TicketStatus.CANCELLED:
        return events
    open_tasks = select(Task).where(Task.ticket_id == ticket.id, scope.unfinished_tasks()).order_by(Task.id)
    for task in session.scalars(open_tasks.with_for_update(key_share=True)).all():
        about: dict[str, Json] = {"task_id": [task.id, task.id], "title": [task.title, task.title]}
        changes = about | change(task, {"status": TaskStatus.CANCELLED})
        task.version, task.seq, task.updated_at = task.version + 1, task.seq + 1, at
        events.append(TaskMoved(task.id, ticket.id, ticket.property_id, changes, internal=True))
    return events


def undo(session: Session, actor: Actor, ticket_id: int) -> int:
    """Take back the actor's own last move, within a minute of it: every field that it set, as it was.

    409 `nothing_to_undo` when it was somebody else's, too long ago, or the status has changed since. Tasks and
    ratings stay.
    """
    ticket = load(session, actor, ticket_id)
    at = now()
    before = _before(ticket, actor, at)
    was_active = ticket.status in ACTIVE
    changes = change(ticket, before)
    ticket.last_move = None
    _count_load(session, ticket, was_active=was_active, at=at)
    settle(session, ticket)
    ticket.version += 1
    touch(ticket, at)
    record(session, actor, TicketMoved(ticket.id, ticket.id, ticket.property_id, changes, {"undo": True}))
    return ticket.id


def undo_until(last_move: Mapping[str, object] | None, status: str, actor: Actor) -> dt.datetime | None:
    """Until when the actor may take the ticket's last move back; None where there is none of theirs that stands."""
    if last_move is None or actor.user_id is None or (last_move["by"], last_move["to"]) != (actor.user_id, status):
        return None
    return _MOMENT.validate_python(last_move["at"]) + UNDO_WITHIN


def _before(ticket: Ticket, actor: Actor, at: dt.datetime) -> dict[str, object]:
    last, until = ticket.last_move, undo_until(ticket.last_move, ticket.status, actor)
    if last is None or until is None:
        raise Conflict("There is no move of yours to take back.", "nothing_to_undo")
    if at > until:
        raise Conflict("A move can be taken back for 60 seconds; that has passed.", "nothing_to_undo")
    kept = TypeAdapter(dict[str, str | None]).validate_python(last["before"])
    return {name: _column(name, value) for name, value in kept.items()}


def _column(name: str, value: str | None) -> object:
    return _MOMENT.validate_python(value) if value is not None and name.endswith(("_at", "_until")) else value


def stale(connection: Connection, after: int = 0) -> Sequence[int]:
    """Tickets behind that id that were resolved more than seven days ago, in id order: they close by themselves."""
    waited = (Ticket.status == TicketStatus.RESOLVED) & (Ticket.resolved_at < now() - CLOSES_AFTER)
    statement = select(Ticket.id).where(waited, Ticket.id > after)
    return connection.scalars(statement.order_by(Ticket.id).limit(STALE_AT_ONCE)).all()


def close_stale(session: Session, ticket_id: int) -> None:
    """Close one ticket that nobody confirmed; nothing happens if somebody moved it meanwhile."""
    ticket = load(session, SYSTEM, ticket_id)
    at = now()
    if ticket.status != TicketStatus.RESOLVED or ticket.resolved_at is None or ticket.resolved_at > at - CLOSES_AFTER:
        return
    events = move(session, SYSTEM, ticket, values_for(ticket, TicketStatus.CLOSED, {}, at), None, at)
    ticket.last_move = None
    settle(session, ticket)
    ticket.version += 1
    touch(ticket, at)
    record(session, SYSTEM, *events)
