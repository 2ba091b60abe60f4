"""A notification becomes a message: the rows are read as they are now, for the person as they are now.

Nothing is rendered ahead and nothing is stored: what was taken back since is not in it, and what somebody may no
longer see neither.
"""

import datetime as dt
from typing import Any, Final
from urllib.parse import urlsplit

from sqlalchemy import Connection, RowMapping, select

from app import clock as moments
from app.models import Channel, Delivery, Notification
from app.permissions import Actor, scope
from app.settings_store import crypto

from . import mail_templates, summaries
from .channels import Message
from .kinds import Kind
from .letters import account, digest, guest, reading, summary, task, ticket
from .letters.account import OneTime
from .letters.digest import Digest
from .letters.letter import Addresses, Letter, Voice
from .letters.reading import Reader, TicketFacts
from .letters.task import TaskNews
from .letters.ticket import TicketNews
from .rows import DeliveryRow, NotificationRow, Withdrawn
from .texts import Clock, texts
from .timing import zone

FOLDED_AT_MOST: Final = 200
NOT_VISIBLE: Final = "not_visible"

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


def message(connection: Connection, actor: Actor, notification: NotificationRow, delivery: DeliveryRow) -> Message:
    """What is handed to the channel. `Withdrawn` where there is nothing to tell any more."""
    reader = reading.reader(connection, notification.user_id)
    letter = _letter(connection, actor, reader, notification, delivery.id)
    subject, text, html = _said(connection, reader, letter, delivery.channel)
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
        locale=texts(reader.locale).locale,
        urgent=False,
    )


def voice(reader: Reader, actor: Actor, timezone: str | None = None) -> Voice:
    """How to speak to somebody; `timezone`: of the place that it is about, where they have none of their own."""
    language = texts(reader.locale)
    clock = Clock(language, zone(reader.timezone or timezone or "UTC"), moments.now())
    return Voice(language, clock, addresses(), actor.user_id or 0, reader.name, reader.is_contact, actor.is_guest)


def host() -> str:
    """What stands behind the @ of message ids: the installation's name, also when the sender's address changes."""
    host = urlsplit(addresses().base).hostname or ""
    has_name = any(letter.isalpha() for letter in host) and ":" not in host
    return host.encode("idna").decode() if has_name else "localhost"


def _said(connection: Connection, reader: Reader, letter: Letter, channel: Channel) -> tuple[str, str, str | None]:
    """Subject, text and HTML."""
    if channel is Channel.EMAIL:
        mail = mail_templates.mail(connection, letter)
        return mail.subject, mail.text, mail.html
    if channel is not Channel.SMS:
        return letter.title, letter.line, None
    key = "short.sms" if letter.number is None else "short.sms_number"
    words = texts(reader.locale).say(key, number=letter.number, title=letter.title, line=letter.line, url=letter.url)
    return letter.title, words, None


def _letter(
    connection: Connection, actor: Actor, reader: Reader, notification: NotificationRow, delivery_id: int
) -> Letter:
    kind = notification.kind
    if kind is Kind.DIGEST:
        return _digest(connection, actor, reader, notification, delivery_id)
    if kind is Kind.DAILY_SUMMARY:
        return _summary(connection, actor, reader, notification)
    if kind in (Kind.INVITATION, Kind.VERIFY_EMAIL):
        return _one_time(connection, actor, reader, notification)
    if kind is Kind.TEST:
        return account.test(voice(reader, actor))
    return _news(connection, actor, reader, notification)


def _news(connection: Connection, actor: Actor, reader: Reader, notification: NotificationRow) -> Letter:
    """Of a ticket or a task."""
    about = None if notification.ticket_id is None else reading.ticket(connection, actor, notification.ticket_id)
    if notification.ticket_id is not None and about is None:
        raise Withdrawn(NOT_VISIBLE)
    if about is not None and notification.internal and not scope.sees_internal(actor, about.place.property_id):
        raise Withdrawn(NOT_VISIBLE)
    if notification.task_id is not None and notification.kind.startswith("task_"):
        return _of_task(connection, actor, reader, notification, about)
    if about is None:
        raise Withdrawn(NOT_VISIBLE)
    speaking = voice(reader, actor, about.place.timezone)
    return _of_ticket(connection, actor, speaking, notification, about)


def _of_ticket(
    connection: Connection, actor: Actor, speaking: Voice, notification: NotificationRow, about: TicketFacts
) -> Letter:
    said = None
    if notification.comment_id is not None:
        said = reading.comment(connection, actor, notification.comment_id)
        if said is None:
            raise Withdrawn("comment_deleted")
    by = reading.name_of(connection, notification.actor_id)
    news = TicketNews(notification.kind, about, by, said, notification.facts)
    return guest.letter(speaking, news) if actor.is_guest else ticket.letter(speaking, news)


def _of_task(
    connection: Connection, actor: Actor, reader: Reader, notification: NotificationRow, about: TicketFacts | None
) -> Letter:
    found = reading.task(connection, actor, notification.task_id or 0)
    if found is None:
        raise Withdrawn(NOT_VISIBLE)
    by = reading.name_of(connection, notification.actor_id)
    number = None if about is None else about.number
    speaking = voice(reader, actor, found.place.timezone)
    return task.letter(speaking, TaskNews(notification.kind, found, by, number, notification.facts))


def _summary(connection: Connection, actor: Actor, reader: Reader, notification: NotificationRow) -> Letter:
    figures = summaries.figures(connection, actor, notification.facts)
    if figures is None:
        raise Withdrawn("no_summary")
    return summary.letter(voice(reader, actor), summary.Figures.model_validate(figures))


def _one_time(connection: Connection, actor: Actor, reader: Reader, notification: NotificationRow) -> Letter:
    sealed, until = notification.facts.get("link"), notification.facts.get("until")
    if not isinstance(sealed, str) or not isinstance(until, str):
        raise Withdrawn("no_link")
    expires_at = dt.datetime.fromisoformat(until)
    if expires_at <= moments.now():
        raise Withdrawn("link_expired")
    about = None if notification.ticket_id is None else reading.ticket(connection, actor, notification.ticket_id)
    token = crypto.decrypt(sealed.encode())["token"]
    link = OneTime(token, expires_at, reading.name_of(connection, notification.actor_id), about)
    speaking = voice(reader, actor, None if about is None else about.place.timezone)
    is_invitation = notification.kind is Kind.INVITATION
    return account.invitation(speaking, link) if is_invitation else account.verification(speaking, link)


def _digest(
    connection: Connection, actor: Actor, reader: Reader, notification: NotificationRow, delivery_id: int
) -> Letter:
    """What was folded into it, as far as it still is the person's to see."""
    letters: list[Letter] = []
    for one in _folded(connection, delivery_id):
        try:
            letters.append(_news(connection, actor, reader, one))
        except Withdrawn:
            continue
    if not letters:
        raise Withdrawn("nothing_left")
    is_guard = notification.cause.startswith("digest:guard")
    return digest.letter(voice(reader, actor), Digest(letters, is_guard=is_guard))


_COLUMNS: Final = (
    Notification.id,
    Notification.user_id,
    Notification.cause,
    Notification.kind,
    Notification.ticket_id,
    Notification.task_id,
    Notification.comment_id,
    Notification.actor_id,
    Notification.internal,
    Notification.facts,
    Notification.happened_at,
)


def _folded(connection: Connection, delivery_id: int) -> list[NotificationRow]:
    statement = (
        select(*_COLUMNS)
        .join(Delivery, Delivery.notification_id == Notification.id)
        .where(Delivery.folded_into_id == delivery_id)
        .order_by(Notification.id.desc())
        .limit(FOLDED_AT_MOST)
    )
    return [_row(row) for row in connection.execute(statement).mappings()]


def _row(row: RowMapping) -> NotificationRow:
    values: dict[str, Any] = dict(row)
    kind = Kind(values.pop("kind"))
    return NotificationRow(kind=kind, **values)
