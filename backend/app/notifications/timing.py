"""When a person may be told: their quiet hours, their do-not-disturb, and the hours of their digests. Pure functions.

Hours are those of the person's wall clock. Where a clock goes forward, an hour that does not exist counts as the one
behind it; where it goes back, an hour that comes twice counts at its first coming, and at its second when the first
has passed.
"""

import datetime as dt
from typing import Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from .kinds import Mode
from .people import Preferences

DAY: Final = dt.timedelta(days=1)
HOUR: Final = dt.timedelta(hours=1)


def free_at(preferences: Preferences, at: dt.datetime) -> dt.datetime:
    """The first moment from `at` on at which the person may be disturbed."""
    held = preferences.do_not_disturb_until
    start = held if held is not None and held > at else at
    return quiet_until(preferences, start) or start


def quiet_until(preferences: Preferences, at: dt.datetime) -> dt.datetime | None:
    """The end of the quiet hours in which `at` lies; none where it lies in none."""
    begin, end = preferences.quiet_from, preferences.quiet_until
    if begin is None or end is None or begin == end:
        return None
    local = at.astimezone(zone(preferences.timezone))
    clock = local.time()
    over_midnight = begin > end
    inside = (clock >= begin or clock < end) if over_midnight else begin <= clock < end
    if not inside:
        return None
    day = local.date() + DAY if over_midnight and clock >= begin else local.date()
    return _moment(day, end, local.tzinfo, at)


def digest_at(preferences: Preferences, mode: Mode, at: dt.datetime) -> dt.datetime:
    """When the digest goes out that takes what happens at `at`: at the next full hour, or at the person's hour."""
    there = zone(preferences.timezone)
    local = at.astimezone(there)
    if mode is Mode.HOURLY:
        past = dt.timedelta(minutes=local.minute, seconds=local.second, microseconds=local.microsecond)
        return free_at(preferences, at - past + HOUR)
    due = _moment(local.date(), preferences.daily_at, there, at)
    if due <= at or local.time() >= preferences.daily_at:
        due = _moment(local.date() + DAY, preferences.daily_at, there, at)
    held = preferences.do_not_disturb_until
    return max(due, held) if held is not None else due


def zone(name: str) -> dt.tzinfo:
    """The zone of that name; UTC for one that this machine does not know."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        return dt.UTC


def _moment(day: dt.date, clock: dt.time, there: dt.tzinfo | None, after: dt.datetime) -> dt.datetime:
    """The first moment after `after` at which that clock shows this time on that day."""
    local = dt.datetime.combine(day, clock, tzinfo=there)
    first = local.astimezone(dt.UTC)
    return first if first > after else local.replace(fold=1).astimezone(dt.UTC)
