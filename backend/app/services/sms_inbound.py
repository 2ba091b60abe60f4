"""What comes in by SMS: STOP and START are obeyed, an answer becomes a comment on the ticket it answers.

An answer is as public as what it answers: only what answers a public comment, or comes from a guest, is for everybody.

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
from app.integrations.sms import agreements, consents
from app.models import Channel, Comment, Consent, Delivery, DeliveryState, Notification, SmsAgreement, SmsMessage, User
from app.models.text import clean, is_blank
from app.permissions import Actor
from app.permissions.actors import actors
from app.services import comments
from app.services.rows import now

log = logging.getLogger(__name__)

STOP: Final = frozenset({"STOP", "STOPALL", "UNSUBSCRIBE", "CANCEL", "END", "QUIT", "OPTOUT", "REVOKE"})
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
    """One message. `id` is the provider's and names it once and for all; `phone` is E.164. `keyword`: STOP, START or
    HELP, where the provider knows the body for such a word of its own list."""

    id: str
    phone: str
    body: str
    keyword: str = ""

    @property
    def word(self) -> str:
        """The body as keywords are compared. YES may be on the provider's list, and still be an answer."""
        said = self.body.strip(" \t\r\n.!\"'").upper()
        return said if said == YES else self.keyword.upper() or said

    @property
    def text(self) -> str:
        """The body as a comment keeps it."""
        return clean(_NO_TEXT.sub("", self.body.replace("\r\n", "\n")))


@dataclass(frozen=True, slots=True)
class Written:
    """What the number was last written about, and to whom. `internal`: of something that guests never see;
    `of_comment`: somebody said something."""

    user_id: int
    ticket_id: int
    internal: bool
    of_comment: bool
    at: dt.datetime

    def is_inward(self, person: Actor) -> bool:
        """Whether this person's answer stays among the staff."""
        return self.internal or not (self.of_comment or person.is_guest)


def receive(session: Session, origin: Actor, message: Inbound) -> None:
    """Do what the message asks for, once: the provider may send it again."""
    if not _is_new(session, message):
        return
    word, phone = message.word, message.phone
    if word in STOP:
        consents.stop(session, phone, consents.Source.SMS)
    elif word in START:
        _start(session, phone)
    elif word in HELP or (word == YES and _agrees(session, phone)):
        return
    elif not is_blank(message.text) and not _is_loop(session, message):
        _comment(session, origin, message)


def _start(session: Session, phone: str) -> None:
    """What ended with STOP goes on; of a number that said none, it is another word for YES."""
    if not consents.start(session, phone):
        ask = agreements.last_ask(session.connection(), phone)
        if ask is not None:
            agreements.confirm(session, ask.user_id, phone)


def _agrees(session: Session, phone: str) -> bool:
    """Take YES for what the number was asked, or for START, unless it answers something written since."""
    connection = session.connection()
    if consents.stopped(connection, [phone]):
        return consents.start(session, phone)
    ask, written = agreements.last_ask(connection, phone), _last_written(session, phone)
    if ask is None or (written is not None and written.at > ask.at):
        return False
    agreements.confirm(session, ask.user_id, phone)
    return True


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
    """Write it as the person whom the number was written to, with their rights of now; who may not write to the staff
    alone writes nothing where the answer is for them."""
    written = _last_written(session, message.phone)
    person = actors(session.connection(), [written.user_id]).get(written.user_id) if written else None
    if written is None or person is None:
        return
    try:
        with session.begin_nested():
            actor, internal = replace(person, request_id=origin.request_id), written.is_inward(person)
            comment_id = comments.write(session, actor, written.ticket_id, message.text, internal=internal)
    except Problem as refusal:
        log.info("An answer by SMS became no comment: %s", refusal.code)
        return
    known = update(SmsMessage).where(SmsMessage.id == message.id)
    session.execute(known.values(ticket_id=written.ticket_id, comment_id=comment_id))


def _last_written(session: Session, phone: str) -> Written | None:
    """What the number was last written, within a month, to somebody whose number it still is and who may still write
    there. What others once wrote to it can't be answered any more."""
    if consents.stopped(session.connection(), [phone]):
        return None
    statement = (
        select(Delivery.user_id, Delivery.ticket_id, Notification.internal, Notification.comment_id, Delivery.sent_at)
        .join(SmsAgreement, (SmsAgreement.user_id == Delivery.user_id) & (SmsAgreement.phone == Delivery.address))
        .join(Notification, Notification.id == Delivery.notification_id)
        .join(User, User.id == Delivery.user_id)
        .where(
            SmsAgreement.phone == phone,
            SmsAgreement.state == Consent.GIVEN,
            func.regexp_replace(User.phone, "[^+0-9]", "", "g") == phone,
            Delivery.channel == Channel.SMS,
            Delivery.ticket_id.is_not(None),
            Delivery.state == DeliveryState.SENT,
            Delivery.sent_at > now() - ANSWERED_WITHIN,
            Notification.kind != agreements.ASKING,
        )
        .order_by(Delivery.sent_at.desc(), Delivery.id.desc())
    )
    row = session.execute(statement.limit(1)).first()
    if row is None or row.ticket_id is None or row.sent_at is None:
        return None
    return Written(row.user_id, row.ticket_id, row.internal, row.comment_id is not None, row.sent_at)
