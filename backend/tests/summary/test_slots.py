"""A summary is due once a day at its hour, also on the days on which the clock is changed."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.reports.daily_summary.slots import last_slot, next_slot, slot
from app.settings_store.email import Summary

ZONES = ("Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Pacific/Apia", "Asia/Kathmandu", "UTC")

FIRST = 1_735_689_600
"""The first second of 2025."""


def moment(text: str) -> dt.datetime:
    """ISO 8601 as a moment in UTC."""
    return dt.datetime.fromisoformat(text).astimezone(dt.UTC)


@pytest.mark.parametrize(
    ("zone", "day", "at", "expected"),
    [
        ("Europe/Berlin", "2026-03-28", "02:30", "2026-03-28T02:30+01:00"),
        ("Europe/Berlin", "2026-03-29", "02:30", "2026-03-29T03:00+02:00"),  # 02:00 to 03:00 doesn't exist
        ("Europe/Berlin", "2026-03-29", "18:00", "2026-03-29T18:00+02:00"),
        ("Europe/Berlin", "2026-10-25", "02:30", "2026-10-25T02:30+02:00"),  # comes again an hour later
        ("Europe/Berlin", "2026-10-25", "18:00", "2026-10-25T18:00+01:00"),
        ("America/New_York", "2026-03-08", "02:59", "2026-03-08T03:00-04:00"),
        ("America/New_York", "2026-11-01", "01:30", "2026-11-01T01:30-04:00"),
        ("Australia/Lord_Howe", "2026-10-04", "02:15", "2026-10-04T02:30+11:00"),  # a change of half an hour
        ("Australia/Lord_Howe", "2026-04-05", "01:45", "2026-04-05T01:45+11:00"),
        ("Pacific/Apia", "2011-12-30", "18:00", "2011-12-31T00:00+14:00"),  # a day that was left out
    ],
)
def test_a_slot_is_the_first_moment_at_which_the_clock_shows_its_time(
    zone: str, day: str, at: str, expected: str
) -> None:
    hour, minute = map(int, at.split(":"))
    found = slot(dt.date.fromisoformat(day), Summary(hour=hour, minute=minute, timezone=zone))
    assert found.due_at == moment(expected)


@given(
    st.integers(FIRST, FIRST + 3 * 365 * 86_400),
    st.integers(0, 23),
    st.integers(0, 59),
    st.sampled_from(ZONES),
)
def test_the_next_slot_follows_the_last_one_by_a_day_of_the_calendar(
    seconds: int, hour: int, minute: int, zone: str
) -> None:
    at = dt.datetime.fromtimestamp(seconds, dt.UTC)
    schedule = Summary(hour=hour, minute=minute, timezone=zone)
    last, coming = last_slot(at, schedule), next_slot(at, schedule)
    assert last.due_at <= at < coming.due_at
    assert coming.day - last.day == dt.timedelta(days=1)
    assert next_slot(last.due_at, schedule) == coming
    assert last_slot(coming.due_at, schedule) == coming


def test_a_year_has_a_slot_for_each_of_its_days() -> None:
    for zone in ZONES:
        schedule = Summary(hour=2, minute=30, timezone=zone)
        at, days = dt.datetime(2026, 1, 1, tzinfo=ZoneInfo(zone)).astimezone(dt.UTC), list[dt.date]()
        while len(days) < 365:
            found = next_slot(at, schedule)
            days.append(found.day)
            at = found.due_at
        assert days == [dt.date(2026, 1, 1) + dt.timedelta(days=number) for number in range(365)]
