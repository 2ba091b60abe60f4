"""Times as a person reads them: on their own clock, in their language, no more of the date than needed."""

import datetime as dt
from dataclasses import dataclass
from typing import Final

from babel.dates import format_datetime

from .catalogue import Texts

SOON: Final = dt.timedelta(days=6)
HOUR: Final = 60
DAY: Final = 24 * HOUR


@dataclass(frozen=True, slots=True)
class Clock:
    """A person's wall clock at the moment at which they are told."""

    texts: Texts
    zone: dt.tzinfo
    now: dt.datetime

    def moment(self, at: dt.datetime) -> str:
        """`12:19` today, `Friday 12:19` within a week, else `15 May 12:19`, with the year where it is another."""
        return self._write("time" if self._is_today(at) else self._day_pattern(at) + "_time", at)

    def day(self, at: dt.datetime) -> str:
        """`today`, `Friday`, `15 May`."""
        return self.texts.say("clock.today") if self._is_today(at) else self._write(self._day_pattern(at), at)

    def time(self, at: dt.datetime) -> str:
        """`12:19`."""
        return self._write("time", at)

    def full_day(self, at: dt.datetime) -> str:
        """`Friday 15 May`."""
        return self._write("full_day", at)

    def ahead(self, at: dt.datetime) -> str:
        """`in 1 h 26`, or `25 min late`."""
        minutes = int((at - self.now).total_seconds() // 60)
        if minutes < 0:
            return self.texts.say("clock.late", duration=self.duration(-minutes))
        return self.texts.say("clock.in", duration=self.duration(minutes))

    def duration(self, minutes: int) -> str:
        """`25 min`, `1 h 26`, `3 d`."""
        if minutes < HOUR:
            return self.texts.say("clock.minutes", minutes=minutes)
        if minutes >= 2 * DAY:
            return self.texts.say("clock.days", days=minutes // DAY)
        hours, rest = divmod(minutes, HOUR)
        return self.texts.say("clock.hours_minutes" if rest else "clock.hours", hours=hours, minutes=f"{rest:02}")

    def _is_today(self, at: dt.datetime) -> bool:
        return at.astimezone(self.zone).date() == self.now.astimezone(self.zone).date()

    def _day_pattern(self, at: dt.datetime) -> str:
        there, here = at.astimezone(self.zone), self.now.astimezone(self.zone)
        if abs(there.date() - here.date()) <= SOON:
            return "weekday"
        return "day" if there.year == here.year else "day_year"

    def _write(self, pattern: str, at: dt.datetime) -> str:
        local = at.astimezone(self.zone).replace(tzinfo=None)
        return format_datetime(local, self.texts.say(f"clock.pattern.{pattern}"), locale=self.texts.dates)
