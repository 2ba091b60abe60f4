"""Everybody around a ticket, reachable through every channel, and what each of them hears."""

import secrets
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from flask import Flask
from sqlalchemy import func, select, text, update

from app import db, jobs
from app.models import (
    Channel,
    Delivery,
    Device,
    Notification,
    NotificationPreference,
    SmsAgreement,
    TicketWatcher,
    User,
)
from app.notifications import kinds, rendering, sending
from app.notifications.channels import Message, Outcome, Receipt, registry
from app.notifications.kinds import Mode
from app.reactions import Occurrence, react
from app.services.job_errors import Attempt
from app.services.rows import now
from tests import factories
from tests.client import Client
from tests.factories import Person

Heard = set[tuple[str, str]]
NEVER: Final = ("neighbour", "former", "stranger", "outsider")
_LAST_JOB: Final = text("SELECT coalesce(max(id), 0) FROM procrastinate_jobs")
_NEW_JOBS: Final = text(
    "SELECT id, task_name AS task, args FROM procrastinate_jobs WHERE id > :known AND task_name = :task ORDER BY id"
)


@dataclass(slots=True)
class Ear:
    """A channel that takes every message and keeps it."""

    messages: list[Message] = field(default_factory=list[Message])

    def why_off(self) -> str | None:
        """It is on."""
        return None

    def send_many(self, messages: Sequence[Message]) -> Sequence[Outcome]:
        """Keep them."""
        self.messages += messages
        return [Receipt() for _ in messages]


@dataclass(frozen=True, slots=True)
class House:
    """One house, the house next door, and a ticket of the guest's that the worker works on.

    `guest` reported it, `manager` answers for it, `boss` manages the house too and made the task, `worker` has it,
    `watcher` and `executive` watch. `bystander` works there and has nothing to do with it. The others are never to
    hear of anything: `neighbour` stays in another room, `former` watches and no longer works there, `stranger` manages
    and `outsider` works at the house next door.
    """

    client: Client
    ears: Mapping[Channel, Ear]
    people: Mapping[str, Person]
    property_id: int
    room_id: int
    ticket_id: int
    task_id: int

    def __getitem__(self, name: str) -> Person:
        return self.people[name]

    @property
    def path(self) -> str:
        """Of the ticket."""
        return f"/tickets/{self.ticket_id}"


def build(app: Flask, client: Client, ears: Mapping[Channel, Ear]) -> House:
    """Everybody, and the ticket with its task; nobody has been told anything."""
    home, abroad = factories.property_()[0], factories.property_()[0]
    room_id, other_room_id = (factories.room(home, number) for number in ("101", "102"))
    people = {
        "guest": factories.person(app, "guest", stays={home: room_id}),
        "manager": factories.person(app, "manager", manages=[home], department="management"),
        "boss": factories.person(app, "manager", manages=[home], department="housekeeping"),
        "worker": factories.person(app, "staff", belongs=[home]),
        "watcher": factories.person(app, "staff", belongs=[home]),
        "executive": factories.person(app, "executive", manages=[home]),
        "bystander": factories.person(app, "staff", belongs=[home]),
        "neighbour": factories.person(app, "guest", stays={home: other_room_id}),
        "former": factories.person(app, "staff", belongs=[abroad]),
        "stranger": factories.person(app, "manager", manages=[abroad]),
        "outsider": factories.person(app, "staff", belongs=[abroad]),
    }
    reach(people.values())
    columns = {"room_id": room_id, "assignee_id": people["manager"].id, "next": "start"}
    ticket_id = factories.ticket(home, people["guest"].id, **columns)
    task_id = factories.task(ticket_id, home, people["boss"].id, [people["worker"].id])
    watching = [people[name].id for name in ("watcher", "executive", "former")]
    with db.unit_of_work() as session:
        session.add_all([TicketWatcher(ticket_id=ticket_id, user_id=user_id) for user_id in watching])
    return House(client, ears, people, home, room_id, ticket_id, task_id)


def reach(people: Iterable[Person]) -> None:
    """Give them a proven address, a number that agreed, a browser and a phone, and the wish to hear of everything."""
    with db.unit_of_work() as session:
        for person in people:
            phone = f"+4915{secrets.randbelow(10**9):09}"
            proven = {"phone": phone, "email_verified_at": now()}
            session.execute(update(User).where(User.id == person.id).values(proven))
            session.add(SmsAgreement(user_id=person.id, phone=phone, state="given", source="sms"))
            session.add(NotificationPreference(user_id=person.id, choices=_everything(guest=person.role == "guest")))
            for kind in (Channel.WEB_PUSH, Channel.MOBILE_PUSH):
                session.add(Device(user_id=person.id, kind=kind, token=f"{kind}:{person.id}"))


def _everything(*, guest: bool) -> dict[str, dict[str, str]]:
    return {
        str(kind): {str(channel): "now" for channel in Channel if Mode.NOW in kinds.allowed(kind, channel)}
        for kind in kinds.chosen(guest=guest)
    }


@dataclass(frozen=True, slots=True)
class Mark:
    """How far notifications and jobs had come."""

    notification_id: int
    job_id: int


def mark() -> Mark:
    """Where they are now."""
    with db.reads() as connection:
        latest = connection.execute(select(func.coalesce(func.max(Notification.id), 0))).scalar_one()
        return Mark(latest, connection.execute(_LAST_JOB).scalar_one())


def plan(since: Mark) -> set[str]:
    """Let the jobs of what happened since run: what each person is told is written. Returns what happened."""
    with db.reads() as connection:
        found = connection.execute(_NEW_JOBS, {"known": since.job_id, "task": jobs.REACT}).all()
    for job in found:
        react(Occurrence.of(job.args), Attempt(job.id, job.task))
    statement = text("SELECT action FROM history WHERE class = 'ticket' AND id = ANY(:ids)")
    with db.reads() as connection:
        return set(connection.execute(statement, {"ids": [job.args["id"] for job in found]}).scalars())


def send(since: Mark) -> None:
    """Let everything go out that was planned since; what is to wait a while has waited."""
    new = Delivery.notification_id > since.notification_id
    waiting = new & (Delivery.state == "waiting")
    with db.unit_of_work() as session:
        session.execute(update(Delivery).where(waiting).values(state="queued"))
        ids = session.scalars(select(Delivery.id).where(new, Delivery.state == "queued").order_by(Delivery.id)).all()
    sending.send(ids, rendering.message)


def heard_in_app(house: House, since: Mark) -> Heard:
    """Who finds what in their list, asked as each of them."""
    return {
        (name, one["kind"])
        for name, person in house.people.items()
        for one in house.client.get("/notifications", as_=person, query={"limit": 100}).ok()["items"]
        if one["id"] > since.notification_id
    }


def heard(house: House, channel: Channel) -> Heard:
    """Who got what through a channel; nobody anything twice."""
    told = [(_name(house, message), message.kind) for message in house.ears[channel].messages]
    assert len(told) == len(set(told)), told
    return set(told)


def texts(house: House, *names: str) -> str:
    """Every word that these people got through any channel, or find in the app."""
    sent = [message for ear in house.ears.values() for message in ear.messages if _name(house, message) in names]
    words = [f"{one.subject}\n{one.text}\n{one.html}\n{one.url}\n{one.thread_id}" for one in sent]
    pages = [house.client.get("/notifications", as_=house[name]).content.decode() for name in names]
    return "\n".join(words + pages)


def _name(house: House, message: Message) -> str:
    """To whom a message goes, by where it is sent."""
    if message.channel is Channel.EMAIL:
        return next(name for name, person in house.people.items() if person.email == message.to)
    if message.channel is Channel.SMS:
        with db.reads() as connection:
            user_id = connection.execute(select(User.id).where(User.phone == message.to)).scalar_one()
    else:
        user_id = int(message.push[0].token.split(":")[1])
    return next(name for name, person in house.people.items() if person.id == user_id)


def listen() -> Mapping[Channel, Ear]:
    """Put an ear on every channel; `registry.configure` puts others there."""
    ears = {channel: Ear() for channel in registry.OUTSIDE}
    registry.configure(ears)
    return ears
