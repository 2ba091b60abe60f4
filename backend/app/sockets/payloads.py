"""What clients may say, and how they are answered."""

from collections.abc import Mapping
from typing import Annotated, Final

from pydantic import Field

from app.schemas.base import Id, Model

Answer = Mapping[str, object]

OK: Final[Answer] = {"ok": True}


class Look(Model):
    """`look`, `leave`: a ticket's page was opened, was left."""

    ticket_id: Id


class Write(Look):
    """`write`: somebody begins to write on it, or stops."""

    writing: bool


class Token(Model):
    """`auth` of the connection, and `authenticate`: an access token."""

    token: Annotated[str, Field(min_length=1, max_length=4096)]


def refused(code: str) -> Answer:
    """Why nothing was done, as a stable code."""
    return {"ok": False, "code": code}
