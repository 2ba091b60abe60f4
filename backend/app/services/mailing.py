"""Mail that a verb itself asks for: an invitation, the confirmation of an address.

Who sends it is said once, when the process is composed; without anybody, no mail is sent and the verbs work all the
same.
"""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final, Literal

from sqlalchemy.orm import Session


@dataclass(frozen=True, slots=True)
class Wanted:
    """A letter with a one-time link to one person. `by_id`: who caused it; `ticket_id`: what was reported."""

    kind: Literal["invitation", "verify_email"]
    user_id: int
    token: str = field(repr=False)
    expires_at: dt.datetime
    by_id: int | None = None
    ticket_id: int | None = None


@dataclass(frozen=True, slots=True)
class Postman:
    """`is_on`: whether mail is sent at all now. `send` puts a letter on its way, in the session's transaction."""

    is_on: Callable[[], bool]
    send: Callable[[Session, Wanted], None]


_postmen: Final[list[Postman]] = []


def configure(postman: Postman | None) -> None:
    """From now on letters go this way."""
    _postmen[:] = [] if postman is None else [postman]


def is_on() -> bool:
    """Whether a letter would go out now."""
    return any(postman.is_on() for postman in _postmen)


def send(session: Session, wanted: Wanted) -> None:
    """Put a letter on its way; it goes if and only if the session commits. Nothing happens while mail is off."""
    for postman in _postmen:
        if postman.is_on():
            postman.send(session, wanted)
