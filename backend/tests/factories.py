"""Rows for tests: people with tokens, properties with rooms, and a cast who own, belong, or stand outside."""

import datetime as dt
import hashlib
import io
import itertools
import secrets
from base64 import b32encode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
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


@dataclass(frozen=True, slots=True)
class Wanted:
    """Somebody to be made. `stays`: property → room, from yesterday until tomorrow."""

    role: str
    name: str | None = None
    manages: Sequence[int] = ()
    belongs: Sequence[int] = ()
    stays: Mapping[int, int] = field(default_factory=dict[int, int])
    department: str | None = None
    password: bool = False
    columns: Mapping[str, object] = field(default_factory=dict[str, object])


def cast(app: Flask) -> Cast:
    """Everybody. The guests stay in their house's `room` today."""
    with db.unit_of_work() as session:
        places = _properties(session, ("Aurora", "Borealis"))
        rooms = _rooms(session, places)
        wanted = [
            *itertools.chain.from_iterable(map(_residents, places, rooms)),
            Wanted("super_admin"),
            Wanted("guest"),
        ]
        *residents, admin, outsider = _people(session, app, wanted)
    a, b = (_house(*one) for one in zip(places, rooms, (residents[:4], residents[4:]), strict=True))
    return Cast(admin, a, b, outsider)


def house(app: Flask, name: str = "House", timezone: str = "UTC") -> House:
    """A property with its rooms and people; name and code are unique."""
    with db.unit_of_work() as session:
        (place,) = _properties(session, [name], timezone)
        (rooms,) = _rooms(session, [place])
        residents = _people(session, app, _residents(place, rooms))
    return _house(place, rooms, residents)


def property_(name: str = "House", timezone: str = "UTC") -> tuple[int, str, str]:
    """A property's id, code and name."""
    with db.unit_of_work() as session:
        (row,) = _properties(session, [name], timezone)
        return row.id, row.code, row.name


def room(property_id: int, name: str, **columns: object) -> int:
    """A room's id."""
    with db.unit_of_work() as session:
        row = _room(property_id, name, **columns)
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
    stays: Mapping[int, int] | None = None,
    department: str | None = None,
    password: bool = False,
    **columns: object,
) -> Person:
    """An account that is signed in: see `Wanted`."""
    wanted = Wanted(role, name, manages, belongs, stays or {}, department, password, columns)
    with db.unit_of_work() as session:
        (made,) = _people(session, app, [wanted])
    return made


def _properties(session: Session, names: Sequence[str], timezone: str = "UTC") -> list[Property]:
    called = [f"{name} {secrets.token_hex(4)}" for name in names]
    codes = [f"T{b32encode(secrets.token_bytes(5)).decode()[:7]}" for _ in names]
    rows = [
        Property(code=code, name=name, sort_key=natural_key(name), timezone=timezone)
        for code, name in zip(codes, called, strict=True)
    ]
    session.add_all(rows)
    session.flush()
    session.add_all([PropertyCounter(property_id=row.id) for row in rows])
    return rows


def _room(property_id: int, name: str, **columns: object) -> Room:
    values = {"kind": "room", "token": secrets.token_urlsafe(18), **columns}
    return Room(property_id=property_id, name=name, sort_key=natural_key(name), **values)


def _rooms(session: Session, places: Sequence[Property]) -> list[list[Room]]:
    rows = [
        [_room(place.id, "101"), _room(place.id, "102"), _room(place.id, "Lobby", kind="common")] for place in places
    ]
    session.add_all(itertools.chain.from_iterable(rows))
    session.flush()
    return rows


def _residents(place: Property, rooms: Sequence[Room]) -> list[Wanted]:
    return [
        Wanted("manager", manages=[place.id], department="management"),
        Wanted("staff", belongs=[place.id], department="engineering"),
        Wanted("guest", stays={place.id: rooms[0].id}),
        Wanted("executive", manages=[place.id], department="executive"),
    ]


def _house(place: Property, rooms: Sequence[Room], residents: Sequence[Person]) -> House:
    first, second, lobby = rooms
    return House(place.id, place.code, place.name, first.id, second.id, lobby.id, *residents)


def _people(session: Session, app: Flask, wanted: Sequence[Wanted]) -> list[Person]:
    roles, departments = _ids(session, Role), _ids(session, Department)
    users = [_user(one, roles, departments) for one in wanted]
    session.add_all(users)
    session.flush()
    sessions = [_session(user.id, secrets.token_urlsafe(12)) for user in users]
    session.add_all(sessions)
    for user, one in zip(users, wanted, strict=True):
        session.add_all([PropertyManager(property_id=place, user_id=user.id) for place in one.manages])
        session.add_all([UserProperty(property_id=place, user_id=user.id) for place in one.belongs])
        session.add_all([_stay(user.id, *stay) for stay in one.stays.items()])
        session.add_all([ManagerLoad(user_id=user.id)] if one.manages else [])
    return [
        Person(user.id, user.name, str(user.email), one.role, open_.id, token(app, user.id, open_.id))
        for user, one, open_ in zip(users, wanted, sessions, strict=True)
    ]


def _ids(session: Session, of: type[Role] | type[Department]) -> dict[str | None, int]:
    return dict(session.execute(select(of.key, of.id)).all())


def _user(wanted: Wanted, roles: Mapping[str | None, int], departments: Mapping[str | None, int]) -> User:
    number = next(_numbers)
    values: dict[str, object] = {
        "email": f"{wanted.role}.{number}.{secrets.token_hex(3)}@example.com",
        "role_id": roles[wanted.role],
        "department_id": departments[wanted.department] if wanted.department else None,
        "password_hash": _password_hash() if wanted.password else None,
        **wanted.columns,
    }
    user = User(name=wanted.name or f"{wanted.role.replace('_', ' ').title()} {number}", **values)
    person_columns.follow(user)
    return user


def signed_in(app: Flask, known: Person) -> Person:
    """The same person with another session: the ones before may have ended."""
    session_id = secrets.token_urlsafe(12)
    with db.unit_of_work() as session:
        session.add(_session(known.id, session_id))
    return replace(known, session_id=session_id, token=token(app, known.id, session_id))


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
