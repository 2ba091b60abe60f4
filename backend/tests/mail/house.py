"""A house whose mail goes to a real server: what happens is worked off as the worker would, at once."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask import Flask
from sqlalchemy import text

from app import db, jobs
from app.models import Channel
from app.notifications import ledger, rendering, sending
from app.notifications.channels import registry
from app.notifications.channels.email import EmailSender
from app.reactions import Occurrence, react
from app.services.job_errors import Attempt
from app.services.rows import now
from app.settings_store.email import EmailSettings
from tests import factories
from tests.client import Client
from tests.factories import Person
from tests.mail.servers import MailServer, Received


@dataclass(slots=True)
class House:
    """A property with people who have proven their addresses; whatever was mailed lies in `server`."""

    app: Flask
    client: Client
    server: MailServer
    sender: EmailSender
    property_id: int
    room_id: int
    room_token: str
    manager: Person
    staff: Person
    guest: Person
    last_job: int = 0

    def work(self) -> Sequence[Received]:
        """Work off what happened and what follows, what waits for its hour too; the mail that came of it."""
        before = len(self.server.received)
        self.react()
        while execute("UPDATE deliveries SET next_at = now() WHERE state = 'waiting'"):
            db.repeat(ledger.take_due)
            self.react()
        return self.server.received[before:]

    def react(self) -> None:
        """Work off what happened; what waits for its hour waits on."""
        while self._run():
            pass

    def _run(self) -> int:
        found = list(self._jobs())
        for task, args in found:
            if task == jobs.REACT:
                react(Occurrence.of(args), Attempt(1, jobs.REACT))
            elif task == jobs.SEND:
                sending.send(args["ids"], rendering.message)
        return len(found)

    def _jobs(self) -> Iterator[tuple[str, Mapping[str, Any]]]:
        statement = text("SELECT id, task_name, args FROM procrastinate_jobs WHERE id > :last ORDER BY id")
        with db.reads() as connection:
            rows = connection.execute(statement, {"last": self.last_job}).all()
        for row in rows:
            self.last_job = max(self.last_job, row.id)
            yield row.task_name, row.args

    def report(self, person: Person, title: str = "The tap drips", **more: object) -> int:
        """Somebody of the house reports; the ticket's id."""
        body = {"title": title, "property_id": self.property_id, "room_id": self.room_id, "description": "", **more}
        ticket_id: int = self.client.post("/tickets", as_=person, json=body).ok(201)["id"]
        return ticket_id

    def comment(self, person: Person, ticket_id: int, body: str, *, internal: bool = False) -> None:
        """Somebody writes."""
        said = {"body": body, "internal": internal} if internal else {"body": body}
        self.client.post(f"/tickets/{ticket_id}/comments", as_=person, json=said).ok(201)

    def report_from_door(self, **said: object) -> Mapping[str, Any]:
        """Somebody without an account reports; the answer."""
        answer: Mapping[str, Any] = self.client.post(
            f"/q/{self.room_token}/tickets", json={"title": "No light", "description": "", **said}
        ).ok(201)
        return answer


def of(app: Flask, server: MailServer) -> House:
    """The house, with mail that goes to that server."""
    client = Client(app)
    settings = EmailSettings(
        server="127.0.0.1", port=server.port, security="none", auth="none", sender_email="tickets@house.example",
        sender_name="The house",
    )  # fmt: skip
    sender = EmailSender(lambda: settings)
    registry.configure({Channel.EMAIL: sender})
    property_id = factories.property_("Barmbeker Hof", "Europe/Berlin")[0]
    token = f"door-{property_id}"
    room_id = factories.room(property_id, "304", floor=3, token=token)
    at = now()
    house = House(
        app, client, server, sender, property_id, room_id, token,
        manager=factories.person(
            app, "manager", name="Ingrid Sand", manages=[property_id], department="engineering", email_verified_at=at
        ),
        staff=factories.person(app, "staff", name="Jonas Krüger", belongs=[property_id], email_verified_at=at),
        guest=factories.person(app, "guest", name="Amélie Okonkwo", stays={property_id: room_id}, email_verified_at=at),
    )  # fmt: skip
    # What other tests left waiting is not this house's.
    execute("UPDATE deliveries SET state = 'skipped', next_at = NULL WHERE state IN ('waiting', 'queued', 'sending')")
    house.last_job = int(str(scalar("SELECT coalesce(max(id), 0) FROM procrastinate_jobs")))
    return house


def scalar(statement: str, **values: object) -> object:
    """One value."""
    with db.reads() as connection:
        return connection.execute(text(statement), values).scalar_one()


def execute(statement: str, **values: object) -> int:
    """One change behind everybody's back; of how many rows."""
    with db.unit_of_work() as session:
        return session.connection().execute(text(statement), values).rowcount
