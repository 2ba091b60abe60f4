"""Messages as the engine hands them to a channel."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from app.models import Channel
from app.notifications.channels import Message, PushTarget

PUBLIC_URL: Final = "https://tickets.example.org"
LINK: Final = f"{PUBLIC_URL}/app/tickets/7"

PLAIN: Final = Message(
    delivery_id=1,
    channel=Channel.SMS,
    kind="ticket_commented",
    to="",
    subject="BARH-7: The tap drips",
    text=f"Jonas wrote: we come at three.\n\n{LINK}\n",
    html=None,
    url=LINK,
    message_id=None,
    thread_id="<ticket-7@tickets.example.org>",
    unsubscribe_url=None,
    locale="en",
    urgent=False,
)


def sms(to: str, text: str = PLAIN.text, *, delivery_id: int = 1, kind: str = PLAIN.kind) -> Message:
    """To a number."""
    return replace(PLAIN, to=to, text=text, delivery_id=delivery_id, kind=kind)


def push(targets: Sequence[PushTarget], channel: Channel = Channel.WEB_PUSH, *, text: str = PLAIN.text,
         urgent: bool = False) -> Message:  # fmt: skip
    """To devices."""
    return replace(PLAIN, channel=channel, push=targets, text=text, urgent=urgent)
