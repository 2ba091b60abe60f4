"""Which sender serves which channel in this process; said once, when the process is composed."""

from collections.abc import Mapping

from app.models import Channel

from . import Sender

OUTSIDE = (Channel.EMAIL, Channel.SMS, Channel.WEB_PUSH, Channel.MOBILE_PUSH)
"""The channels that leave the app. What stands in the app needs no sender: its row is the delivery."""

NOT_SET_UP = "This channel is not set up."

_senders: dict[Channel, Sender] = {}


def configure(senders: Mapping[Channel, Sender]) -> None:
    """Say which sender serves which channel; a channel that is left out is off."""
    _senders.clear()
    _senders.update(senders)


def sender(channel: Channel) -> Sender | None:
    """Return the sender of a channel; none when it has none."""
    return _senders.get(channel)


def why_off(channel: Channel) -> str | None:
    """Return one sentence that says why a channel is off; none: it is on."""
    if channel is Channel.IN_APP:
        return None
    serving = _senders.get(channel)
    return NOT_SET_UP if serving is None else serving.why_off()


def states() -> dict[Channel, str | None]:
    """Return for every channel why it is off; none: it is on."""
    return {channel: why_off(channel) for channel in Channel}
