"""The link that ends mail of a kind: signed, good for ever and for nothing else; who holds it needs no account."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from itsdangerous import BadSignature, URLSafeSerializer
from pydantic import TypeAdapter, ValidationError
from sqlalchemy import Connection, select
from sqlalchemy.orm import Session

from app.errors import NotFound
from app.models import Channel, User

from . import kinds, preferences
from .kinds import Kind, Mode
from .letters.letter import EVERYTHING

_PAYLOAD: Final = TypeAdapter(tuple[int, str])
_signers: Final[list[URLSafeSerializer]] = []


class NotConfigured(RuntimeError):
    """`configure` was not called before the first link."""


@dataclass(frozen=True, slots=True)
class Stop:
    """Whose mail ends, and of which kinds. `email`: where it went; None where the person has none any more."""

    user_id: int
    kinds: Sequence[Kind]
    email: str | None


def configure(secret: str) -> None:
    """With what links are signed; another secret ends those made before."""
    options = {"key_derivation": "hmac", "digest_method": hashlib.sha256}
    _signers[:] = [URLSafeSerializer(secret, salt="unsubscribe", signer_kwargs=options)]


def token(user_id: int, kind: str) -> str:
    """What the link holds; `kind` may be several with a `+` between, or `EVERYTHING`."""
    signed = _signer().dumps([user_id, kind])
    return signed.decode() if isinstance(signed, bytes) else signed


def meant(connection: Connection, given: str) -> Stop:
    """What a link ends; `NotFound` for one that we did not make."""
    try:
        user_id, kind = _PAYLOAD.validate_python(_signer().loads(given), strict=False)
        ended = kinds.CHOSEN if kind == EVERYTHING else [Kind(one) for one in kind.split("+")]
    except (BadSignature, ValidationError, ValueError) as error:
        raise NotFound("link") from error
    row = connection.execute(select(User.email).where(User.id == user_id)).one_or_none()
    if row is None:
        raise NotFound("link")
    return Stop(user_id, ended, row.email)


def stop(session: Session, given: str) -> Stop:
    """End it. Ending it twice is ending it."""
    what = meant(session.connection(), given)
    for kind in what.kinds:
        if Mode.OFF in kinds.allowed(kind, Channel.EMAIL):
            preferences.turn_off(session, what.user_id, kind, Channel.EMAIL)
            session.flush()  # the next one reads the row anew
    return what


def _signer() -> URLSafeSerializer:
    if not _signers:
        raise NotConfigured("call unsubscribing.configure(secret) first")
    return _signers[0]
