"""Passwords: Argon2id with the parameters of RFC 9106's second recommendation. They never block the event loop."""

import unicodedata
from functools import cache
from typing import Final

from argon2 import PasswordHasher
from argon2.exceptions import VerifyMismatchError

from app.services.threads import beside_the_loop

_HASHER: Final = PasswordHasher()


def hashed(password: str) -> str:
    """What is stored for a password."""
    return beside_the_loop(_HASHER.hash, _bytes(password))


def matches(password_hash: str | None, password: str) -> bool:
    """Whether it is the password. Without a hash never, after the same time."""
    is_right = beside_the_loop(_verify, password_hash or _of_nobody(), _bytes(password))
    return is_right and password_hash is not None


def is_outdated(password_hash: str) -> bool:
    """Whether it was made with weaker parameters than those of now."""
    return _HASHER.check_needs_rehash(password_hash)


def _bytes(password: str) -> bytes:
    """The same password typed on another keyboard may be composed of other code points."""
    return unicodedata.normalize("NFC", password).encode()


def _verify(password_hash: str, password: bytes) -> bool:
    try:
        return _HASHER.verify(password_hash, password)
    except VerifyMismatchError:
        return False


@cache
def _of_nobody() -> str:
    return _HASHER.hash(b"the password of nobody")
