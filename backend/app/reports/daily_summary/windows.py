"""From when until when a property's day goes: each is cut at its own midnight."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from zoneinfo import ZoneInfo

DAY: Final = dt.timedelta(days=1)
WEEK: Final = dt.timedelta(days=7)
NOON: Final = 12


@dataclass(frozen=True, slots=True)
class Window:
    """A property's day: [`since`, `until`), the next midnight, and the same part of the same weekday of last week."""

    property_id: int
    day: dt.date
    shown_until: str
    since: dt.datetime
    until: dt.datetime
    midnight: dt.datetime
    since_before: dt.datetime
    until_before: dt.datetime


def until_moment(property_id: int, timezone: str, at: dt.datetime) -> Window:
    """The day that a summary due at that moment is about: the property's own day so far; before its noon, when that
    day has hardly begun, the whole day before."""
    local = at.astimezone(ZoneInfo(timezone))
    if local.hour < NOON:
        return whole_day(property_id, timezone, local.date() - DAY)
    return _window(property_id, ZoneInfo(timezone), local.date(), local.replace(tzinfo=None))


def whole_day(property_id: int, timezone: str, day: dt.date) -> Window:
    """A day from midnight to midnight."""
    return _window(property_id, ZoneInfo(timezone), day, dt.datetime.combine(day + DAY, dt.time()))


def _window(property_id: int, zone: ZoneInfo, day: dt.date, end: dt.datetime) -> Window:
    is_whole = end.date() > day
    midnight = dt.datetime.combine(end.date() + DAY, dt.time())
    return Window(
        property_id=property_id,
        day=day,
        shown_until="24:00" if is_whole else f"{end:%H:%M}",
        since=_moment(dt.datetime.combine(day, dt.time()), zone),
        until=_moment(end, zone),
        midnight=_moment(midnight, zone),
        since_before=_moment(dt.datetime.combine(day - WEEK, dt.time()), zone),
        until_before=_moment(end - WEEK, zone),
    )


def _moment(local: dt.datetime, zone: ZoneInfo) -> dt.datetime:
    return local.replace(tzinfo=zone).astimezone(dt.UTC)


def parameters(windows: Sequence[Window]) -> Mapping[str, object]:
    """The windows as the statements take them: one array a column, and what bounds them all."""
    names = ("property_id", "since", "until", "midnight", "since_before", "until_before")
    columns: dict[str, object] = {name: [getattr(one, name) for one in windows] for name in names}
    return {
        **columns,
        "earliest": min(one.since for one in windows),
        "latest": max(one.until for one in windows),
        "earliest_before": min(one.since_before for one in windows),
        "latest_before": max(one.until_before for one in windows),
        "first_until": min(one.until for one in windows),
    }
