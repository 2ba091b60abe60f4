"""The SMS that asks a phone whether its owner wants news there: planned like every other message, and says who asks."""

import re
from typing import Final, Protocol

from sqlalchemy import Connection
from sqlalchemy.orm import Session

from app import clock
from app.models import Channel

from . import planning, rendering
from .channels import Message
from .kinds import Kind
from .letters import reading
from .people import Person
from .planning import Notice
from .rows import DeliveryRow, NotificationRow, Withdrawn

LONGEST_NAME: Final = 40
LONGEST_HOUSE: Final = 80
# A name is whatever somebody called themselves: no address and no number of theirs goes to a stranger's phone.
_NOT_A_NAME: Final = re.compile(r"[^\w '\N{RIGHT SINGLE QUOTATION MARK}-]|[\d_]")


class Wanted(Protocol):
    """Somebody wants news at a number; `services.sms_consents.Wanted` is one."""

    @property
    def user_id(self) -> int: ...
    @property
    def phone(self) -> str: ...
    @property
    def ticket_id(self) -> int | None: ...


def ask(session: Session, wanted: Wanted) -> bool:
    """Plan it; False where it can't go out now."""
    session.flush()
    notice = Notice(
        user_id=wanted.user_id,
        kind=Kind.VERIFY_PHONE,
        cause=f"{Kind.VERIFY_PHONE}:{clock.now().isoformat()}",
        ticket_id=wanted.ticket_id,
        facts={"phone": wanted.phone},
        channels=(Channel.SMS,),
    )
    return bool(planning.plan(session, [notice]))


def message(connection: Connection, person: Person, notification: NotificationRow, delivery: DeliveryRow) -> Message:
    """What is handed to the channel. `Withdrawn` where the person has another number by now: that one is asked by
    itself, within its own limits."""
    phone = delivery.address
    if phone is None or phone != notification.facts.get("phone"):
        raise Withdrawn("no_address")
    return Message(
        delivery_id=delivery.id,
        channel=delivery.channel,
        kind=notification.kind,
        to=phone,
        subject="",
        text=_words(connection, person, notification.ticket_id),
        html=None,
        url="",
        message_id=delivery.message_id,
        thread_id=None,
        unsubscribe_url=None,
        locale=person.locale,
        urgent=False,
    )


def _words(connection: Connection, person: Person, ticket_id: int | None) -> str:
    """Who asks: an account by its name, a report without one by its house."""
    speaking, host = rendering.voice(person), rendering.host()
    about = None if ticket_id is None else reading.ticket(connection, person.actor, ticket_id)
    if about is not None:
        return speaking.say("phone.ask_report", host=host, property=about.place.house[:LONGEST_HOUSE])
    name = " ".join(_NOT_A_NAME.sub("", person.actor.name).split())[:LONGEST_NAME].strip()
    return speaking.say("phone.ask", host=host, name=name or speaking.say("somebody"))
