"""The private link with which somebody without an account follows their one ticket."""

import hashlib
import hmac
import re
from base64 import urlsafe_b64encode
from typing import Final

from sqlalchemy import Connection, select

from app.errors import NotFound
from app.models import Ticket

_TOKEN: Final = re.compile(r"([1-9][0-9]{0,17})-([A-Za-z0-9_-]{32})", re.ASCII)
_secret: list[bytes] = []


class NotConfigured(RuntimeError):
    """`configure` was not called before the first link."""


def configure(secret: str) -> None:
    """Say with what links are made; another secret ends the links made before."""
    _secret[:] = [hashlib.sha256(b"follow-link/" + secret.encode()).digest()]


def token(ticket_id: int, salt: bytes) -> str:
    """The token of a ticket's link. It can be made anew, and nobody who reads the database can make it."""
    if not _secret:
        raise NotConfigured("call follow_links.configure(secret) first")
    code = hmac.digest(_secret[0], salt + ticket_id.to_bytes(8, "big"), "sha256")
    return f"{ticket_id}-{urlsafe_b64encode(code[:24]).decode()}"


def ticket_id(connection: Connection, given: str) -> int:
    """The ticket that a token leads to; `NotFound` for any other token, compared in constant time."""
    match = _TOKEN.fullmatch(given)
    if match is None:
        raise NotFound("link")
    identity = int(match[1])
    salt = connection.scalar(select(Ticket.follow_salt).where(Ticket.id == identity))
    if salt is None or not hmac.compare_digest(token(identity, salt), given):
        raise NotFound("link")
    return identity
