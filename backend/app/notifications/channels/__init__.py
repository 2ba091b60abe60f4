"""A channel: how a message reaches a person. Each is one file behind the small interface that stands here.

A sender is handed messages that are rendered already and answers with one outcome for each, in their order: a
`Receipt` when the other side took it, a `Transient` when another try may help, a `Permanent` when none will. It never
raises for one message of many; what it raises counts as transient for all of them.
"""

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from typing import Protocol, runtime_checkable

from app.models import Channel


@dataclass(frozen=True, slots=True)
class PushTarget:
    """A browser (`token` is its endpoint, `keys` its p256dh and auth) or a phone (`token` is Expo's)."""

    device_id: int
    token: str
    keys: Mapping[str, str] = field(default_factory=dict[str, str])


@dataclass(frozen=True, slots=True)
class Message:
    """What a channel is handed; all of it is plain values.

    `to`: an e-mail address, a phone number (E.164), or empty for pushes, which go to the devices in `push`. `url` is
    an absolute link into the app. `message_id` stays the same for every attempt; `thread_id` is the ticket's. Both
    are RFC 5322 message ids, with their angle brackets. `urgent`: of a critical ticket.
    """

    delivery_id: int
    channel: Channel
    kind: str
    to: str
    subject: str
    text: str
    html: str | None
    url: str
    message_id: str | None
    thread_id: str | None
    unsubscribe_url: str | None
    locale: str
    urgent: bool
    push: Sequence[PushTarget] = ()


@dataclass(frozen=True, slots=True)
class Receipt:
    """The other side took the message.

    `provider_id` is what the other side calls it. `segments`: how many SMS it was. `words`: what the other side said.
    `gone_device_ids`: devices that no longer exist there. `pending`: tickets whose receipts are to be asked for
    later, each with its device's id.
    """

    provider_id: str | None = None
    segments: int | None = None
    words: str = ""
    gone_device_ids: Sequence[int] = ()
    pending: Mapping[str, int] = field(default_factory=dict[str, int])


class Transient(Exception):
    """Not taken, but another try may help. `words` are the other side's own; `retry_after` is in seconds."""

    def __init__(self, words: str, retry_after: float | None = None) -> None:
        super().__init__(words)
        self.words = words
        self.retry_after = retry_after


class Permanent(Exception):
    """Not taken, and no other try will help. `gone_device_ids`: devices that no longer exist there."""

    def __init__(self, words: str, gone_device_ids: Sequence[int] = ()) -> None:
        super().__init__(words)
        self.words = words
        self.gone_device_ids = gone_device_ids


Outcome = Receipt | Transient | Permanent
HandOver = Callable[[], Outcome]


class Sender(Protocol):
    """Hands messages to the other side."""

    def why_off(self) -> str | None:
        """One sentence for the screens that says why the channel is off; none: it is on."""
        ...

    def send_many(self, messages: Sequence[Message]) -> Sequence[Outcome]:
        """Hand each message to the other side; one outcome each, in their order."""
        ...


@runtime_checkable
class Prepares(Protocol):
    """A sender that can do most of its work before the moment of which nobody knows whether the message was taken."""

    def ready(self, message: Message) -> AbstractContextManager[HandOver]:
        """Do all of it but that. Left without handing over, nothing was sent."""
        ...
