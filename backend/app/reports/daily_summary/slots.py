"""At which moment a day's summary is due: a time of the clock, once a day, through both changes of the clock."""

import datetime as dt
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from app.settings_store.email import Summary

DAY = dt.timedelta(days=1)
MINUTE = dt.timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Slot:
    """A day of the calendar where the summary is scheduled, and the moment (UTC) at which its summary is due."""

    day: dt.date
    due_at: dt.datetime


def slot(day: dt.date, schedule: Summary) -> Slot:
    """The slot of a day. A time that the clock skips that day gives way to the first minute after the gap; of one
    that comes twice the first counts."""
    zone = ZoneInfo(schedule.timezone)
    local = dt.datetime.combine(day, dt.time(schedule.hour, schedule.minute))
    while not _exists(local, zone):
        local += MINUTE
    return Slot(day, local.replace(tzinfo=zone).astimezone(dt.UTC))


def next_slot(after: dt.datetime, schedule: Summary) -> Slot:
    """The first slot later than that moment."""
    day = _local_day(after, schedule) - DAY
    while (found := slot(day, schedule)).due_at <= after:
        day += DAY
    return found


def last_slot(at: dt.datetime, schedule: Summary) -> Slot:
    """The newest slot that has come by that moment."""
    day = _local_day(at, schedule) + DAY
    while (found := slot(day, schedule)).due_at > at:
        day -= DAY
    return found


def _local_day(at: dt.datetime, schedule: Summary) -> dt.date:
    return at.astimezone(ZoneInfo(schedule.timezone)).date()


def _exists(local: dt.datetime, zone: ZoneInfo) -> bool:
    """Whether a clock on that wall ever shows that time (PEP 495)."""
    return local.replace(tzinfo=zone).astimezone(dt.UTC).astimezone(zone).replace(tzinfo=None) == local
