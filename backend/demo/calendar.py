"""When things are reported: by season, weekday and hour, as a house lives."""

import datetime as dt
from bisect import bisect
from itertools import accumulate
from random import Random
from zoneinfo import ZoneInfo

DAYS = 365
WEEKDAYS = (9, 9, 9, 10, 12, 12, 10)
HOURS = (1, 1, 1, 1, 1, 2, 5, 9, 12, 12, 10, 8, 7, 7, 8, 9, 10, 11, 11, 10, 8, 6, 4, 2)
WAKING = range(6, 24)


def moments(random: Random, number: int, now: dt.datetime, zone: ZoneInfo) -> list[dt.datetime]:
    """So many moments of the last 365 days but the last one, in order; the house is busier now than a year ago."""
    today = now.astimezone(zone).replace(hour=0, minute=0, second=0, microsecond=0)
    days = [today - dt.timedelta(days=before) for before in range(DAYS, 0, -1)]
    weights = [WEEKDAYS[day.weekday()] * (0.7 + 0.6 * place / DAYS) for place, day in enumerate(days)]
    return sorted(_within(random, random.choices(days, weights)[0]) for _ in range(number))


def _within(random: Random, day: dt.datetime) -> dt.datetime:
    sums = list(accumulate(HOURS))
    hour = bisect(sums, random.random() * sums[-1])
    return (day + dt.timedelta(hours=hour, seconds=random.randrange(3600))).astimezone(dt.UTC)


def at_work(at: dt.datetime, zone: ZoneInfo) -> dt.datetime:
    """The moment itself, or half past seven of the next morning where nobody works at that hour."""
    local = at.astimezone(zone)
    if local.hour in WAKING:
        return at
    return local.replace(hour=7, minute=30).astimezone(dt.UTC) + dt.timedelta(seconds=local.second)


def season(at: dt.datetime) -> str | None:
    """Summer, winter, or neither."""
    if at.month in (6, 7, 8, 9):
        return "summer"
    return "winter" if at.month in (11, 12, 1, 2, 3) else None
