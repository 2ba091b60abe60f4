"""Through which channel one is told of what, and when not, in JSON."""

import datetime as dt
from typing import Annotated

from pydantic import Field

from app.models import Channel, Consent
from app.notifications.kinds import Kind, Mode
from app.schemas.base import Instant, Model
from app.schemas.patch import Patch

Clock = Annotated[str, Field(pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9]$")]
CLOCKS = frozenset({"quiet_from", "quiet_until", "daily_at"})


class ChannelChoice(Model):
    """What one can choose for a kind and a channel."""

    default: Mode
    allowed: list[Mode]


class KindChoices(Model):
    """A kind of notification, and the channels that it can go through."""

    kind: Kind
    channels: dict[Channel, ChannelChoice]


class ChannelState(Model):
    """Whether a channel reaches the caller."""

    on: bool
    why_off: str | None
    """A sentence that says why it doesn't."""
    address: str | None
    """Where it goes to."""


class SmsConsentState(Model):
    """Whether the caller may be written to by SMS."""

    phone: str | None
    """Their number, if it is in international form."""
    state: Consent | None
    """`asked`: the phone has not said YES yet; `stopped`: it said STOP, and it alone can undo that; null: they don't
    want it."""


class Preferences(Model):
    """What the caller chose."""

    choices: dict[Kind, dict[Channel, Mode]]
    """Where it differs from the default."""
    kinds: list[KindChoices]
    """All that there is to choose."""
    channels: dict[Channel, ChannelState]
    quiet_from: Clock | None
    """From then on, in the caller's time zone, only what is critical goes out."""
    quiet_until: Clock | None
    daily_at: Clock
    """When the daily digest comes."""
    do_not_disturb_until: Instant | None
    timezone: str
    sms_consent: SmsConsentState
    version: int


class PreferencesPatch(Patch):
    """What is to change. Of `choices` only those that are named; null lets the default hold again."""

    choices: dict[Kind, dict[Channel, Mode | None]] = Field(default={})
    quiet_from: Clock | None = None
    quiet_until: Clock | None = None
    daily_at: Clock = "08:00"
    do_not_disturb_until: Instant | None = None
    sms_consent: bool = False
    """Whether one wants to be written to at one's number, which is then asked by SMS, and asked again if this is sent
    again; 409 where it said STOP, and after too many numbers in a day."""

    def values(self) -> dict[str, object]:
        """The fields that were sent, as the service takes them: plain words, and times as such."""
        words = self.changes()
        times = {name: _clock(word) for name, word in words.items() if name in CLOCKS}
        moment = {name: self.do_not_disturb_until for name in words if name == "do_not_disturb_until"}
        return {**words, **times, **moment}


def _clock(word: object) -> dt.time | None:
    return dt.time.fromisoformat(word) if isinstance(word, str) else None
