"""What needs a decision comes with one sentence, a place and one way on; the most pressing first."""

import datetime as dt

import pytest
from flask import Flask

from app.reports.daily_summary import composing
from app.reports.daily_summary.figures import Decision, Figures
from tests import factories
from tests.summary.days import Place, snapshot


@pytest.fixture
def berlin(app: Flask) -> Place:
    """At 18:00 the slot comes."""
    return Place(app, "Europe/Berlin")


def figures(*places: Place) -> Figures:
    """The summary of these places."""
    found = composing.figures(snapshot(), [place.id for place in places])
    assert found is not None
    return found


def only(place: Place) -> Decision:
    """The one decision that there is."""
    (found,) = figures(place).decisions
    return found


def test_a_normal_ticket_needs_no_decision(berlin: Place) -> None:
    berlin.ticket("12 09:00", due_at="12 12:00", status="on_hold", on_hold_until="13 09:00")
    assert figures(berlin).decisions == []


def test_critical_and_overdue_for_more_than_four_hours(berlin: Place) -> None:
    berlin.ticket("12 09:00", due_at="12 14:01", priority=4)
    critical = berlin.ticket("12 09:00", due_at="12 12:30", priority=4, title="No hot water", room_id=berlin.room)
    found = only(berlin)
    assert (found.kind, found.title) == ("critical_overdue", "No hot water")
    assert found.text == f"{berlin.name}, 3rd floor. Critical, and overdue for 5 h 30."
    assert (found.path, found.plate.room, found.plate.floor_words) == (f"/tickets/{critical}", "304", "3rd floor")


def test_several_of_a_kind_are_one_decision(berlin: Place) -> None:
    berlin.ticket("12 09:00", due_at="12 12:30", priority=4, title="No hot water", room_id=berlin.room)
    berlin.ticket("12 09:00", due_at="12 11:00", priority=4, title="Gas smell")
    found = only(berlin)
    assert found.title == f"Two critical tickets at {berlin.name} are overdue for long"
    assert found.text == "The first one for 7 h: Gas smell."
    assert found.path == f"/tickets?view=late&property_id={berlin.id}&priority=critical"


def test_tickets_that_nobody_has(berlin: Place) -> None:
    berlin.ticket("12 15:00", assignee_id=None, title="Tap")
    assert only(berlin).text == f"{berlin.name}. It has waited for 3 h."
    berlin.ticket("12 10:00", "cleaning", assignee_id=None, title="Carpet")
    found = only(berlin)
    assert found.title == f"Two tickets at {berlin.name} have nobody"
    assert found.text == "The oldest has waited for 8 h: Carpet."
    assert found.path == f"/tickets?view=unassigned&property_id={berlin.id}"


def away(app: Flask, place: Place, since: str | None, until: str | None) -> None:
    """A head of housekeeping who is away."""
    begin, end = (place.moment(one) if one else None for one in (since, until))
    factories.person(app, "manager", manages=[place.id], department="housekeeping", away_from=begin, away_until=end)


def test_a_department_whose_managers_are_all_away(app: Flask, berlin: Place) -> None:
    away(app, berlin, "11 08:00", "14 08:00")
    away(app, berlin, "08 08:00", "20 08:00")
    assert figures(berlin).decisions == [], "it has nothing open"
    berlin.ticket("12 09:00", "cleaning", assignee_id=None)
    berlin.ticket("12 09:00", "linen")
    found = only(berlin)
    assert (found.kind, found.title) == (
        "no_manager",
        f"Housekeeping at {berlin.name} has no manager until Thursday",
    )
    assert found.text == "One ticket has nobody. All of its managers have been away since Monday 11 May."
    assert found.path.startswith(f"/people?property_id={berlin.id}&department_id=")


def test_one_manager_who_is_there_is_enough(app: Flask, berlin: Place) -> None:
    away(app, berlin, "11 08:00", "14 08:00")
    factories.person(app, "manager", manages=[berlin.id], department="housekeeping")
    berlin.ticket("12 09:00", "cleaning")
    assert figures(berlin).decisions == []


def test_on_hold_past_its_date(berlin: Place) -> None:
    ticket_id = berlin.ticket(
        "10 09:00", status="on_hold", on_hold_until="12 09:00", on_hold_reason="A part", title="Boiler"
    )
    found = only(berlin)
    assert (found.kind, found.path) == ("on_hold_past", f"/tickets/{ticket_id}")
    assert found.text == f"{berlin.name}. On hold until Tuesday, and nobody took it up. It waited for: A part"


def test_reopened_for_the_second_time_today(berlin: Place) -> None:
    twice, once, undone, long_ago = (berlin.ticket("08 09:00", title=name) for name in ("A", "B", "C", "D"))
    berlin.moved(twice, "10 09:00", "closed", "open")
    berlin.moved(twice, "12 09:00", "resolved", "open")
    berlin.moved(once, "12 09:00", "resolved", "open")
    berlin.moved(undone, "10 09:00", "resolved", "open")
    berlin.moved(undone, "12 09:00", "resolved", "open", reason='{"undo": true}')
    for day in ("09", "10"):
        berlin.moved(long_ago, f"{day} 09:00", "resolved", "open")
    found = only(berlin)
    assert (found.kind, found.title, found.path) == ("reopened", "A", f"/tickets/{twice}")
    assert found.text == f"{berlin.name}. Reopened two times, today again: what was done does not hold."


def test_the_headline_counts_them_all_and_the_mail_shows_the_most_pressing(app: Flask) -> None:
    places = [Place(app, "Europe/Berlin") for _ in range(3)]
    for place in places:
        place.ticket("10 09:00", status="on_hold", on_hold_until="12 09:00")
        place.ticket("12 09:00", due_at="12 10:00", priority=4)
    found = figures(*places)
    assert found.subject == "Tuesday: six things wait for you, 3 overdue"
    assert [one.kind for one in found.decisions] == ["critical_overdue"] * 3 + ["on_hold_past"]
    assert found.further_decisions == 2
    assert found.preheader == "6 decisions. 3 opened, 0 resolved, 6 open, 3 overdue, 3 critical."


def test_a_day_a_week_away_is_named_with_its_date(app: Flask, berlin: Place) -> None:
    away(app, berlin, None, "30 08:00")
    berlin.ticket("12 09:00", "cleaning")
    found = only(berlin)
    assert found.title.endswith("has no manager until Saturday 30 May")
    assert found.text == "All are away."
    assert dt.date(2026, 5, 30).weekday() == 5
