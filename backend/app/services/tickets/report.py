"""A report comes in: checked, given a number, a priority, due times and a manager, in one transaction."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import BigInteger, Select, Text, bindparam, select, update
from sqlalchemy.orm import Session

from app.errors import Invalid
from app.events import record
from app.events.types import TicketAssigned, TicketCreated
from app.models import (
    Category,
    Department,
    Priority,
    Property,
    PropertyCounter,
    Role,
    Room,
    RoomKind,
    Ticket,
    TicketKind,
    TicketStatus,
    User,
    UserKind,
)
from app.models.text import fold, natural_key
from app.permissions import Actor, Permission, Scope, forbidden, scope
from app.prepared import Statements
from app.services import assignment, due_times
from app.services.assignment import Named
from app.services.authentication import proving
from app.services.holding import Standing, holding
from app.services.rows import now

from .standing import search_text

GENERAL = "general"

Statement = Select[*tuple[Any, ...]]
_PROPERTY, _ROOM, _TOPIC = Statements(), Statements(), Statements()


@dataclass(frozen=True, slots=True)
class Caller:
    """On whose behalf somebody reports: a person of the house by id, or a caller by name."""

    user_id: int | None = None
    name: str | None = None
    room_id: int | None = None
    phone: str | None = None
    email: str | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """What a report says. `priority` is a rank; without one the category's holds, else medium."""

    title: str
    property_id: int
    description: str = ""
    room_id: int | None = None
    category_id: int | None = None
    priority: int | None = None
    kind: str = TicketKind.REQUEST
    incident: Mapping[str, object] | None = None
    service: Mapping[str, object] | None = None
    access: Mapping[str, object] | None = None
    on_behalf_of: Caller | None = None
    follow_salt: bytes | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """Where: the property, and the room's name if there is one."""

    property_id: int
    code: str
    room_id: int | None
    room_name: str | None


@dataclass(frozen=True, slots=True)
class Topic:
    """What it is about, and which department that leads to."""

    category_id: int
    default_priority: int | None
    department: Named


@dataclass(frozen=True, slots=True)
class Reporter:
    """Who reported it, and whether they are a guest."""

    id: int
    name: str
    is_guest: bool


def report(session: Session, actor: Actor, said: Report) -> int:
    """Take a report in and assign it by rule. Returns the ticket's id. 403 and 422 as API.md's *Tickets* says."""
    if not actor.holds(Permission.TICKET_REPORT):
        raise forbidden(Permission.TICKET_REPORT)
    said = _with_callers_room(said)
    place = _place(session, actor, said.property_id, said.room_id)
    _require_free_to_set(actor, said)
    topic = topic_of(session, said.category_id)
    reporter = _reporter(session, actor, said)
    caller = said.on_behalf_of
    if caller is None or caller.user_id is not None or caller.email is None:
        return _write(session, actor, said, place, topic, reporter)
    ticket_id = _write(session, actor, replace(said, follow_salt=os.urandom(16)), place, topic, reporter)
    proving.ask_contact(session, reporter.id, caller.email, ticket_id)
    return ticket_id


def _with_callers_room(said: Report) -> Report:
    if said.on_behalf_of is None or said.room_id is not None:
        return said
    return replace(said, room_id=said.on_behalf_of.room_id)


def _place(session: Session, actor: Actor, property_id: int, room_id: int | None) -> Place:

    def build() -> Statement:
        one = Property.id == bindparam("property_id", type_=BigInteger())
        return select(Property.code).where(one, scope.properties(actor)).with_for_update(read=True, key_share=True)

    values = {**scope.values(actor), "property_id": property_id}
    found = _PROPERTY.rows(session.connection(), scope.shape(actor), values, build)
    if not found:
        raise Invalid.field("/property_id", "unknown", "There is no such property, or you may not report for it.")
    if not _reports_at(actor, property_id):
        raise forbidden(Permission.TICKET_REPORT)
    code: str = found[0]["code"]
    if room_id is None:
        return Place(property_id, code, None, None)
    return Place(property_id, code, room_id, room_name(session, actor, property_id, room_id))


def _reports_at(actor: Actor, property_id: int) -> bool:
    """Somebody of the house reports for the whole property; a guest while the stay lasts."""
    if actor.grants.get(Permission.TICKET_REPORT) is Scope.OWN:
        return property_id in actor.member or property_id in actor.managed
    return actor.reaches(Permission.TICKET_REPORT, property_id)


def room_name(session: Session, actor: Actor, property_id: int, room_id: int) -> str:
    """The name of a room of that property for which the actor may report, kept from being archived; 422 otherwise."""

    def build() -> Statement:
        one = (Room.id == bindparam("room_id", type_=BigInteger())) & scope.rooms(actor)
        columns = (Room.name, Room.property_id, Room.kind)
        return select(*columns).where(one).with_for_update(read=True, key_share=True)

    values = {**scope.values(actor), "room_id": room_id}
    found = _ROOM.rows(session.connection(), scope.shape(actor), values, build)
    if not found:
        raise Invalid.field("/room_id", "unknown", "There is no such room, or you may not report for it.")
    name, of_property, kind = found[0].values()
    if of_property != property_id:
        raise Invalid.field("/room_id", "room_of_another_property", "This room belongs to another property.")
    if actor.is_guest and kind != RoomKind.COMMON and room_id not in actor.rooms:
        raise Invalid.field("/room_id", "not_your_room", "Guests report for their own room or the common areas.")
    return name


def _require_free_to_set(actor: Actor, said: Report) -> None:
    if said.priority is not None and not actor.reaches(Permission.TICKET_TRIAGE, said.property_id):
        raise Invalid.field("/priority", "not_yours_to_set", "Staff set the priority.")
    if said.on_behalf_of is not None and not actor.reaches(Permission.TICKET_REPORT_FOR, said.property_id):
        raise forbidden(Permission.TICKET_REPORT_FOR)


def topic_of(session: Session, category_id: int | None) -> Topic:
    """The category (without one: General) with the department that it leads to; 422 for an unknown one."""

    def build() -> Statement:
        one = Category.id == bindparam("category_id", type_=BigInteger())
        chosen = Category.key == bindparam("key", type_=Text()) if category_id is None else one
        columns = (Category.id, Category.default_priority, Department.id.label("department_id"), Department.name)
        joined = select(*columns).join(Department, Department.id == Category.department_id)
        return joined.where(chosen, Category.archived_at.is_(None))

    values = {"category_id": category_id, "key": GENERAL}
    found = _TOPIC.rows(session.connection(), category_id is None, values, build)
    if not found:
        raise Invalid.field("/category_id", "unknown", "There is no such category.")
    identity, priority, department_id, department = found[0].values()
    return Topic(identity, priority, Named(department_id, department))


def _reporter(session: Session, actor: Actor, said: Report) -> Reporter:
    caller = said.on_behalf_of
    if caller is None:
        return Reporter(_person(actor), actor.name, actor.is_guest)
    if caller.user_id is not None:
        return _known_caller(session, actor, caller.user_id)
    return new_contact(session, caller)


def _person(actor: Actor) -> int:
    if actor.user_id is None:
        raise forbidden(Permission.TICKET_REPORT)
    return actor.user_id


def _known_caller(session: Session, actor: Actor, user_id: int) -> Reporter:
    row = session.execute(
        select(User.id, User.name, Role.key)
        .join(Role, Role.id == User.role_id)
        .where(User.id == user_id, User.is_active, scope.users(actor))
    ).first()
    if row is None:
        raise Invalid.field("/on_behalf_of/user_id", "unknown", "There is no such person, or they are not active.")
    identity, name, role = row
    return Reporter(identity, name, role == "guest")


def new_contact(session: Session, caller: Caller) -> Reporter:
    """A reporter without an account: always a row of their own, even where the address is somebody's."""
    name = caller.name or ""
    role_id = session.scalar(select(Role.id).where(Role.key == "guest"))
    if role_id is None:
        raise LookupError("the built-in role guest is missing")
    contact = User(
        kind=UserKind.CONTACT,
        name=name,
        sort_key=natural_key(name),
        search=fold(" ".join((name, caller.email or "", caller.phone or ""))),
        email=caller.email,
        phone=caller.phone,
        role_id=role_id,
    )
    session.add(contact)
    session.flush()
    return Reporter(contact.id, name, is_guest=True)


def _write(session: Session, actor: Actor, said: Report, place: Place, topic: Topic, reporter: Reporter) -> int:
    at = now()
    priority = said.priority or topic.default_priority or Priority.MEDIUM
    choice = assignment.choose(session, place.property_id, topic.department, at)
    number = _next_number(session, place)
    held = holding(Standing(TicketStatus.OPEN, choice.user_id, reporter.id, reporter.is_guest))
    ticket = Ticket(
        number=number,
        kind=said.kind,
        title=said.title,
        description=said.description,
        search=search_text(number, said.title, said.description, place.room_name, reporter.name),
        status=TicketStatus.OPEN,
        priority=priority,
        priority_by_person=said.priority is not None,
        category_id=topic.category_id,
        property_id=place.property_id,
        room_id=place.room_id,
        reporter_id=reporter.id,
        entered_by_id=actor.user_id if actor.user_id != reporter.id else None,
        assignee_id=choice.user_id,
        holder_id=held.holder_id,
        next=held.next,
        guest_reported=reporter.is_guest,
        due_at=due_times.due(at, priority),
        first_response_due_at=due_times.first_response_due(at, priority),
        access=said.access,
        incident=said.incident,
        service=said.service,
        follow_salt=said.follow_salt,
        created_at=at,
        updated_at=at,
        public_updated_at=at,
    )
    session.add(ticket)
    session.flush()
    _record(session, actor, ticket, choice)
    return ticket.id


def _next_number(session: Session, place: Place) -> str:
    """The property's next running number; its row is the last that the transaction locks."""
    counted = session.scalar(
        update(PropertyCounter)
        .where(PropertyCounter.property_id == place.property_id)
        .values(last_number=PropertyCounter.last_number + 1)
        .returning(PropertyCounter.last_number)
        .execution_options(synchronize_session=False)
    )
    if counted is None:
        raise LookupError(f"property {place.property_id} has no counter")
    return f"{place.code}-{counted}"


def _record(session: Session, actor: Actor, ticket: Ticket, choice: assignment.Choice) -> None:
    told = {"status": [None, ticket.status], "priority": [None, Priority(ticket.priority).word]}
    created = TicketCreated(ticket.id, ticket.id, ticket.property_id, {"number": [None, ticket.number], **told})
    assigned = TicketAssigned(
        ticket.id, ticket.id, ticket.property_id, {"assignee_id": [None, ticket.assignee_id]}, choice.reason
    )
    record(session, actor, created, assigned)
