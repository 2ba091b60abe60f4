"""What PATCH does to a ticket: one locked row, every permission, then every change and its events at once."""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from sqlalchemy.orm import Session

from app.errors import Conflict, Invalid
from app.events import Event, record
from app.events.types import TicketAssigned, TicketEdited, TicketRated
from app.models import ACTIVE, Json, Priority, Ticket, TicketStatus
from app.permissions import Actor, Permission, TicketFacts, require
from app.services import assignment, due_times
from app.services.rows import change, expect_version, now
from app.services.transitions import require_move

from . import moves
from .loading import facts_of, load
from .report import room_name, topic_of
from .standing import refresh_search, settle, touch

P = Permission
NEEDED: Mapping[str, Permission] = {
    "title": P.TICKET_EDIT,
    "description": P.TICKET_EDIT,
    "access": P.TICKET_EDIT,
    "priority": P.TICKET_TRIAGE,
    "category_id": P.TICKET_TRIAGE,
    "room_id": P.TICKET_TRIAGE,
    "assignee_id": P.TICKET_ASSIGN,
    "due_at": P.TICKET_SCHEDULE,
    "rating": P.TICKET_RATE,
    "rating_comment": P.TICKET_RATE,
}
PLAIN = ("title", "description", "access")
Patch = Mapping[str, object]
Shown = Callable[[], Mapping[str, object]]


@dataclass(slots=True)
class Edit:
    """One PATCH under way: the locked ticket, what was asked, the moment, and the events so far."""

    session: Session
    actor: Actor
    ticket: Ticket
    patch: Patch
    at: dt.datetime
    events: list[Event]


def edit(
    session: Session,
    actor: Actor,
    ticket_id: int,
    patch: Patch,
    expected: int | None = None,
    shown: Shown | None = None,
) -> int:
    """Change what `patch` names (values typed; `priority` a rank). Checked in this order: 404, 412, 403, 409, 422."""
    ticket = load(session, actor, ticket_id)
    if shown is not None:
        expect_version(expected, ticket.version, _as_shown(patch), shown)
    _require_all(actor, facts_of(session, actor, ticket), patch)
    under_way = Edit(session, actor, ticket, patch, now(), [])
    for step in (_move, _rate, _edit_fields, _recategorise, _assign):
        step(under_way)
    if under_way.events:
        settle(session, ticket)
        ticket.version += 1
        touch(ticket, under_way.at)
        record(session, actor, *under_way.events)
    return ticket.id


def _as_shown(patch: Patch) -> dict[str, object]:
    priority = patch.get("priority")
    return {**patch, "priority": Priority(priority).word} if isinstance(priority, int) else dict(patch)


def _require_all(actor: Actor, facts: TicketFacts, patch: Patch) -> None:
    for field, permission in NEEDED.items():
        if field in patch:
            require(actor, permission, facts)
    if "on_hold_until" in patch and patch.get("status") != TicketStatus.ON_HOLD:
        require(actor, P.TICKET_WORK, facts)
    status = patch.get("status")
    if isinstance(status, str) and status != facts.status:
        require_move(actor, facts, status)
    if {"rating", "rating_comment"} & patch.keys() and not _can_be_rated(facts.status, status):
        raise Conflict("A ticket is rated once it is resolved.", "not_resolved", params={"status": facts.status})


def _can_be_rated(status: str, becomes: object) -> bool:
    done = (TicketStatus.RESOLVED, TicketStatus.CLOSED)
    return status in done and (becomes is None or becomes in done)


def _move(edit: Edit) -> None:
    status, reason = edit.patch.get("status"), edit.patch.get("reason")
    text = reason if isinstance(reason, str) else None
    if not isinstance(status, str) or status == edit.ticket.status:
        _hold_longer(edit, text)
        return
    hold = _hold(edit, text) if status == TicketStatus.ON_HOLD else {}
    if not hold and edit.patch.get("on_hold_until") is not None:
        raise Invalid.field("/on_hold_until", "not_on_hold", "Only a ticket on hold has a date to look again.")
    values = moves.values_for(edit.ticket, status, hold, edit.at)
    edit.events += moves.move(edit.session, edit.actor, edit.ticket, values, text, edit.at)


def _hold(edit: Edit, reason: str | None) -> dict[str, object]:
    until = edit.patch.get("on_hold_until")
    return moves.hold_values(until if isinstance(until, dt.datetime) else None, reason, edit.at)


def _hold_longer(edit: Edit, reason: str | None) -> None:
    if "on_hold_until" not in edit.patch:
        if reason is not None:
            raise Invalid.field("/reason", "without_status", "A reason belongs to a new status.")
        return
    if edit.ticket.status != TicketStatus.ON_HOLD:
        raise Invalid.field("/on_hold_until", "not_on_hold", "Only a ticket on hold has a date to look again.")
    changes = change(edit.ticket, _hold(edit, reason or edit.ticket.on_hold_reason))
    _edited(edit, changes)


def _rate(edit: Edit) -> None:
    values = {name: edit.patch[name] for name in ("rating", "rating_comment") if name in edit.patch}
    changes = change(edit.ticket, values)
    if changes:
        ticket = edit.ticket
        edit.events.append(TicketRated(ticket.id, ticket.id, ticket.property_id, changes))


def _edit_fields(edit: Edit) -> None:
    ticket, patch = edit.ticket, edit.patch
    values = {name: patch[name] for name in PLAIN if name in patch}
    if "room_id" in patch:
        values["room_id"] = _room(edit, patch["room_id"])
    changes = change(ticket, values)
    changes |= _prioritise(edit) | _due_by_person(edit)
    if changes.keys() & {"title", "description", "room_id"}:
        refresh_search(edit.session, ticket)
    _edited(edit, changes)


def _edited(edit: Edit, changes: Mapping[str, Json]) -> None:
    if changes:
        edit.events.append(TicketEdited(edit.ticket.id, edit.ticket.id, edit.ticket.property_id, changes))


def _room(edit: Edit, room_id: object) -> int | None:
    if not isinstance(room_id, int):
        return None
    room_name(edit.session, edit.actor, edit.ticket.property_id, room_id)
    return room_id


def _prioritise(edit: Edit) -> dict[str, Json]:
    priority = edit.patch.get("priority")
    if not isinstance(priority, int):
        return {}
    edit.ticket.priority_by_person = True
    return _set_priority(edit.ticket, priority)


def _set_priority(ticket: Ticket, priority: int) -> dict[str, Json]:
    """A new priority, and the due times that follow from it where no person set them."""
    if priority == ticket.priority:
        return {}
    words: dict[str, Json] = {"priority": [Priority(ticket.priority).word, Priority(priority).word]}
    ticket.priority = priority
    if ticket.first_response_at is None:
        ticket.first_response_due_at = due_times.first_response_due(ticket.created_at, priority)
    if ticket.due_by_person:
        return words
    return words | change(ticket, {"due_at": due_times.due(ticket.created_at, priority)})


def _due_by_person(edit: Edit) -> dict[str, Json]:
    if "due_at" not in edit.patch:
        return {}
    ticket, wanted = edit.ticket, edit.patch["due_at"]
    ticket.due_by_person = wanted is not None
    return change(ticket, {"due_at": wanted or due_times.due(ticket.created_at, ticket.priority)})


def _recategorise(edit: Edit) -> None:
    """A new category runs the assignment again, unless a person chose the assignee or this PATCH does."""
    ticket, category_id = edit.ticket, edit.patch.get("category_id")
    if not isinstance(category_id, int) or category_id == ticket.category_id:
        return
    topic = topic_of(edit.session, category_id)
    changes = change(ticket, {"category_id": topic.category_id})
    if not ticket.priority_by_person and "priority" not in edit.patch:
        changes |= _set_priority(ticket, topic.default_priority or Priority.MEDIUM)
    _edited(edit, changes)
    if not ticket.assignee_by_person and "assignee_id" not in edit.patch:
        event = reassign(edit.session, ticket, topic.department, edit.at)
        edit.events += [event] if event else []


def reassign(
    session: Session, ticket: Ticket, department: assignment.Named, at: dt.datetime, barring: int | None = None
) -> TicketAssigned | None:
    """Run the assignment again for a locked ticket; the event, or None where nothing changed."""
    if ticket.status not in ACTIVE:
        return None
    before = ticket.assignee_id
    choice = assignment.choose(session, ticket.property_id, department, at, releasing=before, barring=barring)
    ticket.assignee_id, ticket.assignee_by_person = choice.user_id, False
    if before == choice.user_id:
        return None
    changes: dict[str, Json] = {"assignee_id": [before, choice.user_id]}
    return TicketAssigned(ticket.id, ticket.id, ticket.property_id, changes, choice.reason)


def _assign(edit: Edit) -> None:
    if "assignee_id" not in edit.patch:
        return
    ticket, wanted = edit.ticket, edit.patch["assignee_id"]
    user_id = wanted if isinstance(wanted, int) else None
    if user_id is not None and not assignment.may_be_assigned(edit.session.connection(), user_id, ticket.property_id):
        raise Invalid.field("/assignee_id", "not_assignable", "This person can't be assigned tickets of this property.")
    ticket.assignee_by_person = True
    before = ticket.assignee_id
    changes = change(ticket, {"assignee_id": user_id})
    if not changes:
        return
    if ticket.status in ACTIVE:
        assignment.shift_load(edit.session, before, user_id, edit.at)
    edit.events.append(TicketAssigned(ticket.id, ticket.id, ticket.property_id, changes, {"rule": "person"}))
