"""Who may be written to by SMS: what the person behind a number said last, and where they said it."""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Final

from sqlalchemy import Connection, func, select, true
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from app.models import Consent, SmsConsent, User

from .numbers import e164


class Source(StrEnum):
    """Where consent was given or taken back. The first two are the phone's own word."""

    SMS = "sms"
    PROVIDER = "provider"
    FORM = "form"
    PREFERENCES = "preferences"


OWN_WORD: Final = (Source.SMS, Source.PROVIDER)


def give(session: Session, phone: str, source: Source) -> bool:
    """Record consent; whether the number (E.164) may be written to now. What was stopped by SMS begins by SMS alone:
    the provider would refuse it anyway, and a form doesn't show whose number was typed in."""
    given = {"state": Consent.GIVEN, "source": source, "at": func.now()}
    may_undo = true() if source in OWN_WORD else SmsConsent.source.not_in(OWN_WORD)
    statement = insert(SmsConsent).values(phone=phone, **given)
    session.execute(
        statement.on_conflict_do_update(
            index_elements=[SmsConsent.phone], set_=given, where=(SmsConsent.state == Consent.STOPPED) & may_undo
        )
    )
    return state(session.connection(), phone) is Consent.GIVEN


def stop(session: Session, phone: str, source: Source) -> None:
    """Record that this number must not be written to."""
    stopped = {"state": Consent.STOPPED, "source": source, "at": func.now()}
    statement = insert(SmsConsent).values(phone=phone, **stopped)
    session.execute(statement.on_conflict_do_update(index_elements=[SmsConsent.phone], set_=stopped))


def state(connection: Connection, phone: str) -> Consent | None:
    """What is known of one number; None: it never said anything."""
    return states(connection, [phone]).get(phone)


def of_person(connection: Connection, user_id: int | None) -> dict[str, str | None]:
    """`{phone, state}` of the number that somebody has now, null where it is in no international form. `stopped`: by
    the phone itself, which alone can undo it; whoever merely does not agree (any more) has no state."""
    phone = e164(connection.scalar(select(User.phone).where(User.id == user_id)))
    counts = (SmsConsent.state == Consent.GIVEN) | SmsConsent.source.in_(OWN_WORD)
    known = select(SmsConsent.state).where(SmsConsent.phone == phone, counts)
    return {"phone": phone, "state": None if phone is None else connection.scalar(known)}


def states(connection: Connection, phones: Iterable[str]) -> Mapping[str, Consent]:
    """What is known of these numbers; those that never said anything are missing."""
    statement = select(SmsConsent.phone, SmsConsent.state).where(SmsConsent.phone.in_(set(phones)))
    return {phone: Consent(said) for phone, said in connection.execute(statement)}
