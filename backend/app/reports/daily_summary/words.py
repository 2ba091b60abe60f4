"""How the summary says numbers, times and places, in English."""

import datetime as dt
from collections.abc import Sequence
from statistics import median
from typing import Final

from .figures import Median

_SMALL: Final = [
    "no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
]  # fmt: skip
_WEEKDAYS: Final = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
_MONTHS: Final = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
]  # fmt: skip
MINUTE, HOUR, DAY = 60, 3_600, 86_400
SAME_SHARE: Final = 0.05


def number(count: int) -> str:
    """Small ones in letters: `two`, `14`."""
    return _SMALL[count] if 0 <= count < len(_SMALL) else f"{count:,}"


def counted(count: int, noun: str, plural: str | None = None) -> str:
    """`one ticket`, `14 tickets`."""
    return f"{number(count)} {noun if count == 1 else plural or f'{noun}s'}"


def sentence(text: str) -> str:
    """With a capital letter."""
    return text[:1].upper() + text[1:]


def weekday(day: dt.date) -> str:
    """`Tuesday`."""
    return _WEEKDAYS[day.weekday()]


def date(day: dt.date) -> str:
    """`Tuesday 12 May`."""
    return f"{weekday(day)} {day.day} {_MONTHS[day.month - 1]}"


def duration(seconds: float) -> str:
    """`under 1 min`, `11 min`, `5 h`, `5 h 10`; from two days on `3 d`, `3 d 4 h`."""
    minutes = round(seconds / MINUTE)
    if minutes < 1:
        return "under 1 min"
    if minutes < 60:
        return f"{minutes} min"
    hours, rest = divmod(minutes, 60)
    if hours < 48:
        return f"{hours} h {rest:02}" if rest else f"{hours} h"
    days, hours = divmod(hours, 24)
    return f"{days} d {hours} h" if hours else f"{days} d"


def median_of(now: Sequence[int], before: Sequence[int]) -> Median:
    """The median of these seconds, and how it has changed since."""
    seconds, earlier = _median(now), _median(before)
    if seconds is None:
        return Median(None, earlier, "\N{EN DASH}", "", is_slower=False)
    change, is_slower = _change(seconds, earlier)
    return Median(seconds, earlier, duration(seconds), change, is_slower)


def _median(values: Sequence[int]) -> int | None:
    return round(median(values)) if values else None


def _change(seconds: int, before: int | None) -> tuple[str, bool]:
    """A difference of less than a minute, or of a twentieth, is none."""
    if before is None:
        return "", False
    difference = seconds - before
    if abs(difference) < max(MINUTE, SAME_SHARE * before):
        return "as last week", False
    return f"{duration(abs(difference))} {'slower' if difference > 0 else 'faster'}", difference > 0


def floor(level: int | None) -> str:
    """`basement`, `2nd basement`, `ground floor`, `3rd floor`; empty outside of floors."""
    if level is None:
        return ""
    if level == 0:
        return "ground floor"
    if level == -1:
        return "basement"
    return f"{_ordinal(abs(level))} {'floor' if level > 0 else 'basement'}"


def _ordinal(value: int) -> str:
    ending = "th" if value % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(value % 10, "th")
    return f"{value}{ending}"
