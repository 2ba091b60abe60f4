"""Refresh tokens: `<session id>.<secret>`. The database keeps digests only, so that reading it signs nobody in."""

import base64
import hashlib
import hmac
import secrets
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RefreshToken:
    """A refresh token in its two parts."""

    session_id: str
    secret: str

    def __str__(self) -> str:
        return f"{self.session_id}.{self.secret}"

    @property
    def digest(self) -> str:
        """What the session keeps of it."""
        return hashlib.sha256(self.secret.encode()).hexdigest()

    def successor(self, seed: str) -> "RefreshToken":
        """The token that replaces this one. Whoever has this one and asks again gets the very same."""
        code = hmac.digest(seed.encode(), self.secret.encode(), "sha256")
        return RefreshToken(self.session_id, base64.urlsafe_b64encode(code).rstrip(b"=").decode())


def first(session_id: str) -> RefreshToken:
    """The first token of a session."""
    return RefreshToken(session_id, secrets.token_urlsafe(32))


def parsed(token: str) -> RefreshToken | None:
    """The parts of a token as a client sent it; None where it has another form."""
    session_id, dot, secret = token.partition(".")
    is_ours = bool(dot and session_id and secret) and len(token) <= 200 and token.isascii() and token.isprintable()
    return RefreshToken(session_id, secret) if is_ours else None


def spent(token: RefreshToken, seed: str) -> str:
    """What the session remembers of the token that it has just replaced: its digest, and how it was replaced."""
    return f"{token.digest}:{seed}"


def same(digest: str, token: RefreshToken) -> bool:
    """Whether the digest is that token's, compared in constant time."""
    return hmac.compare_digest(digest, token.digest)
