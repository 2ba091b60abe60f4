"""When the daily summary goes out, read without the secrets that stand beside it."""

import datetime as dt
from dataclasses import replace
from typing import Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import TypeAdapter
from sqlalchemy import Connection, select, text

from app.models import Setting

from .email import KEY, Summary

_ADAPTER: Final = TypeAdapter(dict[str, object])
_SUMMARY: Final = TypeAdapter(Summary)
_ROW: Final = text("""
SELECT (SELECT value -> 'summary' FROM settings WHERE key = :key) AS saved,
       (SELECT timezone FROM properties WHERE archived_at IS NULL ORDER BY id LIMIT 1) AS zone
""")


def read(connection: Connection) -> Summary:
    """As an administrator set it. Until then: at 18:00 where the first property is (UTC while there is none)."""
    row = connection.execute(_ROW, {"key": KEY}).one()
    values = {"timezone": row.zone or "UTC", **_ADAPTER.validate_python(row.saved or {})}
    found = _SUMMARY.validate_python(values)
    return found if _is_known(found.timezone) else replace(found, timezone="UTC")


def saved_at(connection: Connection) -> dt.datetime | None:
    """When the settings that it stands among were last saved; None where it was never set."""
    return connection.scalar(select(Setting.updated_at).where(Setting.key == KEY, Setting.value.has_key("summary")))


def _is_known(zone: str) -> bool:
    """Whether this machine has the zone: its tables may be older or newer than those that it was chosen from."""
    try:
        ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError):
        return False
    return True
