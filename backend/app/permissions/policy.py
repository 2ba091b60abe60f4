"""What a role's permission still asks of a ticket: one table from permission to named predicates.

`allowed` = the role holds the permission, its scope reaches the ticket, and every predicate of the table agrees.
"""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from app.errors import Forbidden
from app.models import REOPENED_WITHIN, TicketStatus

from .actor import Actor
from .vocabulary import Permission, Scope


@dataclass(frozen=True, slots=True)
class TicketFacts:
    """What the predicates look at. `involved`: the actor has a task of the ticket that is not cancelled."""

    property_id: int
    reporter_id: int
    status: str
    closed_at: dt.datetime | None = None
    involved: bool = False


Predicate = Callable[[Actor, Permission, TicketFacts], bool]


def is_reporter(actor: Actor, _permission: Permission, ticket: TicketFacts) -> bool:
    """They reported it."""
    return actor.user_id is not None and actor.user_id == ticket.reporter_id


def in_scope(actor: Actor, permission: Permission, ticket: TicketFacts) -> bool:
    """The role's scope reaches the ticket; one's own is always within reach."""
    if actor.reaches(permission, ticket.property_id) or is_reporter(actor, permission, ticket):
        return True
    return actor.grants.get(permission) is Scope.INVOLVED and ticket.involved


def _governs(actor: Actor, permission: Permission, ticket: TicketFacts) -> bool:
    """They have the permission as somebody in charge of the property, not merely as staff or reporter."""
    scope = actor.grants.get(permission)
    return scope is Scope.ALL or (scope is Scope.MANAGED and ticket.property_id in actor.managed)


def reporter_only_while_open(actor: Actor, permission: Permission, ticket: TicketFacts) -> bool:
    """Who merely reported it may do this while nobody has begun."""
    return ticket.status == TicketStatus.OPEN or actor.reaches(permission, ticket.property_id) or ticket.involved


def with_a_task_once_begun(actor: Actor, permission: Permission, ticket: TicketFacts) -> bool:
    """Staff of the property may begin it; once begun, staff need a task of it."""
    return ticket.status == TicketStatus.OPEN or ticket.involved or _governs(actor, permission, ticket)


def worked_by_staff(actor: Actor, permission: Permission, ticket: TicketFacts) -> bool:
    """Having reported it doesn't make one staff of the property."""
    return actor.reaches(permission, ticket.property_id) or ticket.involved


def reporter_or_in_charge(actor: Actor, permission: Permission, ticket: TicketFacts) -> bool:
    """The reporter, or a manager of the property."""
    return is_reporter(actor, permission, ticket) or _governs(actor, permission, ticket)


def reporter_within_two_weeks(actor: Actor, permission: Permission, ticket: TicketFacts) -> bool:
    """A manager may reopen anything; the reporter what is resolved, or was closed at most 14 days ago."""
    if _governs(actor, permission, ticket) or ticket.status == TicketStatus.RESOLVED:
        return True
    if ticket.status != TicketStatus.CLOSED or ticket.closed_at is None:
        return False
    return dt.datetime.now(dt.UTC) - ticket.closed_at <= REOPENED_WITHIN


def in_charge(actor: Actor, permission: Permission, ticket: TicketFacts) -> bool:
    """A manager of the property."""
    return _governs(actor, permission, ticket)


P = Permission
POLICY: Mapping[Permission, tuple[Predicate, ...]] = {
    P.TICKET_READ: (in_scope,),
    P.TICKET_EDIT: (in_scope, reporter_only_while_open),
    P.TICKET_TRIAGE: (in_scope, worked_by_staff),
    P.TICKET_ASSIGN: (in_charge,),
    P.TICKET_SCHEDULE: (in_charge,),
    P.TICKET_WORK: (in_scope, worked_by_staff, with_a_task_once_begun),
    P.TICKET_RESOLVE: (in_scope, worked_by_staff, with_a_task_once_begun),
    P.TICKET_CONFIRM: (in_scope, reporter_or_in_charge),
    P.TICKET_REOPEN: (in_scope, reporter_or_in_charge, reporter_within_two_weeks),
    P.TICKET_CANCEL: (in_scope, reporter_only_while_open, with_a_task_once_begun),
    P.TICKET_RATE: (is_reporter,),
    P.COMMENT_WRITE: (in_scope,),
    P.COMMENT_INTERNAL: (in_scope, worked_by_staff),
    P.ATTACHMENT_ADD: (in_scope,),
    P.ATTACHMENT_REMOVE: (in_charge,),
}

MESSAGES: Mapping[Permission, str] = {
    P.TICKET_EDIT: "The reporter may change title, description and access while the ticket is open.",
    P.TICKET_TRIAGE: "Only staff and managers of this property set priority, category and room.",
    P.TICKET_ASSIGN: "Only a manager of this property assigns the ticket.",
    P.TICKET_SCHEDULE: "Only a manager of this property sets the due time.",
    P.TICKET_RATE: "Only the person who reported it rates the work.",
    P.COMMENT_INTERNAL: "Only staff and managers of this property write staff notes.",
    P.TASK_CREATE: "Only a manager of this property gives tasks to others; staff may take one themselves.",
    P.TASK_EDIT: "Only a manager of this property changes this task.",
    P.TASK_CANCEL: "Only a manager of this property cancels a task.",
    P.TASK_WORK: "Only the people who have this task move it.",
}


def allowed(actor: Actor, permission: Permission, ticket: TicketFacts) -> bool:
    """Whether the actor may do this to that ticket, in its present status."""
    if not actor.holds(permission):
        return False
    return all(predicate(actor, permission, ticket) for predicate in POLICY[permission])


def require(actor: Actor, permission: Permission, ticket: TicketFacts) -> None:
    """Raise `Forbidden` unless `allowed`."""
    if not allowed(actor, permission, ticket):
        raise forbidden(permission)


def require_at(actor: Actor, permission: Permission, property_id: int) -> None:
    """Raise `Forbidden` unless the permission reaches the whole property."""
    if not actor.reaches(permission, property_id):
        raise forbidden(permission)


def require_everywhere(actor: Actor, permission: Permission) -> None:
    """Raise `Forbidden` unless the permission holds for the whole installation."""
    if actor.grants.get(permission) is not Scope.ALL:
        raise forbidden(permission)


def forbidden(permission: Permission) -> Forbidden:
    """The refusal for a permission, in words where there are some."""
    message = MESSAGES.get(permission, "Your role doesn't allow this here.")
    return Forbidden(message, "forbidden", params={"permission": str(permission)})
