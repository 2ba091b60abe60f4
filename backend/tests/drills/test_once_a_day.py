"""Each day's summary goes out exactly once: in three time zones, across both changes of the clock, with two schedulers
of which the leader is killed at the minute; and after an outage over the hour it comes when the system is back.

What it proves: the schedulers are the product's own processes and only their clock is the drill's (`clocked.py`), so
the trigger, the lock, the look every two seconds and the making up are those that run in an installation. They enqueue
into the real queue; a real worker takes the jobs, and a real mail server counts what arrives. The worker needs no other
clock: its job carries the day and the moment. What it does not prove: that PostgreSQL's own clock was changed; nothing
that decides about a day asks it.
"""

import datetime as dt
import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import text

from app import db
from app.reports.daily_summary.slots import Slot, slot
from app.services.rows import now
from app.settings_store.email import Summary
from tests import factories
from tests.drills.dailies import Crew
from tests.drills.report import note
from tests.drills.serving import until
from tests.servers import Addresses

pytestmark = pytest.mark.drill

DAY = dt.timedelta(days=1)
CHANGES = [
    # A time that the clock skips, and one that it shows twice.
    ("Europe/Berlin", "02:30", "2027-03-28"),
    ("Europe/Berlin", "02:30", "2027-10-31"),
    ("America/New_York", "18:00", "2027-03-14"),
    ("America/New_York", "18:00", "2027-11-07"),
    # A change of half an hour, the other way round in the year.
    ("Australia/Lord_Howe", "02:15", "2027-10-03"),
    ("Australia/Lord_Howe", "01:45", "2027-04-04"),
]
# When the leader is killed, in seconds from the minute on: before, at it, just as it enqueues, after it has. The cases
# begin at different ones of these.
KILLS = (0.05, 1.0, -0.1, 0.25, 0.0, 1.0)


@dataclass(frozen=True, slots=True)
class Scene:
    """What runs, when the summary is due, and the addresses of those who get it."""

    crew: Crew
    schedule: Summary
    recipients: Sequence[str]

    def slot(self, day: dt.date) -> Slot:
        """When that day's summary is due."""
        return slot(day, self.schedule)


@pytest.fixture
def scene(app: Flask, fresh_database: Addresses, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Scene]:
    """Two executives of a property in that zone, and the processes."""
    zone, at = request.param
    hour, minute = map(int, at.split(":"))
    schedule = Summary(hour=hour, minute=minute, timezone=zone)
    property_id = factories.property_("House", zone)[0]
    people = [
        factories.person(app, "executive", manages=[property_id], email_verified_at=now()).email for _ in range(2)
    ]
    with db.unit_of_work() as unit:
        unit.execute(
            text(
                "INSERT INTO settings (key, value) VALUES ('email', jsonb_build_object('summary', jsonb_build_object("
                "'enabled', true, 'hour', CAST(:hour AS int), 'minute', CAST(:minute AS int), 'timezone',"
                " CAST(:zone AS text))))"
            ),
            {"hour": hour, "minute": minute, "zone": zone},
        )
    with Crew(fresh_database, tmp_path) as crew:
        yield Scene(crew, schedule, people)


def kept() -> dict[dt.date, dt.datetime]:
    """The days that were sent at their hour, each with the moment at which it was cut."""
    with db.reads() as connection:
        rows = connection.execute(text("SELECT day, due_at FROM daily_summaries WHERE scheduled ORDER BY day")).all()
    return {row.day: row.due_at for row in rows}


@pytest.mark.parametrize(
    ("scene", "change", "number"),
    [((zone, at), dt.date.fromisoformat(day), number) for number, (zone, at, day) in enumerate(CHANGES)],
    indirect=["scene"],
    ids=[f"{zone}, {day}" for zone, _, day in CHANGES],
)
def test_each_day_is_sent_once(scene: Scene, change: dt.date, number: int, is_full: bool) -> None:
    around = 2 if is_full else 0
    days = [change + DAY * distance for distance in range(-around, around + 1)]
    crew, kills = scene.crew, itertools.islice(itertools.cycle(KILLS), number, None)
    crew.let_it_be(scene.slot(days[0]).due_at - dt.timedelta(minutes=10))
    crew.add_scheduler()
    crew.add_scheduler()
    for day in days:
        if day != days[0]:
            crew.add_scheduler()
        _the_leader_dies_at_the_minute(scene, day, next(kills))
    _the_hour_comes_a_second_time(scene, days[-1])
    missed = days[-1] + DAY
    _nobody_is_there_at_the_hour(scene, missed)
    expected = {day: scene.slot(day).due_at for day in [*days, missed]}
    until(lambda: len(crew.inbox.ids) >= len(expected) * len(scene.recipients), "the mails are there")
    _every_delivery_is_sent()
    assert kept() == expected
    assert {who: len(mails) for who, mails in crew.inbox.subjects.items()} == dict.fromkeys(
        scene.recipients, len(expected)
    )
    assert len(set(crew.inbox.ids)) == len(crew.inbox.ids)
    if is_full:
        name = f"once a day, {scene.schedule.timezone} {change}"
        note(name, f"{len(days)} days with the leader killed at the minute and one outage: {len(expected)} summaries")


def _the_leader_dies_at_the_minute(scene: Scene, day: dt.date, seconds: float) -> None:
    crew, due_at = scene.crew, scene.slot(day).due_at
    crew.let_it_be(due_at - dt.timedelta(seconds=1.5))
    crew.wait_for(due_at + dt.timedelta(seconds=seconds))
    crew.kill_leader()
    until(lambda: day in kept(), f"the summary of {day}")


def _the_hour_comes_a_second_time(scene: Scene, day: dt.date) -> None:
    """An hour later, as on the day on which the clock goes back: whoever leads by then must find nothing due."""
    crew, again = scene.crew, scene.slot(day).due_at + dt.timedelta(hours=1)
    crew.let_it_be(again - dt.timedelta(seconds=1))
    until(crew.has_leader, "the scheduler that is left leads")
    crew.wait_for(again + dt.timedelta(seconds=3))


def _nobody_is_there_at_the_hour(scene: Scene, day: dt.date) -> None:
    crew = scene.crew
    crew.kill_all()
    crew.let_it_be(scene.slot(day).due_at + dt.timedelta(hours=7))
    assert day not in kept()
    crew.add_scheduler()
    until(lambda: day in kept(), f"the summary of {day}, after the outage")


def _every_delivery_is_sent() -> None:
    def states() -> set[str]:
        with db.reads() as connection:
            return set(connection.scalars(text("SELECT state FROM deliveries WHERE channel = 'email'")))

    until(lambda: states() == {"sent"}, "every delivery is sent")
