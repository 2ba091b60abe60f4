"""Whether, how and when a person is told of something through a channel. Pure functions of what they chose."""

import datetime as dt
from dataclasses import dataclass

from app.models import Channel

from . import kinds, timing
from .channels import registry
from .kinds import Kind, Mode
from .people import Person


@dataclass(frozen=True, slots=True)
class Way:
    """How somebody is told: `now` from that moment on, or in the digest (`hourly`, `daily`) of that moment."""

    mode: Mode
    at: dt.datetime


def way(person: Person, kind: Kind, channel: Channel, at: dt.datetime, *, urgent: bool) -> Way | None:
    """How they are told through the channel of what happens at `at`; None: not at all.

    What is urgent waits for nobody's quiet hours. The list in the app is held back for nobody.
    """
    mode = mode_of(person, kind, channel)
    if mode is Mode.OFF or not reaches(person, kind, channel):
        return None
    if channel is Channel.IN_APP:
        return Way(Mode.NOW, at)
    if mode is not Mode.NOW:
        return Way(mode, timing.digest_at(person.preferences, mode, at))
    return Way(mode, at if urgent else free_at(person, kind, at))


def reaches(person: Person, kind: Kind, channel: Channel) -> bool:
    """Whether the channel is on, and knows where to find them."""
    return registry.why_off(channel) is None and person.address(channel, kind) is not None


def free_at(person: Person, kind: Kind, at: dt.datetime) -> dt.datetime:
    """The first moment from `at` on at which they may be told of that. What they asked for comes when it comes, and
    a digest was planned for an hour of theirs already."""
    if kind is Kind.DIGEST:
        held = person.preferences.do_not_disturb_until
        return at if held is None else max(at, held)
    if kind in kinds.UNASKED or kind is Kind.DAILY_SUMMARY:
        return at
    return timing.free_at(person.preferences, at)


def mode_of(person: Person, kind: Kind, channel: Channel) -> Mode:
    """What they chose, or the default. A guest gets an SMS by default only where no mail reaches them."""
    if kind in kinds.UNASKED:
        return Mode.NOW
    if person.is_guest and kind not in kinds.GUESTS:
        return Mode.OFF
    chosen = person.preferences.choices.get(kind, {}).get(channel)
    if chosen in kinds.allowed(kind, channel):
        return Mode(chosen)
    if person.is_guest and channel is Channel.SMS and reached_by_mail(person):
        return Mode.OFF
    return kinds.default(kind, channel, guest=person.is_guest)


def mails(person: Person, kind: Kind) -> bool:
    """Whether mail of that kind reaches them."""
    return mode_of(person, kind, Channel.EMAIL) is not Mode.OFF and reaches(person, kind, Channel.EMAIL)


def reached_by_mail(person: Person) -> bool:
    """Whether mail goes out, and to an address of theirs that is proven."""
    return reaches(person, Kind.TICKET_MOVED, Channel.EMAIL)
