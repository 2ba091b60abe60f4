"""Consent to SMS: a person wants it at a number, and the phone is asked whether its owner does.

Who asks it is said once, when the process is composed. Nobody can have a phone asked more than once a day, whoever it
is that wants it, and what is answered doesn't tell whether it was.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from sqlalchemy.orm import Session

from app.errors import Conflict, Invalid
from app.integrations.sms import agreements, consents
from app.integrations.sms.consents import Source
from app.integrations.sms.numbers import e164
from app.models import Consent
from app.permissions import Actor

NUMBERS_A_DAY: Final = 5


@dataclass(frozen=True, slots=True)
class Wanted:
    """Somebody wants SMS at a number (E.164). `ticket_id`: what they reported without an account."""

    user_id: int
    phone: str
    ticket_id: int | None = None


Asker = Callable[[Session, Wanted], bool]
"""Puts the SMS that asks on its way, in the session's transaction; False where none can go out now."""

_askers: Final[list[Asker]] = []


def configure(asker: Asker | None) -> None:
    """From now on phones are asked this way."""
    _askers[:] = [] if asker is None else [asker]


def give(session: Session, actor: Actor) -> None:
    """The actor wants to be written to, in their preferences; called again, the phone is asked again. 422 without a
    number in international form; 409 where the phone itself said STOP, and after too many numbers."""
    known = consents.of_person(session.connection(), actor.user_id)
    phone, state = known["phone"], known["state"]
    if phone is None or actor.user_id is None:
        raise no_number("/sms_consent")
    if state == Consent.STOPPED:
        raise Conflict("This number said STOP. Send START from it to be written to again.", "sms_stopped")
    if state != Consent.GIVEN:
        _want(session, Wanted(actor.user_id, phone), Source.PREFERENCES)


def withdraw(session: Session, actor: Actor) -> None:
    """The actor no longer wants it; what others agreed to with the same phone stays."""
    if actor.user_id is not None:
        agreements.end(session, actor.user_id)


def number_on_form(phone: str | None) -> str:
    """The number beside which somebody without an account agreed; 422 for one that can't be written to."""
    number = e164(phone)
    if number is None:
        raise no_number("/phone")
    return number


def give_on_form(session: Session, wanted: Wanted) -> None:
    """Whoever reported without an account wants to be written to."""
    _want(session, wanted, Source.FORM)


def no_number(pointer: str) -> Invalid:
    """422: there is no number to write to."""
    return Invalid.field(pointer, "phone", "Write the number with its country, such as +43 660 1234567.")


def _want(session: Session, wanted: Wanted, source: Source) -> None:
    """Whether the phone is really asked is not told: it would say what others wanted, or the phone answered."""
    user_id, phone = wanted.user_id, wanted.phone
    connection = session.connection()
    agreements.lock(session, phone)
    if agreements.others_wanted_lately(connection, user_id, phone) >= NUMBERS_A_DAY:
        raise Conflict("These are too many numbers for one day. Try again tomorrow.", "too_many_numbers")
    agreements.want(session, user_id, phone, source)
    if agreements.was_texted_lately(connection, phone) or consents.stopped(connection, [phone]):
        return
    if any(ask(session, wanted) for ask in _askers):
        agreements.texted(session, user_id, phone)
