"""What people are told of: the kinds of notifications, which of them is the most personal, and how each is told where
a person has chosen nothing. The words are stored and sent to clients: never rename one."""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Final

from app.models import Channel


class Kind(StrEnum):
    """What somebody is told of."""

    MENTIONED = "mentioned"
    TASK_ASSIGNED = "task_assigned"
    TICKET_ASSIGNED = "ticket_assigned"
    TICKET_CRITICAL = "ticket_critical"
    TICKET_UNASSIGNED = "ticket_unassigned"
    TICKET_COMMENTED = "ticket_commented"
    TICKET_MOVED = "ticket_moved"
    TICKET_CREATED = "ticket_created"
    TICKET_EDITED = "ticket_edited"
    TICKET_ATTACHED = "ticket_attached"
    TICKET_RATED = "ticket_rated"
    TASK_STARTED = "task_started"
    TASK_COMPLETED = "task_completed"
    TASK_DECLINED = "task_declined"
    TASK_MOVED = "task_moved"
    ON_HOLD_REMINDER = "on_hold_reminder"
    DAILY_SUMMARY = "daily_summary"
    DIGEST = "digest"
    INVITATION = "invitation"
    VERIFY_EMAIL = "verify_email"
    VERIFY_PHONE = "verify_phone"
    TEST = "test"


class Mode(StrEnum):
    """When a person wants to be told through a channel."""

    NOW = "now"
    HOURLY = "hourly"
    DAILY = "daily"
    OFF = "off"


# The first that is true of a person is what one event tells them; what stands behind these is told to nobody twice.
_MOST_PERSONAL: Final = (Kind.MENTIONED, Kind.TASK_ASSIGNED, Kind.TICKET_ASSIGNED, Kind.TICKET_CRITICAL)

GUESTS: Final = (Kind.TICKET_CREATED, Kind.TICKET_MOVED, Kind.TICKET_COMMENTED, Kind.MENTIONED)
"""All that guests and contacts are told of."""

UNASKED: Final = (Kind.DIGEST, Kind.INVITATION, Kind.VERIFY_EMAIL, Kind.VERIFY_PHONE, Kind.TEST)
"""What nobody chooses: it was asked for, or follows from another choice."""

PROVING: Final = (Kind.INVITATION, Kind.VERIFY_EMAIL, Kind.VERIFY_PHONE)
"""What goes to an address or a number that nobody has proven yet; nothing else does."""

CHOSEN: Final = tuple(kind for kind in Kind if kind not in UNASKED)

_EMAIL: Final = (Mode.NOW, Mode.HOURLY, Mode.DAILY, Mode.OFF)
_OTHER: Final = (Mode.NOW, Mode.OFF)

_BY_EMAIL: Final = frozenset(
    {
        Kind.MENTIONED,
        Kind.TASK_ASSIGNED,
        Kind.TICKET_ASSIGNED,
        Kind.TICKET_CRITICAL,
        Kind.TICKET_UNASSIGNED,
        Kind.TICKET_COMMENTED,
        Kind.ON_HOLD_REMINDER,
        Kind.DAILY_SUMMARY,
        *UNASKED,
    }
)
_BY_PUSH: Final = frozenset(
    {
        Kind.MENTIONED,
        Kind.TASK_ASSIGNED,
        Kind.TICKET_ASSIGNED,
        Kind.TICKET_CRITICAL,
        Kind.TICKET_COMMENTED,
    }
)
_DEFAULTS: Final[Mapping[Channel, frozenset[Kind]]] = {
    Channel.IN_APP: frozenset(Kind) - {Kind.DAILY_SUMMARY, *UNASKED},
    Channel.EMAIL: _BY_EMAIL,
    Channel.SMS: frozenset({Kind.TICKET_CRITICAL}),
    Channel.WEB_PUSH: _BY_PUSH,
    Channel.MOBILE_PUSH: _BY_PUSH,
}
# A guest does not sit in front of the app: what they are told of goes out.
_GUESTS_DEFAULTS: Final[Mapping[Channel, frozenset[Kind]]] = {
    Channel.IN_APP: frozenset(GUESTS),
    Channel.EMAIL: frozenset({*GUESTS, *UNASKED}),
    Channel.SMS: frozenset(GUESTS),
    Channel.WEB_PUSH: frozenset(GUESTS),
    Channel.MOBILE_PUSH: frozenset(GUESTS),
}


def rank(kind: Kind) -> int:
    """The lower, the more personal."""
    return _MOST_PERSONAL.index(kind) if kind in _MOST_PERSONAL else len(_MOST_PERSONAL)


def chosen(*, guest: bool) -> Sequence[Kind]:
    """The kinds that such a person chooses channels for."""
    return GUESTS if guest else CHOSEN


def default(kind: Kind, channel: Channel, *, guest: bool) -> Mode:
    """How such a person is told where they have chosen nothing."""
    defaults = _GUESTS_DEFAULTS if guest else _DEFAULTS
    return Mode.NOW if kind in defaults[channel] else Mode.OFF


def allowed(kind: Kind, channel: Channel) -> Sequence[Mode]:
    """What can be chosen; nothing where the kind never goes through the channel."""
    if kind is Kind.DAILY_SUMMARY:
        return _OTHER if channel is Channel.EMAIL else ()
    return _EMAIL if channel is Channel.EMAIL else _OTHER
