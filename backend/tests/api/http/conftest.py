"""A small noun of its own, so that the API layer is tested apart from tickets and rooms."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Annotated

import pytest
from flask import Flask
from pydantic import Field
from sqlalchemy import Connection, text
from sqlalchemy.orm import Session

from app import db, http
from app.errors import Conflict, NotFound, VersionConflict
from app.http import Api, Created, Plumbing, Uploads, Version, access_token, caller, document
from app.http.limits import limits_of
from app.permissions import Actor
from app.schemas.base import Id, Instant, Line, ListQuery, Model, Page, Path, Text
from tests.client import Client
from tests.servers import Addresses

TABLE = "CREATE TABLE notes (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, title text, version bigint DEFAULT 1)"


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who is signed in."""

    token: str


class Note(Model):
    id: Id
    title: str
    version: int


class NoteOnce(Note):
    secret: str | None = None


class NotePage(Page[Note]):
    """A page of notes."""


class NotePath(Path):
    note_id: Id


class TokenPath(Path):
    note_token: Annotated[str, Line(40)]


class NoteQuery(ListQuery):
    title: list[str] = Field(default_factory=list[str])
    since: Instant | None = None


class NoteNew(Model):
    title: Annotated[str, Line(200)]
    body: Annotated[str, Text(20_000)] | None = None
    count: int | None = None
    tags: list[str] = Field(default_factory=list[str])
    place: "Place | None" = None


class Place(Model):
    floor: int


class NotePatch(Model):
    title: Annotated[str, Line(200)] | None = None


class Ids(Model):
    ids: list[Id]


class Results(Model):
    results: list[Id]


class Received(Model):
    title: str
    names: list[str]
    size: int


api = Api("notes", tag="Notes")


def render_note(connection: Connection, _caller: Actor, note_id: int) -> Mapping[str, object]:
    row = connection.execute(text("SELECT id, title, version FROM notes WHERE id = :id"), {"id": note_id})
    found = row.mappings().first()
    if found is None:
        raise NotFound("note")
    return dict(found)


@api.get("/notes", returns=NotePage)
def list_notes(query: NoteQuery) -> Mapping[str, object]:
    """Notes, oldest first."""
    page = query.page()
    after = page.after("id", int) or (0,)
    statement = "SELECT id, title, version FROM notes WHERE id > :after ORDER BY id LIMIT :limit"
    with db.reads() as connection:
        rows = connection.execute(text(statement), {"after": after[0], "limit": page.limit + 1}).mappings().all()
    return page.of([dict(row) for row in rows], "id", "id")


@api.get("/notes/<int:note_id>", returns=Note, etag=True, private=True)
def get_note(path: NotePath) -> Mapping[str, object]:
    """One note."""
    with db.reads() as connection:
        return render_note(connection, caller(), path.note_id)


def write(unit: Session, title: str) -> int:
    statement = text("INSERT INTO notes (title) VALUES (:title) RETURNING id")
    note_id: int = unit.connection().execute(statement, {"title": title}).scalar_one()
    if title == "fails":
        raise Conflict("Not this one.", "not_this_one")
    return note_id


@api.post("/notes", returns=NoteOnce, status=201, renders=render_note, etag=True, location="/notes/{id}")
def add_note(unit: Session, body: NoteNew) -> Created:
    """Write a note."""
    return Created(write(unit, body.title), once={"secret": "shown once"})


@api.patch("/notes/<int:note_id>", returns=Note, renders=render_note, etag=True)
def edit_note(unit: Session, path: NotePath, body: NotePatch, if_match: Version | None) -> int:
    """Change a note."""
    current = render_note(unit.connection(), caller(), path.note_id)
    if if_match is not None and if_match != current["version"]:
        raise VersionConflict(current, ["title"])
    statement = text("UPDATE notes SET title = :title, version = version + 1 WHERE id = :id")
    unit.connection().execute(statement, {"title": body.title, "id": path.note_id})
    return path.note_id


@api.delete("/notes/<int:note_id>")
def delete_note(unit: Session, path: NotePath) -> None:
    """Remove a note."""
    render_note(unit.connection(), caller(), path.note_id)
    unit.connection().execute(text("DELETE FROM notes WHERE id = :id"), {"id": path.note_id})


@api.post("/notes/bulk", returns=Results)
def bulk(unit: Session, body: Ids) -> Mapping[str, object]:
    """Write several notes at once."""
    return {"results": [write(unit, f"bulk {number}") for number in body.ids]}


@api.post("/notes/touch", returns=Results)
def touch(unit: Session) -> Mapping[str, object]:
    """Write a note that needs nothing."""
    return {"results": [write(unit, "touched")]}


@api.post("/t/<note_token>/notes", returns=Note, status=201, renders=render_note, guest_token="note_token")
def add_as_guest(unit: Session, path: TokenPath, body: NoteNew) -> int:
    """Write a note without an account."""
    return write(unit, f"{path.note_token} {body.title}")


@api.post("/notes/files", returns=Received, status=201)
def receive(unit: Session, body: NoteNew, files: Uploads) -> Mapping[str, object]:
    """Receive files, or none."""
    write(unit, body.title)
    return {"title": body.title, "names": [file.filename for file in files], "size": sum(f.size for f in files)}


@api.get("/notes/limited", returns=Results, limit="2/hour", public=True)
def limited() -> Mapping[str, object]:
    """Twice an hour."""
    return {"results": []}


@api.get("/notes/broken", returns=Results)
def broken() -> Mapping[str, object]:
    """Fails."""
    raise RuntimeError("the secret sentence")


def identify(connection: Connection, *, user_id: int, session_id: str) -> Actor | None:
    connection.execute(text("SELECT 1"))
    return None if session_id == "ended" else Actor(user_id=user_id, name="Somebody")


@pytest.fixture(scope="package")
def notes_database(server_addresses: Addresses) -> Addresses:
    addresses = server_addresses.create(f"notes_{id(server_addresses)}")
    with db.configure(addresses.superuser).writes.begin() as connection:
        connection.execute(text(TABLE))
    return addresses


@pytest.fixture(scope="package")
def notes(notes_database: Addresses, redis_url: str) -> Flask:
    app = document.application("notes")
    plumbing = Plumbing(
        jwt_key="k" * 40,
        identify=identify,
        redis_url=redis_url,
        cors_origins=("https://app.example.org",),
        max_upload_bytes=100_000,
        check_answers=True,
    )
    http.install(app, plumbing)
    api.register(app)
    return app


@pytest.fixture
def app(notes: Flask, notes_database: Addresses) -> Iterator[Flask]:
    db.configure(notes_database.superuser)
    limits_of(notes).reset()
    yield notes
    db.dispose()


@pytest.fixture
def somebody(app: Flask) -> Person:
    with app.app_context():
        return Person(access_token(1, "session"))


@pytest.fixture
def somebody_else(app: Flask) -> Person:
    with app.app_context():
        return Person(access_token(2, "session"))


@pytest.fixture
def client(app: Flask) -> Client:
    return Client(app)
