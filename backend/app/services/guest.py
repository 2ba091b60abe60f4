"""Reporting and following without an account: the holder of a room's code, and the holder of a ticket's link."""

import os
from dataclasses import dataclass, replace
from typing import Final

from sqlalchemy import Connection, select
from sqlalchemy.orm import Session, aliased

from app.cursors import Page
from app.errors import NotFound
from app.models import Category, Property, Role, Room, Ticket, User
from app.permissions import Actor
from app.permissions.actors import grants_of
from app.services import attachments, comments, follow_links, properties, sms_consents
from app.services.authentication import proving
from app.services.files import Stored
from app.services.tickets import editing, moves, reading, report, timeline
from app.services.tickets.editing import Patch
from app.services.tickets.report import Caller, Report

Shown = dict[str, object]
UNNAMED: Final = "Guest"
ALL: Final = Page(limit=100)


@dataclass(frozen=True, slots=True)
class RoomReport:
    """What somebody standing in a room says, and how to reach them if they like."""

    title: str
    description: str = ""
    category_id: int | None = None
    name: str | None = None
    email: str | None = None
    phone: str | None = None
    sms_consent: bool = False


@dataclass(frozen=True, slots=True)
class Door:
    """A room by its code, with the property that it belongs to."""

    room_id: int
    property_id: int


def room(connection: Connection, token: str) -> Shown:
    """What the page behind a room's code shows: `{property, room, categories}`; nothing of anybody's tickets."""
    row = (
        connection.execute(
            select(
                Property.id.label("property_id"),
                Property.name.label("property_name"),
                Property.code,
                properties.floors().label("floors"),
                Room.id,
                Room.name,
                Room.floor,
                Room.kind,
            )
            .join(Property, Property.id == Room.property_id)
            .where(Room.token == token, Room.archived_at.is_(None), Property.archived_at.is_(None))
        )
        .mappings()
        .first()
    )
    if row is None:
        raise NotFound("room")
    return {
        "property": {
            "id": row["property_id"],
            "name": row["property_name"],
            "code": row["code"],
            "floors": row["floors"],
        },
        "room": {"id": row["id"], "name": row["name"], "floor": row["floor"], "kind": row["kind"]},
        "categories": _categories(connection),
    }


def _categories(connection: Connection) -> list[Shown]:
    """What a guest may choose: subcategories by their own name, and those that have none."""
    child = aliased(Category)
    has_children = select(child.id).where(child.parent_id == Category.id, child.archived_at.is_(None)).exists()
    statement = select(Category.id, Category.name, Category.names).where(Category.archived_at.is_(None), ~has_children)
    rows = connection.execute(statement.order_by(Category.position, Category.sort_key)).mappings()
    return [dict(row) for row in rows]


def report_from_room(session: Session, origin: Actor, token: str, said: RoomReport, photos: list[Stored]) -> int:
    """Take in what was reported through a room's code, from a new contact. Returns the ticket's id."""
    door = _door(session, token)
    number = sms_consents.number_on_form(said.phone) if said.sms_consent else None
    contact = report.new_contact(session, Caller(name=said.name or UNNAMED, email=said.email, phone=said.phone))
    actor = replace(
        _guest(session.connection(), contact.id, contact.name, origin),
        member=frozenset({door.property_id}),
        rooms=frozenset({door.room_id}),
    )
    ticket_id = report.report(
        session,
        actor,
        Report(
            title=said.title,
            description=said.description,
            property_id=door.property_id,
            room_id=door.room_id,
            category_id=said.category_id,
            follow_salt=os.urandom(16),
        ),
    )
    if photos:
        attachments.attach(session, actor, ticket_id, photos)
    if said.email is not None:
        proving.ask_contact(session, contact.id, said.email, ticket_id)
    if number is not None:
        sms_consents.give_on_form(session, sms_consents.Wanted(contact.id, number, ticket_id))
    return ticket_id


def _door(session: Session, token: str) -> Door:
    row = session.execute(
        select(Room.id, Room.property_id)
        .join(Property, Property.id == Room.property_id)
        .where(Room.token == token, Room.archived_at.is_(None), Property.archived_at.is_(None))
    ).first()
    if row is None:
        raise NotFound("room")
    return Door(row.id, row.property_id)


def reported(connection: Connection, _caller: Actor, ticket_id: int) -> Shown:
    """The answer to a report from a room: `{ticket: {id, number, status}, follow_token}`."""
    columns = (Ticket.id, Ticket.number, Ticket.status, Ticket.follow_salt)
    row = connection.execute(select(*columns).where(Ticket.id == ticket_id)).one()
    if row.follow_salt is None:
        raise NotFound("link")
    return {
        "ticket": {"id": row.id, "number": row.number, "status": row.status},
        "follow_token": follow_links.token(row.id, row.follow_salt),
    }


def _guest(connection: Connection, user_id: int, name: str, origin: Actor) -> Actor:
    """The contact who reported, with what the role *guest* may do to their own."""
    role = aliased(Role)
    staff_version = select(role.version).where(role.key == "staff").scalar_subquery()
    guest = connection.execute(select(Role.id, Role.version, staff_version).where(Role.key == "guest")).one()
    grants = grants_of(connection, guest[0], (guest[1], guest[2]))
    return Actor(
        user_id=user_id, name=name, role="guest", grants=grants.own, request_id=origin.request_id, ip=origin.ip
    )


@dataclass(frozen=True, slots=True)
class Follower:
    """Who holds a follow link: the reporter, of that one ticket."""

    actor: Actor
    ticket_id: int


def follower(connection: Connection, token: str, origin: Actor) -> Follower:
    """The holder of a link; `NotFound` for one that leads nowhere."""
    ticket_id = follow_links.ticket_id(connection, token)
    return Follower(reporter_of(connection, ticket_id, origin), ticket_id)


def reporter_of(connection: Connection, ticket_id: int, origin: Actor) -> Actor:
    """The reporter of a ticket as an actor with a guest's rights."""
    statement = select(User.id, User.name).join(Ticket, Ticket.reporter_id == User.id).where(Ticket.id == ticket_id)
    user_id, name = connection.execute(statement).one()
    return _guest(connection, user_id, name, origin)


def followed(connection: Connection, origin: Actor, ticket_id: int) -> Shown:
    """A ticket as its reporter without an account sees it, with what was said and what happened in public."""
    actor = reporter_of(connection, ticket_id, origin)
    ticket = reading.shown(connection, actor, ticket_id)
    building = select(properties.floors()).select_from(Property).join(Ticket, Ticket.property_id == Property.id)
    return {
        **ticket,
        "floors": connection.scalars(building.where(Ticket.id == ticket_id)).one(),
        "comments": comments.listing(connection, actor, ticket_id, ALL)["items"],
        "history": timeline.history(connection, actor, ticket_id, ALL)["items"],
    }


def edit(session: Session, origin: Actor, token: str, patch: Patch, expected: int | None) -> int:
    """Confirm, reopen, cancel or rate."""
    who = follower(session.connection(), token, origin)
    connection = session.connection()
    return editing.edit(
        session, who.actor, who.ticket_id, patch, expected, lambda: followed(connection, origin, who.ticket_id)
    )


def undo(session: Session, origin: Actor, token: str) -> int:
    """Take back one's own last move."""
    who = follower(session.connection(), token, origin)
    return moves.undo(session, who.actor, who.ticket_id)


def comment(session: Session, origin: Actor, token: str, body: str) -> int:
    """Say something more; returns the ticket's id."""
    who = follower(session.connection(), token, origin)
    comments.write(session, who.actor, who.ticket_id, body)
    return who.ticket_id


def attach(session: Session, origin: Actor, token: str, photos: list[Stored]) -> int:
    """Add photos; returns the ticket's id."""
    who = follower(session.connection(), token, origin)
    attachments.attach(session, who.actor, who.ticket_id, photos)
    return who.ticket_id
