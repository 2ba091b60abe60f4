"""The last summary is due until it is kept: after an outage too, but never of a time before there was a schedule."""

import datetime as dt
from collections.abc import Callable

import orjson
import pytest
from flask import Flask

from app import clock, db
from app.permissions import SYSTEM
from app.reactions import daily
from app.reports.daily_summary import agenda
from app.reports.daily_summary.agenda import Agenda
from app.services import settings_email
from app.settings_store import email, store
from app.settings_store.email import Summary
from tests import factories
from tests.notifications.stage import execute

Look = Callable[[str], Agenda]
Save = Callable[..., None]


@pytest.fixture
def look(app: Flask) -> Look:
    """The leader's look at a moment of May 2026 in Berlin: `12 18:00`. There is a property in Berlin."""
    assert app
    factories.property_("House", "Europe/Berlin")

    def at(when: str) -> Agenda:
        with db.unit_of_work() as unit:
            return agenda.look(unit.connection(), moment(when))

    return at


@pytest.fixture
def save(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Save:
    """An administrator saves these settings of mail at a moment: `save("12 17:10", summary={"hour": 18})`."""
    assert app

    def at(when: str, **values: object) -> None:
        monkeypatch.setattr(clock, "now", lambda: moment(when))
        with db.unit_of_work() as unit:
            settings_email.edit(unit, SYSTEM, values, store.load(unit.connection(), email.KEY).version)

    return at


def moment(when: str) -> dt.datetime:
    """Of May 2026 in Berlin: a day, and a time with or without seconds."""
    day, time = when.split()
    return dt.datetime.fromisoformat(f"2026-05-{day}T{time}+02:00")


def due(found: Agenda) -> str | None:
    """The day that is due, if there is one."""
    return found.due and found.due.day.isoformat()


def set_to(**summary: object) -> None:
    """As the System Console saves it."""
    execute(
        "INSERT INTO settings (key, value) VALUES ('email', CAST(:value AS jsonb))"
        " ON CONFLICT (key) DO UPDATE SET value = excluded.value",
        value=orjson.dumps({"summary": summary}).decode(),
    )


def test_until_it_is_set_it_is_due_at_18_where_the_first_property_is(look: Look) -> None:
    assert look("12 10:00") == Agenda(Summary(hour=18, timezone="Europe/Berlin"), None)


def test_a_new_installation_sends_nothing_of_the_time_before_it(look: Look) -> None:
    assert due(look("12 18:30")) is None
    assert due(look("13 17:59")) is None
    assert due(look("13 18:00")) == "2026-05-13"


def test_it_is_due_until_its_day_is_kept(look: Look) -> None:
    look("12 10:00")
    found = look("12 18:00")
    assert found.due is not None
    assert look("12 18:10").due == found.due
    daily.send(found.due)
    assert due(look("12 18:11")) is None
    assert due(look("13 17:59")) is None


@pytest.mark.parametrize("back", ["12 18:40", "13 07:00", "13 17:59"])
def test_after_an_outage_over_the_hour_it_is_due(look: Look, back: str) -> None:
    look("12 17:00")
    assert due(look(back)) == "2026-05-12"


def test_after_an_outage_of_days_only_the_last_one_is_due(look: Look) -> None:
    look("12 17:00")
    assert due(look("15 09:00")) == "2026-05-14"


def test_an_hour_that_has_passed_today_counts_from_tomorrow_on(look: Look) -> None:
    look("12 10:00")
    set_to(enabled=True, hour=9, minute=0, timezone="Europe/Berlin")
    assert due(look("12 10:01")) is None
    assert due(look("13 09:00")) == "2026-05-13"


def test_an_hour_that_is_set_during_an_outage_and_passes_in_it_is_made_up_for(look: Look, save: Save) -> None:
    save("12 09:00", summary={"hour": 20})
    look("12 16:59")
    save("12 17:10", summary={"hour": 18})
    assert due(look("12 18:30")) == "2026-05-12"
    assert due(look("12 18:32")) == "2026-05-12"


def test_what_else_is_saved_later_in_an_outage_loses_no_summary(look: Look, save: Save) -> None:
    save("12 09:00", summary={"hour": 20})
    look("12 16:59")
    save("12 17:10", summary={"hour": 18})
    save("12 18:10", server="mail.example.com")
    assert due(look("12 18:30")) == "2026-05-12"


def test_an_hour_that_is_set_a_second_before_it_counts_today(look: Look, save: Save) -> None:
    save("12 09:00", summary={"hour": 20})
    look("12 17:59:58")
    save("12 17:59:59", summary={"hour": 18})
    assert due(look("12 18:00:01")) == "2026-05-12"


def test_an_hour_that_is_set_during_an_outage_when_it_has_passed_counts_from_tomorrow_on(
    look: Look, save: Save
) -> None:
    save("12 09:00", summary={"hour": 20})
    look("12 16:59")
    save("12 18:10", summary={"hour": 18})
    assert due(look("12 18:30")) is None
    assert due(look("13 18:00")) == "2026-05-13"


@pytest.mark.parametrize(
    ("when", "saved"), [("12 09:00", {"summary": {"hour": 18}}), ("12 10:30", {"server": "mail.example.com"})]
)
def test_another_time_zone_of_the_first_property_counts_from_when_it_is_seen(
    look: Look, save: Save, when: str, saved: dict[str, object]
) -> None:
    look("12 10:00")
    save(when, **saved)
    execute("UPDATE properties SET timezone = 'Asia/Tokyo'")  # where 18:00 is 11:00 in Berlin
    assert due(look("12 12:00")) is None
    assert due(look("13 11:00")) == "2026-05-13"


def test_a_later_hour_of_a_day_that_was_sent_is_none_of_it(look: Look) -> None:
    look("12 10:00")
    found = look("12 18:00")
    assert found.due is not None
    daily.send(found.due)
    set_to(enabled=True, hour=20, minute=0, timezone="Europe/Berlin")
    assert due(look("12 19:00")) is None
    assert due(look("12 20:00")) is None
    assert due(look("13 20:00")) == "2026-05-13"


def test_switched_off_nothing_is_due_and_nothing_is_made_up_for(look: Look) -> None:
    look("12 10:00")
    set_to(enabled=False, hour=18, minute=0, timezone="Europe/Berlin")
    assert due(look("12 18:00")) is None
    set_to(enabled=True, hour=18, minute=0, timezone="Europe/Berlin")
    assert due(look("12 21:00")) is None
    assert due(look("13 18:00")) == "2026-05-13"


def test_other_settings_of_mail_leave_the_schedule_alone(look: Look) -> None:
    set_to(hour=18, timezone="Europe/Berlin")
    look("12 10:00")
    set_to(enabled=True, timezone="Europe/Berlin", minute=0)
    assert due(look("12 18:30")) == "2026-05-12"


def test_a_zone_that_this_machine_does_not_know_is_utc(look: Look) -> None:
    set_to(timezone="Europe/Atlantis")
    assert look("12 10:00").schedule == Summary(hour=18, timezone="UTC")
