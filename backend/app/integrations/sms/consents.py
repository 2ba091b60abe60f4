"""What a phone number itself said, to us or to the provider, and what of that a person is shown."""

from collections.abc import Iterable
from enum import StrEnum

from sqlalchemy import Connection, func, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from app.models import Consent, SmsAgreement, SmsConsent, User

from .numbers import e164


class Source(StrEnum):
    """Who said it. The first two are the phone's own word."""

    SMS = "sms"
    PROVIDER = "provider"
    FORM = "form"
    PREFERENCES = "preferences"


def stop(session: Session, phone: str, source: Source) -> None:
    """The phone (E.164) said STOP: it is written to in nobody's name, and what it was asked is answered."""
    stopped = {"state": Consent.STOPPED, "source": source, "at": func.now()}
    said = insert(SmsConsent).values(phone=phone, **stopped)
    session.execute(said.on_conflict_do_update(index_elements=[SmsConsent.phone], set_=stopped))
    unanswered = update(SmsAgreement).where(SmsAgreement.phone == phone, SmsAgreement.state == Consent.ASKED)
    session.execute(unanswered.values(**stopped))


def start(session: Session, phone: str) -> bool:
    """The phone said START: whoever it had agreed to before its STOP may write again. Whether it was stopped."""
    known = update(SmsConsent).where(SmsConsent.phone == phone, SmsConsent.state == Consent.STOPPED)
    given = known.values(state=Consent.GIVEN, source=Source.SMS, at=func.now())
    return session.execute(given.returning(SmsConsent.phone)).first() is not None


def stopped(connection: Connection, phones: Iterable[str]) -> frozenset[str]:
    """Those of these numbers that said STOP."""
    known = select(SmsConsent.phone).where(SmsConsent.phone.in_(set(phones)), SmsConsent.state == Consent.STOPPED)
    return frozenset(connection.scalars(known))


def of_person(connection: Connection, user_id: int | None) -> dict[str, str | None]:
    """`{phone, state}` of the number that somebody has now, null where it is in no international form.

    Nothing is told of a number that was never asked in their name: it may be anybody's.
    """
    phone = e164(connection.scalar(select(User.phone).where(User.id == user_id)))
    columns = (SmsAgreement.state, SmsAgreement.texted_at)
    known = select(*columns).where(SmsAgreement.user_id == user_id, SmsAgreement.phone == phone)
    row = None if phone is None else connection.execute(known).first()
    if phone is None or row is None:
        return {"phone": phone, "state": None}
    if row.texted_at is not None and stopped(connection, [phone]):
        return {"phone": phone, "state": Consent.STOPPED}
    return {"phone": phone, "state": None if row.state == Consent.STOPPED else row.state}
