"""What both kinds of push have in common: a few words of the message, and one outcome from many devices."""

import base64
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from . import Message, Outcome, Permanent, Receipt, Transient

TITLE: Final = 120
BODY: Final = 240
LASTS_SECONDS: Final = 24 * 60 * 60
"""A push that reaches nobody within a day is old news."""


@dataclass(frozen=True, slots=True)
class Tried:
    """What became of a push to one device. `gone`: it no longer exists there. `ticket`: its receipt comes later."""

    device_id: int
    problem: Transient | Permanent | None = None
    gone: bool = False
    ticket: str | None = None


def content(message: Message) -> dict[str, str]:
    """`{type, title, body, url, tag}`, short. The tag is the ticket's: a later push takes the place of an earlier."""
    return {
        "type": message.kind,
        "title": shortened(message.subject, TITLE),
        "body": shortened(message.text.replace(message.url, "") if message.url else message.text, BODY),
        "url": message.url,
        "tag": topic(message),
    }


def shortened(text: str, most: int) -> str:
    """The text on one line, cut at a word."""
    line = " ".join(text.split())
    if len(line) <= most:
        return line
    kept = line[: most - 1]
    return f"{kept.rsplit(' ', 1)[0] if ' ' in kept else kept}…"


def topic(message: Message) -> str:
    """What the message is about in 32 letters of base64url (RFC 8030, 5.4)."""
    about = message.thread_id or message.url or str(message.delivery_id)
    return base64.urlsafe_b64encode(hashlib.sha256(about.encode()).digest()).decode()[:32]


def outcome(tried: Sequence[Tried]) -> Outcome:
    """Of one message to all of a person's devices: taken once one took it; else tried again if that may help."""
    gone = [one.device_id for one in tried if one.gone]
    problems = [one.problem for one in tried if one.problem is not None]
    words = "; ".join(dict.fromkeys(problem.words for problem in problems))
    if len(problems) < len(tried):
        tickets = {one.ticket: one.device_id for one in tried if one.ticket}
        return Receipt(words=words, gone_device_ids=gone, pending=tickets)
    waits = [problem for problem in problems if isinstance(problem, Transient)]
    if waits:
        return Transient(words, max((problem.retry_after or 0.0 for problem in waits), default=0.0) or None)
    return Permanent(words or "There is no device to send to any more.", gone)


def seconds(retry_after: str | None) -> float | None:
    """The header `Retry-After`, if it holds seconds."""
    return float(retry_after) if retry_after and retry_after.isascii() and retry_after.isdigit() else None
