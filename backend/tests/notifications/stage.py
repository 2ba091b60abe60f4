"""A house whose people can be reached, senders that write down what they are handed, and jobs that run when told to."""

from collections.abc import Callable, Generator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from flask import Flask
from pydantic import TypeAdapter
from sqlalchemy import Dialect, text
from sqlalchemy.orm import Session

from app import db, jobs
from app.models import Channel
from app.notifications import guards, sending
from app.notifications.channels import Message, Outcome, Receipt, registry
from app.notifications.rows import DeliveryRow, NotificationRow
from app.permissions import Actor
from app.permissions.actors import actors
from app.reactions import Occurrence, react
from app.services import comments
from app.services.job_errors import Attempt
from app.services.rows import now
from app.services.tickets import editing, moves, report
from app.services.tickets.report import Report
from tests import factories
from tests.factories import Person


@dataclass(slots=True)
class Recorder:
    """A sender that takes everything, unless told how the next ones end."""

    messages: list[Message] = field(default_factory=list[Message])
    ends: list[Outcome] = field(default_factory=list[Outcome])
    off: str | None = None
    before: Callable[[Message], None] | None = None

    def why_off(self) -> str | None:
        """On, unless the test says otherwise."""
        return self.off

    def send_many(self, messages: Sequence[Message]) -> Sequence[Outcome]:
        """Write them down."""
        return [self._send(message) for message in messages]

    def _send(self, message: Message) -> Outcome:
        if self.before is not None:
            self.before(message)
        self.messages.append(message)
        return self.ends.pop(0) if self.ends else Receipt(f"id-{message.delivery_id}", words="250 taken")


def render(_connection: object, _person: object, notification: NotificationRow, delivery: DeliveryRow) -> Message:
    """A message without a text: what it says is another's matter."""
    return Message(
        delivery_id=delivery.id,
        channel=delivery.channel,
        kind=notification.kind,
        to=delivery.address or "",
        subject=str(notification.kind),
        text=str(notification.facts),
        html=None,
        url="http://127.0.0.1/",
        message_id=delivery.message_id or f"<{delivery.id}@here>",
        thread_id=None,
        unsubscribe_url=None,
        locale="en",
        urgent=False,
    )


@dataclass(slots=True)
class Stage:
    """The house, its people, the senders, and what is to be worked off."""

    app: Flask
    property_id: int
    manager: Person
    other_manager: Person
    staff: Person
    guest: Person
    executive: Person
    outsider: Person
    mail: Recorder
    sms: Recorder
    push: Recorder
    last_job: int = 0

    def person(self, role: str, **columns: Any) -> Person:
        """Somebody more, whose address is proven."""
        columns.setdefault("email_verified_at", now())
        return factories.person(self.app, role, **columns)

    def do(self, person: Person | None, verb: Callable[[Session, Actor], object]) -> Any:
        """Let somebody do something; nothing follows yet."""

        def unit(session: Session) -> object:
            if person is None:
                return verb(session, Actor(None))
            return verb(session, actors(session.connection(), [person.id])[person.id])

        return db.repeat(unit)

    def report(self, person: Person, title: str = "The tap drips", **said: Any) -> int:
        """A report of that person; the ticket's id."""
        said = {"room_id": None, **said}
        wanted = Report(title=title, property_id=self.property_id, **said)
        return self.do(person, lambda session, actor: report.report(session, actor, wanted))

    def ticket(self, **columns: Any) -> int:
        """A ticket that nothing is known of yet, the guest's and the manager's."""
        given = {"assignee_id": self.manager.id, "assignee_by_person": True, **columns}
        return factories.ticket(self.property_id, given.pop("reporter_id", self.guest.id), **given)

    def comment(self, person: Person, ticket_id: int, body: str = "It still drips.", *, internal: bool = False) -> int:
        """A comment; its id."""
        return self.do(
            person, lambda session, actor: comments.write(session, actor, ticket_id, body, internal=internal)
        )

    def patch(self, person: Person, ticket_id: int, **values: Any) -> None:
        """A change of the ticket."""
        self.do(person, lambda session, actor: editing.edit(session, actor, ticket_id, values))

    def undo(self, person: Person, ticket_id: int) -> None:
        """The person takes their last move back."""
        self.do(person, lambda session, actor: moves.undo(session, actor, ticket_id))

    def react(self, times: int = 1) -> None:
        """Run the jobs of everything that happened, as often as wanted."""
        for args in self._jobs(jobs.REACT):
            for _ in range(times):
                react(Occurrence.of(args), Attempt(1, jobs.REACT))

    def send(self, *, again: bool = False) -> None:
        """Run the jobs of everything that is queued, in their order."""
        for args in self._jobs(jobs.SEND):
            sending.send(args["ids"], render, again=again)

    def work(self) -> None:
        """React to what happened, and send what follows."""
        before = self.last_job
        self.react()
        self.last_job = before
        self.send()

    def _jobs(self, task: str) -> Sequence[Mapping[str, Any]]:
        statement = text("SELECT id, task_name, args FROM procrastinate_jobs WHERE id > :last ORDER BY id")
        with db.reads() as connection:
            rows = connection.execute(statement, {"last": self.last_job}).all()
        return [row.args for row in rows if row.task_name == task]

    def dialect(self) -> Dialect:
        """PostgreSQL's, as this process speaks it."""
        return db.engines().writes.dialect

    def forget_jobs(self) -> None:
        """Only what comes from now on is worked off."""
        self.last_job = int(str(scalar("SELECT coalesce(max(id), 0) FROM procrastinate_jobs")))


def told(ticket_id: int) -> set[tuple[int, str]]:
    """Who was told what of a ticket: ids of people with kinds."""
    statement = "SELECT coalesce(array_agg(ARRAY[user_id::text, kind]), '{}') FROM notifications WHERE ticket_id = :id"
    return {(int(user_id), kind) for user_id, kind in rows(statement, id=ticket_id)}


def rows(statement: str, **values: object) -> list[list[str]]:
    """An array of arrays of text."""
    found = scalar(statement, **values)
    return _ARRAYS.validate_python(found)


_ARRAYS = TypeAdapter(list[list[str]])


def scalar(statement: str, **values: object) -> object:
    """One value."""
    with db.reads() as connection:
        return connection.execute(text(statement), values).scalar_one()


def execute(statement: str, **values: object) -> None:
    """One change behind everybody's back."""
    with db.unit_of_work() as session:
        session.execute(text(statement), values)


def deliveries(user_id: int, channel: Channel = Channel.EMAIL) -> list[tuple[str, str | None]]:
    """State and reason of a person's deliveries through a channel, in their order, digests too."""
    with db.reads() as connection:
        found = connection.execute(
            text("SELECT state, reason FROM deliveries WHERE user_id = :user_id AND channel = :channel ORDER BY id"),
            {"user_id": user_id, "channel": channel},
        )
        return [(row.state, row.reason) for row in found]


@contextmanager
def senders(*, mail: Recorder, sms: Recorder, push: Recorder) -> Generator[None]:
    """These senders serve the channels."""
    registry.configure({Channel.EMAIL: mail, Channel.SMS: sms, Channel.WEB_PUSH: push, Channel.MOBILE_PUSH: push})
    guards.overall.forget()
    yield
    registry.configure({})
