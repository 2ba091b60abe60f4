"""Loading the demo: everything is told in memory, then written with COPY in the caller's transaction."""

import datetime as dt
import io
import os
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TypeGuard

import psycopg
from argon2 import PasswordHasher
from sqlalchemy import Connection, select

from app.models import Attachment, Base, Category, Department, Role
from app.services.assignment import Named
from app.storage import Storage

from . import chronicle, story
from .cast import Seeds, assemble
from .claims import claim_rooms
from .copying import copy, set_sequences
from .pictures import Picture, draw_all
from .telling import Telling, Topic

PASSWORD = "modern-management"  # noqa: S105 -- public: the sign-in page of a demo offers it
ACCOUNTS = ("admin@demo.example", "manager@demo.example", "staff@demo.example", "guest@demo.example")
EMPTY = ("users", "properties", "tickets", "history")
SEQUENCES = ("users", "properties", "rooms", "user_properties", "tickets", "tasks", "comments", "attachments")
WRITERS = 8


class NotEmpty(RuntimeError):
    """The database holds something already: the demo goes into an empty one only."""


class RefusedInProduction(RuntimeError):
    """The demo's passwords are public."""


@dataclass(frozen=True, slots=True)
class Summary:
    """What was loaded."""

    properties: int
    rooms: int
    people: int
    tickets: int
    rows: int
    photos: int


def load(connection: Connection, storage: Storage, now: dt.datetime | None = None) -> Summary:
    """Load the demo in the connection's transaction; its photos go into the storage at once.

    The same people, rooms and tickets each time, told relative to `now`. `NotEmpty` unless nobody and nothing is there,
    `RefusedInProduction` when ENVIRONMENT=production.
    """
    if os.environ.get("ENVIRONMENT") == "production":
        raise RefusedInProduction("The demo's passwords are public: it is refused when ENVIRONMENT=production.")
    _require_empty(connection)
    minute = (now or dt.datetime.now(dt.UTC)).astimezone(dt.UTC).replace(second=0, microsecond=0)
    pictures = draw_all()
    cast = assemble(_seeds(connection), minute, PasswordHasher().hash(PASSWORD))
    telling = story.tell(minute, cast, _topics(connection), pictures)
    rows = _rows(telling)
    photos = [row for row in rows if isinstance(row, Attachment)]
    _keep(storage, photos, pictures)
    written = _write(connection, rows)
    rooms = sum(len(place.rooms) for place in cast.places)
    return Summary(len(cast.places), rooms, len(cast.members), len(telling.lives), written, len(photos))


def _require_empty(connection: Connection) -> None:
    for table in EMPTY:
        if connection.exec_driver_sql(f"SELECT EXISTS (SELECT FROM {table})").scalar_one():
            raise NotEmpty(f"The demo goes into an empty database only, and there are {table} already.")


def _seeds(connection: Connection) -> Seeds:
    return Seeds(
        {key: identity for key, identity in connection.execute(select(Role.key, Role.id)) if key},
        {key: identity for key, identity in connection.execute(select(Department.key, Department.id)) if key},
    )


def _topics(connection: Connection) -> dict[str, Topic]:
    columns = (Category.key, Category.id, Category.default_priority, Category.room_status)
    statement = select(*columns, Department.id, Department.name).join(
        Department, Department.id == Category.department_id
    )
    return {
        key: Topic(Category(id=identity, default_priority=priority, room_status=status), Named(department, name))
        for key, identity, priority, status, department, name in connection.execute(statement)
        if key
    }


def _rows(telling: Telling) -> Sequence[Base]:
    """Every row, in an order in which no row comes before what it refers to."""
    claims, changes = claim_rooms(telling)
    cast = telling.cast
    tickets = sorted(telling.rows(), key=lambda row: isinstance(row, Attachment))
    return [
        *cast.rows,
        *cast.contacts,
        *telling.desk.rows(telling.now),
        *tickets,
        *claims,
        *chronicle.rows([*telling.steps(), *changes]),
    ]


def _keep(storage: Storage, photos: Iterable[Attachment], pictures: Mapping[str, Picture]) -> None:
    """Every attachment has files of its own, so that taking one away leaves the others."""
    files = [
        (key, data)
        for photo in photos
        for picture in [pictures[photo.storage_key.split("-")[1]]]
        for key, data in ((photo.storage_key, picture.jpeg), (photo.thumbnail_key or "", picture.thumbnail))
    ]

    def put(file: tuple[str, bytes]) -> None:
        storage.put(file[0], io.BytesIO(file[1]))

    with ThreadPoolExecutor(WRITERS) as writers:
        list(writers.map(put, files))


def _write(connection: Connection, rows: Sequence[Base]) -> int:
    with _driver(connection).cursor() as cursor:
        written = copy(cursor, rows)
        set_sequences(cursor, SEQUENCES)
        cursor.execute("SELECT setval('history_id_seq', (SELECT max(id) FROM history))")
    return written


def _driver(connection: Connection) -> psycopg.Connection:
    driver = connection.connection.driver_connection
    if not _is_psycopg(driver):
        raise TypeError("the demo is written through psycopg")
    return driver


def _is_psycopg(driver: object) -> TypeGuard[psycopg.Connection]:
    return isinstance(driver, psycopg.Connection)
