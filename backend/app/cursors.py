"""Where a list goes on: an opaque, checked cursor over the values that the rows are sorted by."""

import base64
import binascii
import datetime as dt
import zlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

import orjson
from pydantic import TypeAdapter

from app.errors import Invalid

Values = tuple[object, ...]


class Row(Protocol):
    """A row whose columns are found by name."""

    def __getitem__(self, name: str, /) -> object: ...


POINTER = "/query/cursor"
_BIGINT = 2**63
_CONTENT = TypeAdapter(list[str | int | None])


def _instant(value: object) -> dt.datetime | None:
    if not isinstance(value, str):
        return None
    try:
        moment = dt.datetime.fromisoformat(value)
    except ValueError:
        return None
    return moment if moment.tzinfo else None


def _integer(value: object) -> int | None:
    fits = isinstance(value, int) and not isinstance(value, bool) and -_BIGINT <= value < _BIGINT
    return value if fits and isinstance(value, int) else None


def _text(value: object) -> str | None:
    return value if isinstance(value, str) and "\x00" not in value else None


_READERS: Mapping[type, Callable[[object], object]] = {dt.datetime: _instant, int: _integer, str: _text}


def _refused() -> Invalid:
    return Invalid.field(POINTER, "cursor", "This cursor does not belong to this list; start again without it.")


def encode(sort: str, values: Sequence[object]) -> str:
    """The cursor behind the row that has these sort values (datetimes with a time zone, integers, texts, nulls)."""
    content = orjson.dumps([sort, *values], option=orjson.OPT_UTC_Z)
    checked = zlib.crc32(content).to_bytes(4, "big") + content
    return base64.urlsafe_b64encode(checked).rstrip(b"=").decode()


def decode(cursor: str, sort: str, kinds: Sequence[type]) -> Values:
    """The sort values that `encode` took; 422 for a cursor that is broken or was given by another list or sort."""
    content = _content(cursor)
    if len(content) != len(kinds) + 1 or content[0] != sort:
        raise _refused()
    return tuple(_read(value, kind) for value, kind in zip(content[1:], kinds, strict=True))


def _content(cursor: str) -> list[str | int | None]:
    try:
        checked = base64.b64decode(cursor + "=" * (-len(cursor) % 4), altchars=b"-_", validate=True)
        return _CONTENT.validate_json(checked[4:]) if _is_whole(checked) else []
    except (binascii.Error, ValueError):
        return []


def _is_whole(checked: bytes) -> bool:
    return len(checked) > 4 and zlib.crc32(checked[4:]).to_bytes(4, "big") == checked[:4]


def _read(value: object, kind: type) -> object:
    if value is None:
        return None
    read = _READERS[kind](value)
    if read is None:
        raise _refused()
    return read


@dataclass(frozen=True, slots=True)
class Page:
    """Which part of a list is asked for: at most `limit` rows, behind `cursor`."""

    limit: int = 25
    cursor: str | None = None

    def after(self, sort: str, *kinds: type) -> Values | None:
        """The sort values of the last row that the client has; None at the beginning."""
        return None if self.cursor is None else decode(self.cursor, sort, kinds)

    def of(self, rows: Sequence[Row], sort: str, *keys: str) -> dict[str, object]:
        """The answer of a list. `rows` has one row more than `limit` where the list goes on; `keys` are the columns
        it is sorted by."""
        items = rows[: self.limit]
        goes_on = len(rows) > self.limit
        return {"items": items, "next_cursor": encode(sort, [items[-1][key] for key in keys]) if goes_on else None}
