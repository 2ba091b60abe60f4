"""Rows for tests: people with tokens, properties with rooms, and a cast who own, belong, or stand outside."""

import datetime as dt
import hashlib
import io
import itertools
import secrets
from base64 import b32encode
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from argon2 import PasswordHasher
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from app import db
from app.http import access_token
from app.models import (
    Attachment,
    Category,
    Comment,
    Department,
    ManagerLoad,
    Property,
    PropertyCounter,
    PropertyManager,
    Role,
    Room,
    Task,
    TaskAssignment,
    Ticket,
    User,
    UserKind,
    UserProperty,
    UserSession,
)
from app.models.text import natural_key
from app.services import files
from app.services import person as person_columns
from app.services.rows import now

PASSWORD = "a quiet harbour"

_numbers = itertools.count(1)


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who is signed in; with a password of `PASSWORD` where the factory was asked for one."""

    id: int
    name: str
    email: str
    role: str
    session_id: str
    token: str


@dataclass(frozen=True, slots=True)
class House:
    """A property with two rooms and a lobby, and the people who work, stay and look there."""

    id: int
    code: str
    name: str
    room: int
    second_room: int
    lobby: int
    manager: Person
    staff: Person
    guest: Person
    executive: Person


@dataclass(frozen=True, slots=True)
class Cast:
    """Two houses that know nothing of each other, the super admin of both, and somebody who belongs nowhere."""

    admin: Person
    a: House
    b: House
    outsider: Person


def cast(app: Flask) -> Cast:
    """Everybody. The guests stay in their house's `room` today."""
    return Cast(
        admin=person(app, "super_admin"),
        a=house(app, "Aurora"),
        b=house(app, "Borealis"),
        outsider=person(app, "guest"),
    )


def house(app: Flask, name: str = "House", timezone: str = "UTC") -> House:
    """A property with its rooms and people; name and code are unique."""
    property_id, code, called = property_(name, timezone)
    rooms = [room(property_id, number) for number in ("101", "102")]
    return House(
        id=property_id,
        code=code,
        name=called,
        room=rooms[0],
        second_room=rooms[1],
        lobby=room(property_id, "Lobby", kind="common"),
        manager=person(app, "manager", manages=[property_id], department="management"),
        staff=person(app, "staff", belongs=[property_id], department="engineering"),
        guest=person(app, "guest", stays={property_id: rooms[0]}),
        executive=person(app, "executive", manages=[property_id], department="executive"),
    )


def property_(name: str = "House", timezone: str = "UTC") -> tuple[int, str, str]:
    """A property's id, code and name."""
    called, code = f"{name} {secrets.token_hex(4)}", f"T{b32encode(secrets.token_bytes(5)).decode()[:7]}"
    with db.unit_of_work() as session:
        row = Property(code=code, name=called, sort_key=natural_key(called), timezone=timezone)
        session.add(row)
        session.flush()
        session.add(PropertyCounter(property_id=row.id))
        return row.id, code, called


def room(property_id: int, name: str, **columns: object) -> int:
    """A room's id."""
    values = {"kind": "room", "token": secrets.token_urlsafe(18), **columns}
    with db.unit_of_work() as session:
        row = Room(property_id=property_id, name=name, sort_key=natural_key(name), **values)
        session.add(row)
        session.flush()
        return row.id


def person(
    app: Flask,
    role: str,
    *,
    name: str | None = None,
    manages: Sequence[int] = (),
    belongs: Sequence[int] = (),
    stays: dict[int, int] | None = None,
    department: str | None = None,
    password: bool = False,
    **columns: object,
) -> Person:
    """An account that is signed in. `stays`: property → room, from yesterday until tomorrow."""
    number = next(_numbers)
    called = name or f"{role.replace('_', ' ').title()} {number}"
    email = str(columns.pop("email", f"{role}.{number}.{secrets.token_hex(3)}@example.com"))
    with db.unit_of_work() as session:
        values: dict[str, object] = {
            "role_id": session.scalars(select(Role.id).where(Role.key == role)).one(),
            "department_id": _department(session, department) if department else None,
            "password_hash": _password_hash() if password else None,
            **columns,
        }
        user = User(name=called, email=email, **values)
        person_columns.follow(user)
        session.add(user)
        session.flush()
        session.add_all([PropertyManager(property_id=one, user_id=user.id) for one in manages])
        session.add_all([UserProperty(property_id=one, user_id=user.id) for one in belongs])
        session.add_all([_stay(user.id, *stay) for stay in (stays or {}).items()])
        session.add_all([ManagerLoad(user_id=user.id)] if manages else [])
        session_id = secrets.token_urlsafe(12)
        session.add(_session(user.id, session_id))
        user_id = user.id
    return Person(user_id, called, email, role, session_id, token(app, user_id, session_id))


def signed_in(app: Flask, known: Person) -> Person:
    """The same person with another session: the ones before may have ended."""
    session_id = secrets.token_urlsafe(12)
    with db.unit_of_work() as session:
        session.add(_session(known.id, session_id))
    return replace(known, session_id=session_id, token=token(app, known.id, session_id))


def another_session(app: Flask, who: Person) -> Person:
    """The same person, signed in on another device."""
    session_id = secrets.token_urlsafe(12)
    with db.unit_of_work() as session:
        session.add(_session(who.id, session_id))
    return replace(who, session_id=session_id, token=token(app, who.id, session_id))


def contact(email: str, name: str = "Somebody") -> int:
    """Somebody who reported without an account."""
    with db.unit_of_work() as session:
        role_id = session.scalars(select(Role.id).where(Role.key == "guest")).one()
        user = User(kind=UserKind.CONTACT, name=name, email=email, role_id=role_id)
        person_columns.follow(user)
        session.add(user)
        session.flush()
        return user.id


def ticket(property_id: int, reporter_id: int, **columns: object) -> int:
    """A ticket as it lies in the table, open unless said otherwise."""
    number = f"{secrets.token_hex(3).upper()}-{next(_numbers)}"
    with db.unit_of_work() as session:
        category_id = session.scalars(select(Category.id).where(Category.key == "general")).one()
        values: dict[str, object] = {
            "number": number,
            "kind": "request",
            "title": "The tap drips",
            "status": "open",
            "priority": 2,
            "category_id": category_id,
            "next": "needs_someone",
            **columns,
        }
        row = Ticket(property_id=property_id, reporter_id=reporter_id, **values)
        session.add(row)
        session.flush()
        return row.id


def comment(ticket_id: int, author_id: int, *, internal: bool = False) -> int:
    """A comment as it lies in the table."""
    with db.unit_of_work() as session:
        row = Comment(ticket_id=ticket_id, author_id=author_id, body="It still drips.", internal=internal)
        session.add(row)
        session.flush()
        return row.id


def attachment(ticket_id: int, uploaded_by_id: int, *, stored: bytes | None = None, **columns: object) -> int:
    """A text file on a ticket, as it lies in the table; its bytes lie in the storage where they are given."""
    key, data = f"{secrets.token_hex(16)}.file", stored or b""
    if stored is not None:
        files.files().storage.put(key, io.BytesIO(stored))
    values: dict[str, object] = {
        "name": "note.txt",
        "content_type": "text/plain",
        "size": len(data),
        "sha256": hashlib.sha256(data).digest(),
        "storage_key": key,
        **columns,
    }
    with db.unit_of_work() as session:
        row = Attachment(ticket_id=ticket_id, uploaded_by_id=uploaded_by_id, **values)
        session.add(row)
        session.flush()
        return row.id


def task(
    ticket_id: int | None, property_id: int, created_by_id: int, user_ids: Sequence[int] = (), **columns: object
) -> int:
    """A task as it lies in the table, waiting unless said otherwise."""
    values: dict[str, object] = {"title": "Change the seal", "priority": 2, **columns}
    with db.unit_of_work() as session:
        row = Task(ticket_id=ticket_id, property_id=property_id, created_by_id=created_by_id, **values)
        session.add(row)
        session.flush()
        session.add_all([TaskAssignment(task_id=row.id, user_id=user_id) for user_id in user_ids])
        return row.id


def department() -> int:
    """A department that no rule needs."""
    with db.unit_of_work() as session:
        row = Department(name=f"Department {secrets.token_hex(4)}", sort_key="")
        session.add(row)
        session.flush()
        return row.id


def category() -> int:
    """A category that no rule needs, of a department of its own."""
    department_id = department()
    with db.unit_of_work() as session:
        name = f"Category {secrets.token_hex(4)}"
        row = Category(name=name, sort_key="", names={}, position=10_000, department_id=department_id)
        session.add(row)
        session.flush()
        return row.id


def belong(user_id: int, property_id: int, room_id: int | None = None) -> None:
    """Let somebody merely belong to a property; with a room, stay there."""
    with db.unit_of_work() as session:
        session.add(UserProperty(user_id=user_id, property_id=property_id, room_id=room_id))


def manage(user_id: int, property_id: int) -> None:
    """Let somebody manage a property."""
    with db.unit_of_work() as session:
        session.add(PropertyManager(property_id=property_id, user_id=user_id))
        if session.get(ManagerLoad, user_id) is None:
            session.add(ManagerLoad(user_id=user_id))


def token(app: Flask, user_id: int, session_id: str) -> str:
    """An access token of an open session."""
    with app.app_context():
        return access_token(user_id, session_id)


def _department(session: Session, key: str) -> int:
    return session.scalars(select(Department.id).where(Department.key == key)).one()


@cache
def _password_hash() -> str:
    """A cheap one, as an older release may have left it: the next sign-in replaces it."""
    return PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(PASSWORD)


def _stay(user_id: int, property_id: int, room_id: int) -> UserProperty:
    today, day = now().date(), dt.timedelta(days=1)
    return UserProperty(
        user_id=user_id, property_id=property_id, room_id=room_id, stay_from=today - day, stay_until=today + day
    )


def _session(user_id: int, session_id: str) -> UserSession:
    return UserSession(id=session_id, user_id=user_id, current="", expires_at=now() + dt.timedelta(days=1))
