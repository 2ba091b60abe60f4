"""When the daily summary goes out, and since when it has been so; read without the secrets that stand beside it."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from typing import Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import TypeAdapter
from sqlalchemy import Connection, select, text
from sqlalchemy.dialects.postgresql import insert

from app.models import Installation

from .email import KEY, Summary

SINCE: Final = "daily_summary"
"""Where the installation remembers since when it has had which schedule."""

_DOCUMENT: Final = TypeAdapter(dict[str, object])
_SUMMARY: Final = TypeAdapter(Summary)
_ROW: Final = text("""
SELECT (SELECT value -> 'summary' FROM settings WHERE key = :key) AS saved,
       (SELECT timezone FROM properties WHERE archived_at IS NULL ORDER BY id LIMIT 1) AS zone
""")


@dataclass(frozen=True, slots=True)
class _Since:
    since: dt.datetime
    schedule: Summary


_SINCE: Final = TypeAdapter(_Since)


def read(connection: Connection) -> Summary:
    """As an administrator set it. Until then: at 18:00 where the first property is (UTC while there is none)."""
    row = connection.execute(_ROW, {"key": KEY}).one()
    values = {"timezone": row.zone or "UTC", **_DOCUMENT.validate_python(row.saved or {})}
    found = _SUMMARY.validate_python(values)
    return found if _is_known(found.timezone) else replace(found, timezone="UTC")


def since(connection: Connection, schedule: Summary, at: dt.datetime) -> dt.datetime:
    """Since when the installation has had this schedule, which is its own at that moment. One that is new is noted: ask
    where it is saved, and it counts from then on, whoever sees it later."""
    kept = connection.scalar(select(Installation.value).where(Installation.key == SINCE))
    if kept is not None:
        known = _SINCE.validate_python(kept)
        if known.schedule == schedule:
            return known.since
    _note(connection, {"since": at.isoformat(), "schedule": asdict(schedule)})
    return at


def _note(connection: Connection, value: Mapping[str, object]) -> None:
    new = insert(Installation).values(key=SINCE, value=_DOCUMENT.validate_python(value))
    connection.execute(new.on_conflict_do_update(index_elements=["key"], set_={"value": new.excluded.value}))


def _is_known(zone: str) -> bool:
    """Whether this machine has the zone: its tables may be older or newer than those that it was chosen from."""
    try:
        ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError):
        return False
    return True
