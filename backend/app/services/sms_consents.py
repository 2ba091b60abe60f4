"""Consent to SMS by a person of ours: for the phone number that they have now."""

from sqlalchemy import Connection, select
from sqlalchemy.orm import Session

from app.errors import Conflict, Invalid
from app.integrations.sms import consents
from app.integrations.sms.consents import Source
from app.integrations.sms.numbers import e164
from app.models import Consent, User
from app.permissions import Actor


def state(connection: Connection, actor: Actor) -> Consent | None:
    """What is known of the actor's number; None: nothing, or there is no number in international form."""
    phone = e164(_phone(connection, actor))
    return None if phone is None else consents.state(connection, phone)


def give(session: Session, actor: Actor) -> None:
    """The actor agrees to be written to, in their preferences. 422 without a number in international form; 409 where
    the phone itself said STOP: then it has to say START."""
    phone = e164(_phone(session.connection(), actor))
    if phone is None:
        raise no_number("/sms_consent")
    if not consents.give(session, phone, Source.PREFERENCES):
        raise Conflict("This number said STOP. Send START from it to be written to again.", "sms_stopped")


def withdraw(session: Session, actor: Actor) -> None:
    """The actor no longer agrees."""
    phone = e164(_phone(session.connection(), actor))
    if phone is not None and consents.state(session.connection(), phone) is Consent.GIVEN:
        consents.stop(session, phone, Source.PREFERENCES)


def give_on_form(session: Session, phone: str | None) -> None:
    """Whoever reported without an account ticked it beside the number. 422 for a number that can't be written to; one
    that said STOP stays stopped, and nobody is told so."""
    number = e164(phone)
    if number is None:
        raise no_number("/phone")
    consents.give(session, number, Source.FORM)


def no_number(pointer: str) -> Invalid:
    """422: there is no number to write to."""
    return Invalid.field(pointer, "phone", "Write the number with its country, such as +43 660 1234567.")


def _phone(connection: Connection, actor: Actor) -> str | None:
    return connection.scalar(select(User.phone).where(User.id == actor.user_id))
