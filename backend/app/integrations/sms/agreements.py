"""Who may be written to at which number: a person wants it, the phone is asked by SMS, and its own answer decides."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from sqlalchemy import Connection, Update, func, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from app import clock
from app.models import Channel, Consent, Delivery, DeliveryState, Notification, SmsAgreement

from .consents import Source

ASKING: Final = "verify_phone"
"""The kind of the one SMS that goes to a number which has not agreed."""

ANSWERED_WITHIN: Final = dt.timedelta(days=7)
A_DAY: Final = dt.timedelta(days=1)

_LOCK: Final = 7885363


@dataclass(frozen=True, slots=True)
class Ask:
    """A phone was asked in somebody's name, at that moment."""

    user_id: int
    at: dt.datetime


def lock(session: Session, phone: str) -> None:
    """Whoever asks the same number waits until this unit of work is over."""
    session.execute(select(func.pg_advisory_xact_lock(_LOCK, func.hashtext(phone))))


def want(session: Session, user_id: int, phone: str, source: Source) -> None:
    """The person wants to be written to there; what the phone agreed to stays agreed."""
    wanted = {"state": Consent.ASKED, "source": source, "asked_at": func.now(), "at": func.now()}
    statement = insert(SmsAgreement).values(user_id=user_id, phone=phone, **wanted)
    pair = [SmsAgreement.user_id, SmsAgreement.phone]
    unanswered = SmsAgreement.state != Consent.GIVEN
    session.execute(statement.on_conflict_do_update(index_elements=pair, set_=wanted, where=unanswered))


def texted(session: Session, user_id: int, phone: str) -> None:
    """The phone is asked in this person's name now."""
    session.execute(_pair(user_id, phone).values(texted_at=func.now()))


def confirm(session: Session, user_id: int, phone: str) -> None:
    """The phone agreed; unless the person has changed their mind meanwhile."""
    asked = _pair(user_id, phone).where(SmsAgreement.state == Consent.ASKED)
    session.execute(asked.values(state=Consent.GIVEN, source=Source.SMS, at=func.now()))


def end(session: Session, user_id: int) -> None:
    """The person no longer wants it, wherever it was."""
    theirs = update(SmsAgreement).where(SmsAgreement.user_id == user_id, SmsAgreement.state != Consent.STOPPED)
    session.execute(theirs.values(state=Consent.STOPPED, source=Source.PREFERENCES, at=func.now()))


def was_texted_lately(connection: Connection, phone: str) -> bool:
    """Whether the phone was asked within a day, in whoever's name."""
    lately = select(SmsAgreement.phone).where(SmsAgreement.phone == phone, SmsAgreement.texted_at > clock.now() - A_DAY)
    return connection.execute(lately.limit(1)).first() is not None


def others_wanted_lately(connection: Connection, user_id: int, phone: str) -> int:
    """At how many other numbers the person wanted it within a day, whether or not they were asked."""
    lately = (SmsAgreement.user_id == user_id, SmsAgreement.phone != phone, SmsAgreement.asked_at > clock.now() - A_DAY)
    return connection.execute(select(func.count()).select_from(SmsAgreement).where(*lately)).scalar_one()


def last_ask(connection: Connection, phone: str) -> Ask | None:
    """What the phone was asked last, by an SMS that went out within a week, unless that is settled. An earlier one
    doesn't count: its answer would be taken for the name that was read last."""
    statement = (
        select(SmsAgreement.state, Delivery.user_id, Delivery.sent_at)
        .join(Delivery, (Delivery.user_id == SmsAgreement.user_id) & (Delivery.address == SmsAgreement.phone))
        .join(Notification, Notification.id == Delivery.notification_id)
        .where(
            SmsAgreement.phone == phone,
            Notification.kind == ASKING,
            Delivery.channel == Channel.SMS,
            Delivery.state == DeliveryState.SENT,
            Delivery.sent_at > clock.now() - ANSWERED_WITHIN,
        )
        .order_by(Delivery.sent_at.desc(), Delivery.id.desc())
    )
    row = connection.execute(statement.limit(1)).first()
    return Ask(row.user_id, row.sent_at) if row is not None and row.state == Consent.ASKED and row.sent_at else None


def of_deliveries(connection: Connection, ids: Iterable[int]) -> Mapping[tuple[int, str], str]:
    """The state of the agreement behind each of these deliveries, by its id and the number that it goes to."""
    pair = (SmsAgreement.user_id == Delivery.user_id) & (SmsAgreement.phone == Delivery.address)
    known = select(Delivery.id, SmsAgreement.phone, SmsAgreement.state).join(SmsAgreement, pair)
    return {(row.id, row.phone): row.state for row in connection.execute(known.where(Delivery.id.in_(set(ids))))}


def _pair(user_id: int, phone: str) -> Update:
    return update(SmsAgreement).where(SmsAgreement.user_id == user_id, SmsAgreement.phone == phone)
