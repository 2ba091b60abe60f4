"""Test messages, for whoever sets a channel up: sent at once, past the ledger, with the other side's own words."""

import time
from collections.abc import Sequence
from typing import Final

from sqlalchemy import Connection
from sqlalchemy.orm import Session

from app.models import Channel
from app.permissions import Actor, Permission, require_everywhere

from . import people, push_receipts
from .channels import Message, PushTarget, Receipt, Transient, registry

Shown = dict[str, object]
PUSHES: Final = (Channel.WEB_PUSH, Channel.MOBILE_PUSH)
TITLE: Final = "A test message"
TEXT: Final = "This is a test message. It arrived."
NO_DEVICE: Final = "None of your devices takes them. Switch them on in your profile first."


def sms(actor: Actor, to: str, url: str) -> Shown:
    """Send an SMS to a number (E.164). `{ok, words, seconds}`; 403 without `settings:manage`."""
    require_everywhere(actor, Permission.SETTINGS_MANAGE)
    began = time.monotonic()
    is_ok, words = _sent(None, _message(Channel.SMS, url, to=to))
    return _answer(is_ok, words, began)


def push(session: Session, actor: Actor, url: str) -> Shown:
    """Send a push to all of the actor's own devices. `{ok, words, seconds}`; 403 without `settings:manage`."""
    require_everywhere(actor, Permission.SETTINGS_MANAGE)
    began = time.monotonic()
    results = [(channel, _to_devices(session, actor, channel, url)) for channel in PUSHES]
    said = " ".join(f"{channel.replace('_', ' ').capitalize()}: {words}" for channel, (_, words) in results)
    return _answer(any(is_ok for _, (is_ok, _) in results), said, began)


def _to_devices(session: Session, actor: Actor, channel: Channel, url: str) -> tuple[bool, str]:
    why = registry.why_off(channel)
    if why is not None:
        return False, why
    targets = _targets(session.connection(), actor, channel)
    return _sent(session, _message(channel, url, push=targets)) if targets else (False, NO_DEVICE)


def _targets(connection: Connection, actor: Actor, channel: Channel) -> Sequence[PushTarget]:
    return people.one(connection, actor).targets(channel)


def _sent(session: Session | None, message: Message) -> tuple[bool, str]:
    """Whether it was taken, and what was said."""
    why, sender = registry.why_off(message.channel), registry.sender(message.channel)
    if why is not None or sender is None:
        return False, why or registry.NOT_SET_UP
    outcome = sender.send_many([message])[0]
    if session is not None and not isinstance(outcome, Transient):
        push_receipts.forget(session, outcome.gone_device_ids)
    return isinstance(outcome, Receipt), outcome.words or "It was taken."


def _message(channel: Channel, url: str, *, to: str = "", push: Sequence[PushTarget] = ()) -> Message:
    return Message(
        delivery_id=0,
        channel=channel,
        kind="test",
        to=to,
        subject=TITLE,
        text=TEXT,
        html=None,
        url=url,
        message_id=None,
        thread_id=None,
        unsubscribe_url=None,
        locale="en",
        urgent=False,
        push=push,
    )


def _answer(is_ok: bool, words: str, began: float) -> Shown:
    return {"ok": is_ok, "words": words, "seconds": round(time.monotonic() - began, 3)}
