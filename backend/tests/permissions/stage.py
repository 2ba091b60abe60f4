"""The rows of one cell: somebody in a role, and whose the thing is that they ask for. Rows are made when needed."""

import datetime as dt
import secrets
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import Final

from flask import Flask

from app import db
from app.models import LinkPurpose, UserSession
from app.services import files, follow_links
from app.services.authentication import links, tokens
from app.services.rows import now
from tests import factories
from tests.factories import Person

ROLES: Final = ("super_admin", "manager", "staff", "guest", "executive")
SALT: Final = b"the salt of a stage's links"


class Whose(StrEnum):
    """Whose the thing is, seen from the caller."""

    OWN = "own"
    OTHERS = "others"
    ELSEWHERE = "elsewhere"


@dataclass(frozen=True, slots=True)
class Place:
    """A property with a room in it."""

    id: int
    room: int
    path: str


@dataclass(frozen=True)
class Stage:
    """One cell of the table. `caller` manages, works at, oversees or stays at `home`; a super admin belongs nowhere.

    `known`: somebody who is there already and calls; else they are made.
    """

    app: Flask
    role: str
    whose: Whose = Whose.OWN
    known: Person | None = None

    @cached_property
    def home(self) -> Place:
        """Where the caller manages, works, looks after things or stays."""
        return _place()

    @cached_property
    def abroad(self) -> Place:
        """A property that the caller has nothing to do with."""
        return _place()

    @cached_property
    def caller(self) -> Person:
        """Who asks."""
        if self.known is None:
            return self._in_role(self.role, password=True)
        if self.role in ("manager", "executive"):
            factories.manage(self.known.id, self.home.id)
        elif self.role != "super_admin":
            factories.belong(self.known.id, self.home.id, self.home.room if self.role == "guest" else None)
        return self.known

    @cached_property
    def colleague(self) -> Person:
        """Somebody who works where the thing is."""
        return self._in_role("staff", self.place)

    @cached_property
    def neighbour(self) -> Person:
        """A guest who stays where the thing is, in another room than the caller's."""
        return factories.person(self.app, "guest", stays={self.place.id: self.second_room})

    @cached_property
    def head(self) -> Person:
        """A manager of where the thing is."""
        return self._in_role("manager", self.place)

    @cached_property
    def second_room(self) -> int:
        """A room of that place which nobody of the table stays in."""
        return factories.room(self.place.id, "102")

    @property
    def place(self) -> Place:
        """Where the thing is."""
        return self.abroad if self.whose is Whose.ELSEWHERE else self.home

    @cached_property
    def property(self) -> Place:
        """A property: the caller's; one to which they merely belong; one that they have nothing to do with."""
        if self.whose is not Whose.OTHERS:
            return self.place
        factories.belong(self.caller.id, self.abroad.id)
        return self.abroad

    @cached_property
    def room(self) -> int:
        """A room: the caller's, another of the same property, one elsewhere."""
        return self.second_room if self.whose is Whose.OTHERS else self.place.room

    @cached_property
    def reporter(self) -> Person:
        """Who reported the ticket."""
        return self.caller if self.whose is Whose.OWN else self.neighbour

    @cached_property
    def author(self) -> Person:
        """Who wrote the comment and sent the file."""
        return self.caller if self.whose is Whose.OWN else self.colleague

    @cached_property
    def worker(self) -> Person:
        """Who has the task."""
        return self.caller if self.whose is Whose.OWN else self.colleague

    @cached_property
    def somebody(self) -> Person:
        """A person: the caller, a colleague, a stranger."""
        return self.caller if self.whose is Whose.OWN else self.colleague

    def ticket(self, **columns: object) -> int:
        """A ticket of `reporter`."""
        _ = self.caller
        return factories.ticket(self.place.id, self.reporter.id, **{"room_id": self.place.room, **columns})

    def ticket_moved(self) -> int:
        """A ticket that its reporter has just resolved."""
        return self.ticket(**_resolved_by(self.reporter.id))

    def comment(self, *, internal: bool = False) -> int:
        """A comment of `author` on a ticket of `reporter`."""
        return factories.comment(self.ticket(), self.author.id, internal=internal)

    def comment_of_another(self, *, internal: bool = False) -> int:
        """What a colleague wrote on a ticket of `reporter`."""
        return factories.comment(self.ticket(), self.colleague.id, internal=internal)

    def attachment(self) -> int:
        """A file of `author` on a ticket of `reporter`."""
        return factories.attachment(self.ticket(), self.author.id)

    def attachment_of_another(self, *, internal: bool = False) -> int:
        """A file of a colleague on a ticket of `reporter`."""
        return factories.attachment(self.ticket(), self.colleague.id, internal=internal)

    def task(self, **columns: object) -> int:
        """A task of `worker`, of a ticket that a guest reported; given by the manager."""
        _ = self.caller
        ticket_id = factories.ticket(self.place.id, self.neighbour.id)
        return factories.task(ticket_id, self.place.id, self.head.id, [self.worker.id], **columns)

    def link(self, *, moved: bool = False) -> str:
        """The token of a private link: a good one; a forged one; a good one of a ticket whose link was never made."""
        _ = self.caller
        contact_id = factories.contact("somebody@example.com")
        columns = _resolved_by(contact_id) if moved else {}
        ticket_id = factories.ticket(self.place.id, contact_id, follow_salt=SALT, **columns)
        if self.whose is Whose.OTHERS:
            return f"{ticket_id}-{'A' * 32}"
        if self.whose is Whose.ELSEWHERE:
            other = factories.ticket(self.place.id, self.neighbour.id)
            return follow_links.token(other, SALT)
        return follow_links.token(ticket_id, SALT)

    def code(self) -> str:
        """The token of a room's code: a good one; one of an archived room; one that was never printed."""
        _ = self.caller
        token = secrets.token_urlsafe(18)
        if self.whose is not Whose.ELSEWHERE:
            gone = {"archived_at": now()} if self.whose is Whose.OTHERS else {}
            factories.room(self.place.id, f"R{token}", token=token, **gone)
        return token

    def file(self) -> str:
        """The token of a file's link: a good one; a forged one; one of a file that was taken away."""
        gone = {"archived_at": now()} if self.whose is Whose.ELSEWHERE else {}
        path = files.link(factories.attachment(self.ticket(), self.reporter.id, stored=b"bytes", **gone))
        token = path.removeprefix("/files/")
        return f"{token}x" if self.whose is Whose.OTHERS else token

    def one_time_link(self, purpose: LinkPurpose) -> str:
        """The token of a one-time link: a good one; one for another purpose; one that was never sent."""
        _ = self.caller
        if self.whose is Whose.ELSEWHERE:
            return secrets.token_urlsafe(32)
        other = {LinkPurpose.INVITATION: LinkPurpose.VERIFY_EMAIL, LinkPurpose.VERIFY_EMAIL: LinkPurpose.INVITATION}
        person = factories.person(self.app, "guest")
        with db.unit_of_work() as session:
            made = other[purpose] if self.whose is Whose.OTHERS else purpose
            return links.make(session, made, person.id, person.email)

    def refresh_token(self) -> str:
        """A refresh token: the caller's; the caller's access token instead; one of a session that has ended."""
        if self.whose is Whose.OTHERS:
            return self.caller.token
        token = tokens.first(secrets.token_urlsafe(12))
        ended = now() if self.whose is Whose.ELSEWHERE else None
        with db.unit_of_work() as session:
            session.add(
                UserSession(
                    id=token.session_id,
                    user_id=self.caller.id,
                    current=token.digest,
                    expires_at=now() + dt.timedelta(days=1),
                    ended_at=ended,
                )
            )
        return str(token)

    def _in_role(self, role: str, place: Place | None = None, *, password: bool = False) -> Person:
        """Somebody who has at that place (or at home) what people of the role have."""
        here = place or self.home
        return factories.person(
            self.app,
            role,
            manages=[here.id] if role in ("manager", "executive") else (),
            belongs=[here.id] if role == "staff" else (),
            stays={here.id: here.room} if role == "guest" else None,
            department="management" if role == "manager" else None,
            password=password,
        )


def _place() -> Place:
    property_id = factories.property_()[0]
    return Place(property_id, factories.room(property_id, "101"), f"/properties/{property_id}")


def _resolved_by(user_id: int) -> dict[str, object]:
    """The columns of a ticket that this person has just resolved."""
    before = {"status": "open", "resolved_at": None}
    move = {"by": user_id, "at": now().isoformat(), "to": "resolved", "before": before}
    return {"status": "resolved", "resolved_at": now(), "last_move": move}
