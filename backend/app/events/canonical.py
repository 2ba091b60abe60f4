"""The canonical form of a history row and its hash, as docs/reference/history.md gives it byte for byte.

The JSON is RFC 8785's for the values that history holds: no floats, integers within ±(2**53 - 1), ASCII names.
"""

import datetime as dt
import hashlib
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import orjson

from app.models.base import Json

FORM = b"modern-management/history/1"
SALT_SIZE = 16
HEADER = frozenset(
    {
        "class",
        "id",
        "at",
        "actor_id",
        "entity_type",
        "entity_id",
        "ticket_id",
        "property_id",
        "internal",
        "action",
        "schema_version",
    }
)

# For these values orjson writes what RFC 8785 prescribes, which a test compares with a plain implementation.
_RFC_8785 = (
    orjson.OPT_SORT_KEYS
    | orjson.OPT_STRICT_INTEGER
    | orjson.OPT_PASSTHROUGH_DATETIME
    | orjson.OPT_PASSTHROUGH_DATACLASS
)


class NotCanonical(ValueError):
    """A value that the canonical form does not know: a float, an integer beyond ±(2**53 - 1), a name not in ASCII."""


@dataclass(frozen=True, slots=True)
class Sealed:
    """What a history row keeps beside its values: each value's salt and digest in hex, and the hash (32 bytes)."""

    salts: dict[str, str]
    digests: dict[str, str]
    hash: bytes


def timestamp(at: dt.datetime) -> str:
    """`2026-11-21T09:30:00.000000Z`: UTC, always six digits of a second. ValueError without a time zone."""
    if at.tzinfo is None:
        raise ValueError("a moment needs a time zone")
    return at.astimezone(dt.UTC).replace(tzinfo=None).isoformat(timespec="microseconds") + "Z"


def values(
    changes: Mapping[str, Json], reason: Json = None, request_id: str | None = None, ip: str | None = None
) -> dict[str, Json]:
    """A row's hashed values under their names: `changes.<field>` (`[old, new]`), and the others that it has."""
    named: dict[str, Json] = {f"changes.{field}": change for field, change in changes.items()}
    others: dict[str, Json] = {"reason": reason, "request_id": request_id, "ip": ip}
    return named | {name: value for name, value in others.items() if value is not None}


def seal(header: Mapping[str, Json], named: Mapping[str, Json]) -> Sealed:
    """Fresh salts for the named values, and the row's hash. Raises as `row_hash` and `digest` do."""
    random = os.urandom(SALT_SIZE * len(named))
    salts = {name: random[i * SALT_SIZE : (i + 1) * SALT_SIZE] for i, name in enumerate(named)}
    digests = {name: digest(value, salts[name]) for name, value in named.items()}
    return Sealed(_hex(salts), _hex(digests), row_hash(header, digests))


def digest(value: Json, salt: bytes) -> bytes:
    """SHA-256 over the salt and the value's canonical JSON: 32 bytes. `NotCanonical` if it has none."""
    return hashlib.sha256(salt + canonical(value)).digest()


def row_hash(header: Mapping[str, Json], digests: Mapping[str, bytes]) -> bytes:
    """SHA-256 over the form's name, the header's canonical JSON and each value's name and digest: 32 bytes.

    ValueError unless the header has exactly the fields of `HEADER`.
    """
    if differing := header.keys() ^ HEADER:
        raise ValueError(f"the header's fields are not the form's: {sorted(differing)}")
    frames = [FORM, canonical(header)]
    for name in sorted(digests):
        frames += (name.encode(), digests[name])
    return hashlib.sha256(_framed(frames)).digest()


def canonical(value: Json) -> bytes:
    """The value as RFC 8785 JSON. `NotCanonical` outside of the values that history holds."""
    _require_canonical(value)
    try:
        return orjson.dumps(value, option=_RFC_8785)
    except TypeError as error:
        raise NotCanonical(str(error)) from error


def _hex(named: Mapping[str, bytes]) -> dict[str, str]:
    return {name: value.hex() for name, value in named.items()}


def _framed(frames: Iterable[bytes]) -> bytes:
    return b"".join(len(frame).to_bytes(4, "big") + frame for frame in frames)


def _require_canonical(value: Json) -> None:
    if value is None or isinstance(value, str | int):
        return
    if isinstance(value, float):
        raise NotCanonical("a float has no place in history: use an integer of the smallest unit, or text")
    if isinstance(value, Mapping):
        for name, item in value.items():
            if not name.isascii():
                raise NotCanonical(f"the name {name!r} is not ASCII")
            _require_canonical(item)
    else:
        for item in value:
            _require_canonical(item)
