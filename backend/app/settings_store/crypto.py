"""Secrets at rest: Fernet (AES-128-CBC with HMAC-SHA-256), under keys that can be exchanged one after the other."""

import base64
from collections.abc import Mapping, Sequence
from typing import Final

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from pydantic import TypeAdapter

_INFO: Final = b"modern-management/settings"
_VALUES: Final = TypeAdapter(dict[str, str])
_keys: list[MultiFernet] = []


class NotConfigured(RuntimeError):
    """`configure` was not called before the first secret."""


class Unreadable(RuntimeError):
    """A secret was encrypted under a key that is no longer among those given."""


def configure(secret_key: str, encryption_keys: Sequence[str] = ()) -> None:
    """The keys, newest first: new secrets are written under the first, old ones are read under any of them."""
    _keys[:] = [MultiFernet([Fernet(_derived(key)) for key in (*encryption_keys, secret_key)])]


def encrypt(values: Mapping[str, str]) -> bytes:
    """The values, to be read by nobody without the key."""
    return _fernet().encrypt(_VALUES.dump_json(dict(values)))


def decrypt(token: bytes) -> Mapping[str, str]:
    """The values again; `Unreadable` where no key fits."""
    try:
        return _VALUES.validate_json(_fernet().decrypt(token))
    except InvalidToken as error:
        raise Unreadable("A saved secret can't be read: none of the keys in use wrote it.") from error


def rotated(token: bytes) -> bytes:
    """The same secret under the newest key; `Unreadable` where no key fits."""
    try:
        return _fernet().rotate(token)
    except InvalidToken as error:
        raise Unreadable("A saved secret can't be read: none of the keys in use wrote it.") from error


def _fernet() -> MultiFernet:
    if not _keys:
        raise NotConfigured("call crypto.configure(secret_key) first")
    return _keys[0]


def _derived(secret: str) -> bytes:
    """A Fernet key out of any secret text (RFC 5869)."""
    return base64.urlsafe_b64encode(HKDF(SHA256(), 32, salt=None, info=_INFO).derive(secret.encode()))
