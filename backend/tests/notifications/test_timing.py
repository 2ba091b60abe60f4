"""Quiet hours and digests follow the person's own clock: over midnight, and over both changes of the clock."""

import datetime as dt

import pytest

from app.notifications import timing
from app.notifications.kinds import Mode
from app.notifications.people import Preferences


def utc(text: str) -> dt.datetime:
    """A moment, written in UTC."""
    return dt.datetime.fromisoformat(text).replace(tzinfo=dt.UTC)


def night(timezone: str = "Europe/Berlin", begin: str = "22:00", end: str = "07:00") -> Preferences:
    """Somebody who sleeps."""
    return Preferences(
        quiet_from=dt.time.fromisoformat(begin), quiet_until=dt.time.fromisoformat(end), timezone=timezone
    )


@pytest.mark.parametrize(
    ("at", "free"),
    [
        ("2026-05-04 12:00", "2026-05-04 12:00"),
        ("2026-05-04 19:59", "2026-05-04 19:59"),
        ("2026-05-04 20:00", "2026-05-05 05:00"),
        ("2026-05-04 23:00", "2026-05-05 05:00"),
        ("2026-05-05 04:59", "2026-05-05 05:00"),
        ("2026-05-05 05:00", "2026-05-05 05:00"),
    ],
)
def test_quiet_hours_go_over_midnight(at: str, free: str) -> None:
    assert timing.free_at(night(), utc(at)) == utc(free)


@pytest.mark.parametrize(
    ("zone", "at", "free"),
    [
        # The night in which the clock goes forward is an hour shorter, the other one an hour longer.
        ("Europe/Berlin", "2026-03-28 22:00", "2026-03-29 05:00"),
        ("Europe/Berlin", "2026-10-24 21:00", "2026-10-25 06:00"),
        ("America/New_York", "2026-03-08 03:00", "2026-03-08 11:00"),
        ("Australia/Lord_Howe", "2026-10-03 12:00", "2026-10-03 20:00"),
    ],
)
def test_quiet_hours_end_by_the_wall_clock(zone: str, at: str, free: str) -> None:
    assert timing.free_at(night(zone), utc(at)) == utc(free)


def test_an_end_that_does_not_exist_counts_as_the_hour_behind_it() -> None:
    assert timing.free_at(night(end="02:30"), utc("2026-03-28 23:00")) == utc("2026-03-29 01:30")


def test_an_end_that_comes_twice_counts_at_its_first_coming_and_behind_that_at_its_second() -> None:
    person = night(end="02:30")
    assert timing.free_at(person, utc("2026-10-24 23:00")) == utc("2026-10-25 00:30")
    assert timing.free_at(person, utc("2026-10-25 01:10")) == utc("2026-10-25 01:30")


def test_quiet_hours_within_a_day() -> None:
    person = night("UTC", "12:00", "14:00")
    assert timing.free_at(person, utc("2026-05-04 13:00")) == utc("2026-05-04 14:00")
    assert timing.free_at(person, utc("2026-05-04 14:00")) == utc("2026-05-04 14:00")


def test_do_not_disturb_that_ends_at_night_ends_in_the_morning() -> None:
    person = Preferences(
        quiet_from=dt.time(22), quiet_until=dt.time(7), do_not_disturb_until=utc("2026-05-04 23:30"), timezone="UTC"
    )
    assert timing.free_at(person, utc("2026-05-04 10:00")) == utc("2026-05-05 07:00")
    assert timing.free_at(person, utc("2026-05-05 08:00")) == utc("2026-05-05 08:00")


def test_an_hourly_digest_comes_at_the_persons_full_hour() -> None:
    assert timing.digest_at(Preferences(timezone="UTC"), Mode.HOURLY, utc("2026-05-04 12:01")) == utc(
        "2026-05-04 13:00"
    )
    india = Preferences(timezone="Asia/Kolkata")
    assert timing.digest_at(india, Mode.HOURLY, utc("2026-05-04 12:01")) == utc("2026-05-04 12:30")
    assert timing.digest_at(night("UTC"), Mode.HOURLY, utc("2026-05-04 21:10")) == utc("2026-05-05 07:00")


@pytest.mark.parametrize(
    ("at", "due"),
    [
        ("2026-05-04 05:59", "2026-05-04 06:00"),
        ("2026-05-04 06:00", "2026-05-05 06:00"),
        ("2026-03-28 12:00", "2026-03-29 06:00"),
        ("2026-10-24 12:00", "2026-10-25 07:00"),
    ],
)
def test_a_daily_digest_comes_at_the_persons_own_hour(at: str, due: str) -> None:
    assert timing.digest_at(Preferences(timezone="Europe/Berlin"), Mode.DAILY, utc(at)) == utc(due)


def test_a_zone_that_is_not_known_counts_as_utc() -> None:
    assert timing.free_at(night("Mars/Olympus"), utc("2026-05-04 23:00")) == utc("2026-05-05 07:00")
