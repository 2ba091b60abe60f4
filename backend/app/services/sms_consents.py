"""Consent to SMS by a person of ours: for the phone number that they have now."""

from sqlalchemy.orm import Session

from app.errors import Conflict, Invalid
from app.integrations.sms import consents
from app.integrations.sms.consents import Source
from app.integrations.sms.numbers import e164
from app.models import Consent
from app.permissions import Actor


def give(session: Session, actor: Actor) -> None:
    """The actor agrees to be written to, in their preferences. 422 without a number in international form; 409 where
    the phone itself said STOP: then it has to say START."""
    phone = consents.of_person(session.connection(), actor.user_id)["phone"]
    if phone is None:
        raise no_number("/sms_consent")
    if not consents.give(session, phone, Source.PREFERENCES):
        raise Conflict("This number said STOP. Send START from it to be written to again.", "sms_stopped")


def withdraw(session: Session, actor: Actor) -> None:
    """The actor no longer agrees."""
    known = consents.of_person(session.connection(), actor.user_id)
    if known["phone"] is not None and known["state"] == Consent.GIVEN:
        consents.stop(session, known["phone"], Source.PREFERENCES)


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
