"""The people of these tests, and the two properties that they know."""

import secrets
from dataclasses import dataclass
from datetime import timedelta

from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from app import db
from app.http import access_token
from app.models import (
    Category,
    Property,
    PropertyCounter,
    PropertyManager,
    Role,
    Room,
    Ticket,
    User,
    UserProperty,
    UserSession,
)
from app.models.text import natural_key
from app.services.rows import now


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who is signed in."""

    id: int
    name: str
    token: str


@dataclass(frozen=True, slots=True)
class Cast:
    """Everybody, and where: `house` has rooms 2, 10 and a lobby; `other` has one room."""

    app: Flask
    house: int
    other: int
    room2: int
    room10: int
    lobby: int
    other_room: int
    admin: Person
    manager: Person
    staff: Person
    guest: Person
    executive: Person
    outsider: Person

    @property
    def rooms(self) -> str:
        """The address of the house's rooms."""
        return f"/properties/{self.house}/rooms"

    def person(self, role: str, *, is_active: bool = True) -> Person:
        """Somebody more, who has nothing to do with either property."""
        with db.unit_of_work() as session:
            return person(session, self.app, role, is_active=is_active)

    def ticket(self, room_id: int, status: str = "open", *, hours: int = 4, reporter: Person | None = None) -> int:
        """A ticket of a room that is due in so many hours."""
        with db.unit_of_work() as session:
            category = session.scalars(select(Category.id).where(Category.key == "plumbing")).one()
            place = session.scalars(select(Room.property_id).where(Room.id == room_id)).one()
            row = Ticket(
                number=f"T-{secrets.randbelow(10**12)}",
                title="Tap drips",
                status=status,
                priority=2,
                category_id=category,
                property_id=place,
                room_id=room_id,
                reporter_id=(reporter or self.guest).id,
                due_at=now() + timedelta(hours=hours),
            )
            session.add(row)
            session.flush()
            return row.id


def made(app: Flask) -> Cast:
    """A cast of their own for one test."""
    with db.unit_of_work() as session:
        house, other = place(session, "Europe/Berlin"), place(session, "UTC")
        lobby = room(session, house, "Lobby", floor=0, kind="common")
        room10, room2 = room(session, house, "10", floor=1), room(session, house, "2", floor=-1)
        other_room = room(session, other, "1", floor=0)
        roles = ("super_admin", "manager", "staff", "guest", "executive", "manager")
        admin, manager, staff, guest, executive, outsider = (person(session, app, role) for role in roles)
        for one in (manager, executive):
            session.add(PropertyManager(property_id=house, user_id=one.id))
        session.add(PropertyManager(property_id=other, user_id=outsider.id))
        session.add(UserProperty(property_id=house, user_id=staff.id))
        session.add(UserProperty(property_id=house, user_id=guest.id, room_id=room2))
    return Cast(
        app, house, other, room2, room10, lobby, other_room, admin, manager, staff, guest, executive, outsider
    )  # fmt: skip


def place(session: Session, timezone: str) -> int:
    """A property with a name and code of its own."""
    code = "T" + secrets.token_hex(3).upper()
    row = Property(code=code, name=f"House {code}", sort_key=natural_key(f"House {code}"), timezone=timezone)
    session.add(row)
    session.flush()
    session.add(PropertyCounter(property_id=row.id))
    return row.id


def room(session: Session, property_id: int, name: str, *, floor: int, kind: str = "room") -> int:
    """A room."""
    row = Room(
        property_id=property_id,
        name=name,
        sort_key=natural_key(name),
        floor=floor,
        kind=kind,
        token=secrets.token_urlsafe(16),
    )
    session.add(row)
    session.flush()
    return row.id


def person(session: Session, app: Flask, role: str, *, is_active: bool = True) -> Person:
    """Somebody with a session that lasts an hour."""
    word = secrets.token_hex(4)
    role_id = session.scalars(select(Role.id).where(Role.key == role)).one()
    name = f"{role} {word}"
    row = User(email=f"{word}@example.org", name=name, sort_key=name, role_id=role_id, is_active=is_active)
    session.add(row)
    session.flush()
    session.add(UserSession(id=word, user_id=row.id, current=word, expires_at=now() + timedelta(hours=1)))
    with app.app_context():
        return Person(row.id, name, access_token(row.id, word))
