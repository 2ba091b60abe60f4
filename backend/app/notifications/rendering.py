"""A notification becomes a message: the rows are read as they are now, for the person as they are now.

Nothing is rendered ahead and nothing is stored: what was taken back since is not in it, and what somebody may no
longer see neither.
"""

import datetime as dt
from contextlib import suppress
from typing import Final
from urllib.parse import urlsplit

from sqlalchemy import Connection

from app import clock as moments
from app.models import Channel
from app.permissions import scope
from app.settings_store import crypto

from . import digests, mail_templates, sight, summaries, taking, withdrawing
from .channels import Message
from .kinds import Kind
from .letters import account, digest, guest, reading, summary, task, ticket
from .letters.account import OneTime
from .letters.digest import Digest
from .letters.letter import Addresses, Letter, Voice
from .letters.reading import TicketFacts
from .letters.task import TaskNews
from .letters.ticket import TicketNews
from .people import Person
from .rows import DeliveryRow, NotificationRow, Withdrawn
from .texts import Clock, texts
from .timing import zone
from .withdrawing import COMMENT_DELETED, NOT_VISIBLE

FOLDED_AT_MOST: Final = 200

_addresses: Final[list[Addresses]] = []


class NotConfigured(RuntimeError):
    """`configure` was not called before the first message."""


def configure(addresses: Addresses) -> None:
    """Where the links of messages lead."""
    _addresses[:] = [addresses]


def addresses() -> Addresses:
    """Where the links of messages lead."""
    if not _addresses:
        raise NotConfigured("call rendering.configure(addresses) first")
    return _addresses[0]


def message(connection: Connection, person: Person, notification: NotificationRow, delivery: DeliveryRow) -> Message:
    """What is handed to the channel. `Withdrawn` where there is nothing to tell any more."""
    letter = _letter(connection, person, notification, delivery.id)
    subject, text, html = _said(connection, person, letter, delivery.channel)
    stop = None if letter.stops is None else addresses().stop(notification.user_id, letter.stops)
    return Message(
        delivery_id=delivery.id,
        channel=delivery.channel,
        kind=notification.kind,
        to=delivery.address or "",
        subject=subject,
        text=text,
        html=html,
        url=letter.url,
        message_id=delivery.message_id or f"<delivery.{delivery.id}.{delivery.created_at:%Y%m%d%H%M%S}@{host()}>",
        thread_id=None if notification.ticket_id is None else f"<ticket.{notification.ticket_id}@{host()}>",
        unsubscribe_url=stop,
        locale=texts(person.locale).locale,
        urgent=False,
    )


def voice(person: Person, timezone: str | None = None) -> Voice:
    """How to speak to somebody; `timezone`: of the place that it is about, where they have none of their own."""
    language = texts(person.locale)
    clock = Clock(language, zone(person.timezone or timezone or "UTC"), moments.now())
    return Voice(language, clock, addresses(), person.id, person.actor.name, person.is_contact, person.is_guest)


def host() -> str:
    """What stands behind the @ of message ids: the installation's name, also when the sender's address changes."""
    host = urlsplit(addresses().base).hostname or ""
    has_name = any(letter.isalpha() for letter in host) and ":" not in host
    return host.encode("idna").decode() if has_name else "localhost"


def _said(connection: Connection, person: Person, letter: Letter, channel: Channel) -> tuple[str, str, str | None]:
    """Subject, text and HTML."""
    if channel is Channel.EMAIL:
        mail = mail_templates.mail(connection, letter)
        return mail.subject, mail.text, mail.html
    if channel is not Channel.SMS:
        return letter.title, letter.line, None
    key = "short.sms" if letter.number is None else "short.sms_number"
    words = texts(person.locale).say(key, number=letter.number, title=letter.title, line=letter.line, url=letter.url)
    return letter.title, words, None


def _letter(connection: Connection, person: Person, notification: NotificationRow, delivery_id: int) -> Letter:
    kind = notification.kind
    if kind is Kind.DIGEST:
        return _digest(connection, person, notification, delivery_id)
    if kind is Kind.DAILY_SUMMARY:
        return _summary(connection, person, notification)
    if kind in (Kind.INVITATION, Kind.VERIFY_EMAIL):
        return _one_time(connection, person, notification)
    if kind is Kind.TEST:
        return account.test(voice(person))
    return _news(connection, person, notification)


def _news(connection: Connection, person: Person, notification: NotificationRow) -> Letter:
    """Of a ticket or a task."""
    about = None if notification.ticket_id is None else reading.ticket(connection, person.actor, notification.ticket_id)
    if notification.ticket_id is not None and about is None:
        raise Withdrawn(NOT_VISIBLE)
    if about is not None and notification.internal and not scope.sees_internal(person.actor, about.place.property_id):
        raise Withdrawn(NOT_VISIBLE)
    if notification.task_id is not None and notification.kind.startswith("task_"):
        return _of_task(connection, person, notification, about)
    if about is None:
        raise Withdrawn(NOT_VISIBLE)
    speaking = voice(person, about.place.timezone)
    return _of_ticket(connection, person, speaking, notification, about)


def _of_ticket(
    connection: Connection, person: Person, speaking: Voice, notification: NotificationRow, about: TicketFacts
) -> Letter:
    said = None
    if notification.comment_id is not None:
        said = reading.comment(connection, person.actor, notification.comment_id)
        if said is None:
            raise Withdrawn(COMMENT_DELETED)
    by = notification.actor_name
    news = TicketNews(notification.kind, about, by, said, notification.facts)
    return guest.letter(speaking, news) if person.is_guest else ticket.letter(speaking, news)


def _of_task(
    connection: Connection, person: Person, notification: NotificationRow, about: TicketFacts | None
) -> Letter:
    found = reading.task(connection, person.actor, notification.task_id or 0)
    if found is None:
        raise Withdrawn(NOT_VISIBLE)
    by = notification.actor_name
    number = None if about is None else about.number
    speaking = voice(person, found.place.timezone)
    return task.letter(speaking, TaskNews(notification.kind, found, by, number, notification.facts))


def _summary(connection: Connection, person: Person, notification: NotificationRow) -> Letter:
    figures = summaries.figures(connection, person.actor, notification.facts)
    if figures is None:
        raise Withdrawn("no_summary")
    return summary.letter(voice(person), summary.Figures.model_validate(figures))


def _one_time(connection: Connection, person: Person, notification: NotificationRow) -> Letter:
    sealed, until = notification.facts.get("link"), notification.facts.get("until")
    if not isinstance(sealed, str) or not isinstance(until, str):
        raise Withdrawn("no_link")
    expires_at = dt.datetime.fromisoformat(until)
    if expires_at <= moments.now():
        raise Withdrawn("link_expired")
    about = None if notification.ticket_id is None else reading.ticket(connection, person.actor, notification.ticket_id)
    token = crypto.decrypt(sealed.encode())["token"]
    link = OneTime(token, expires_at, notification.actor_name, about)
    speaking = voice(person, None if about is None else about.place.timezone)
    is_invitation = notification.kind is Kind.INVITATION
    return account.invitation(speaking, link) if is_invitation else account.verification(speaking, link)


def _digest(connection: Connection, person: Person, notification: NotificationRow, delivery_id: int) -> Letter:
    """What was folded into it, as far as it still is to be told."""
    rows, count = taking.folded(connection, delivery_id, FOLDED_AT_MOST)
    visible = sight.visible(connection, rows, {person.id: person})
    letters: list[Letter] = []
    for row in rows:
        if next(withdrawing.reasons(connection, row, person, is_visible=row.delivery.id in visible), None) is None:
            with suppress(Withdrawn):
                letters.append(_news(connection, person, row.notification))
    if not letters:
        raise Withdrawn("nothing_left")
    is_guard = digests.is_of_guard(notification.cause)
    return digest.letter(voice(person), Digest(letters, untold=count - len(rows), is_guard=is_guard))
