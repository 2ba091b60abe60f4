"""What comes in by SMS: STOP and START are obeyed, an answer becomes a comment on the ticket it answers.

A phone may answer by itself. So the text of the number's last comment, again within ten minutes, and whatever comes
beyond ten messages an hour, is noted and goes no further: what nobody is told of, nobody answers.
"""

import datetime as dt
import logging
import re
from dataclasses import dataclass, replace
from typing import Final

from sqlalchemy import func, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from app.errors import Problem
from app.integrations.sms import consents
from app.models import Channel, Comment, Consent, Delivery, SmsMessage
from app.models.text import clean, is_blank
from app.permissions import Actor
from app.permissions.actors import actors
from app.services import comments
from app.services.rows import now

log = logging.getLogger(__name__)

STOP: Final = frozenset({"STOP", "STOPALL", "UNSUBSCRIBE", "CANCEL", "END", "QUIT"})
START: Final = frozenset({"START", "UNSTOP"})
YES: Final = "YES"
HELP: Final = frozenset({"HELP", "INFO"})

AGAIN_WITHIN: Final = dt.timedelta(minutes=10)
AN_HOUR: Final = dt.timedelta(hours=1)
MOST_AN_HOUR: Final = 10
ANSWERED_WITHIN: Final = dt.timedelta(days=30)

_NO_TEXT: Final = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Inbound:
    """One message. `id` is the provider's and names it once and for all; `phone` is E.164."""

    id: str
    phone: str
    body: str

    @property
    def word(self) -> str:
        """The body as keywords are compared."""
        return self.body.strip(" \t\r\n.!\"'").upper()

    @property
    def text(self) -> str:
        """The body as a comment keeps it."""
        return clean(_NO_TEXT.sub("", self.body.replace("\r\n", "\n")))


@dataclass(frozen=True, slots=True)
class Written:
    """What the number was last written about, and to whom."""

    user_id: int
    ticket_id: int


def receive(session: Session, origin: Actor, message: Inbound) -> None:
    """Do what the message asks for, once: the provider may send it again."""
    if not _is_new(session, message):
        return
    consent = consents.state(session.connection(), message.phone)
    if message.word in STOP:
        consents.stop(session, message.phone, consents.Source.SMS)
    elif message.word in START or (message.word == YES and consent is not Consent.GIVEN):
        # Of somebody who is written to anyway, "yes" is an answer.
        consents.give(session, message.phone, consents.Source.SMS)
    elif message.word not in HELP and not is_blank(message.text) and not _is_loop(session, message):
        _comment(session, origin, message)


def _is_new(session: Session, message: Inbound) -> bool:
    noted = insert(SmsMessage).values(id=message.id, phone=message.phone, created_at=now())
    return session.execute(noted.on_conflict_do_nothing().returning(SmsMessage.id)).first() is not None


def _is_loop(session: Session, message: Inbound) -> bool:
    at = now()
    of_number = select(SmsMessage.id).where(SmsMessage.phone == message.phone)
    within_an_hour = of_number.where(SmsMessage.created_at > at - AN_HOUR).subquery()
    again = (
        of_number.join(Comment, Comment.id == SmsMessage.comment_id)
        .where(SmsMessage.created_at > at - AGAIN_WITHIN, Comment.body == message.text)
        .limit(1)
    )
    count = session.execute(select(func.count()).select_from(within_an_hour)).scalar_one()
    return count > MOST_AN_HOUR or session.execute(again).first() is not None


def _comment(session: Session, origin: Actor, message: Inbound) -> None:
    """Write it as the person whom the number was written to, with their rights of now."""
    written = _last_written(session, message.phone)
    person = actors(session.connection(), [written.user_id]).get(written.user_id) if written else None
    if written is None or person is None:
        return
    try:
        with session.begin_nested():
            comment_id = comments.write(
                session, replace(person, request_id=origin.request_id), written.ticket_id, message.text
            )
    except Problem as refusal:
        log.info("An answer by SMS became no comment: %s", refusal.code)
        return
    known = update(SmsMessage).where(SmsMessage.id == message.id)
    session.execute(known.values(ticket_id=written.ticket_id, comment_id=comment_id))


def _last_written(session: Session, phone: str) -> Written | None:
    """The ticket and the person of the last SMS that this number was sent, within a month."""
    statement = (
        select(Delivery.user_id, Delivery.ticket_id)
        .where(
            Delivery.channel == Channel.SMS,
            Delivery.address == phone,
            Delivery.ticket_id.is_not(None),
            Delivery.state == "sent",
            Delivery.sent_at > now() - ANSWERED_WITHIN,
        )
        .order_by(Delivery.sent_at.desc(), Delivery.id.desc())
    )
    row = session.execute(statement.limit(1)).first()
    return None if row is None or row.ticket_id is None else Written(row.user_id, row.ticket_id)
