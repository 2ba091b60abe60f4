"""What a day adds up to: each property is cut at its own midnight, and stands as it stood at the slot."""

import datetime as dt

import pytest
from flask import Flask

from app.reports.daily_summary import composing
from app.reports.daily_summary.figures import Counts, Figures, PropertyFigures
from app.reports.daily_summary.snapshot import dump, load
from tests import factories
from tests.summary.days import DAY, SLOT, Place, snapshot


@pytest.fixture
def berlin(app: Flask) -> Place:
    """At 18:00 the slot comes."""
    return Place(app, "Europe/Berlin")


def figures(*places: Place, at: dt.datetime = SLOT, day: dt.date = DAY) -> Figures:
    """The summary of these places, from a snapshot that was stored and read again."""
    found = composing.figures(load(dump(snapshot(at, day))), [place.id for place in places])
    assert found is not None
    return found


def only(place: Place, at: dt.datetime = SLOT, day: dt.date = DAY) -> PropertyFigures:
    """One place's figures."""
    return figures(place, at=at, day=day).properties[0]


def test_a_day_begins_at_the_propertys_midnight_and_ends_at_the_slot(berlin: Place) -> None:
    for created in ("11 23:59:59", "12 00:00", "12 17:59:59", "12 18:00"):
        berlin.ticket(created)
    found = only(berlin)
    assert (found.until, found.counts.opened, found.counts.open) == ("18:00", 2, 3)


def test_in_three_time_zones_the_same_slot_cuts_three_different_days(app: Flask) -> None:
    berlin, new_york, tokyo = (Place(app, zone) for zone in ("Europe/Berlin", "America/New_York", "Asia/Tokyo"))
    for place in (berlin, new_york, tokyo):
        for created in ("11 23:30", "12 00:30", "12 11:30", "12 12:30", "12 23:30", "13 00:30"):
            place.ticket(created)
    found = {one.id: one for one in figures(berlin, new_york, tokyo).properties}
    # In Tokyo Wednesday has just begun: the summary tells the whole of Tuesday.
    assert [found[place.id].until for place in (berlin, new_york, tokyo)] == ["18:00", "12:00", "24:00"]
    assert [found[place.id].counts.opened for place in (berlin, new_york, tokyo)] == [3, 2, 4]
    assert [found[place.id].counts.open for place in (berlin, new_york, tokyo)] == [4, 3, 5]


def test_before_noon_the_day_before_is_told_whole(berlin: Place) -> None:
    berlin.ticket("11 08:00")
    berlin.ticket("12 06:00")
    found = figures(berlin, at=berlin.moment("12 07:00"))
    assert (found.date, found.until, found.properties[0].until) == ("Monday 11 May", "", "24:00")
    assert (found.totals.opened, found.totals.open) == (1, 1)


def test_counts_say_what_is_open_overdue_due_today_and_critical(berlin: Place) -> None:
    berlin.ticket("10 09:00", due_at="12 17:59", priority=4)
    berlin.ticket("10 09:00", due_at="12 18:00", status="in_progress")
    berlin.ticket("10 09:00", due_at="12 23:59", status="on_hold", on_hold_until="20 12:00")
    berlin.ticket("10 09:00", due_at="13 00:00")
    berlin.ticket("10 09:00")
    berlin.ticket("10 09:00", due_at="11 09:00", status="cancelled", priority=4)
    berlin.resolved("10 09:00", "12 10:00", due_at="11 09:00")
    found = only(berlin)
    assert found.counts == Counts(opened=0, resolved=1, open=5, overdue=1, critical=1)
    assert found.due_today == 2
    assert (found.bar.overdue, found.bar.today, found.bar.later, found.bar.rest) == (20.0, 40.0, 40.0, 0.0)


def test_bars_of_several_properties_are_on_one_scale(app: Flask) -> None:
    large, small, empty = (Place(app, "Europe/Berlin") for _ in range(3))
    for _ in range(4):
        large.ticket("12 09:00", due_at="20 09:00")
    small.ticket("10 09:00", due_at="11 09:00")
    bars = {one.id: one.bar for one in figures(large, small, empty).properties}
    assert (bars[large.id].later, bars[large.id].rest) == (100.0, 0.0)
    assert (bars[small.id].overdue, bars[small.id].later, bars[small.id].rest) == (25.0, 0.0, 75.0)
    assert bars[empty.id].rest == 100.0


def test_medians_are_against_the_same_part_of_the_same_weekday(berlin: Place) -> None:
    for minutes in ("09:10", "09:12", "09:50"):
        berlin.ticket("12 09:00", first_response_at=f"12 {minutes}")
    for minutes in ("09:20", "09:25", "09:40"):
        berlin.ticket("05 09:00", first_response_at=f"05 {minutes}", status="closed")
    berlin.ticket("05 18:10", first_response_at="05 23:00", status="closed")  # later in the day than the slot
    berlin.ticket("06 09:00", first_response_at="06 09:01", status="closed")  # another weekday
    berlin.resolved("12 08:00", "12 14:00")
    berlin.resolved("05 08:00", "05 13:00", status="closed")
    found = only(berlin)
    assert (found.first_response.words, found.first_response.change) == ("12 min", "13 min faster")
    assert (found.resolution.words, found.resolution.change, found.resolution.is_slower) == ("6 h", "1 h slower", True)


def test_departments_are_those_of_the_categories_over_all_properties(app: Flask) -> None:
    one, other = Place(app, "Europe/Berlin"), Place(app, "Europe/Berlin")
    one.ticket("12 09:00", "plumbing", first_response_at="12 09:10")
    other.ticket("12 09:00", "electrical", first_response_at="12 09:30")
    other.ticket("12 09:00", "cleaning", due_at="12 10:00")
    found = figures(one, other).departments
    assert [(part.name, part.counts.open, part.counts.overdue) for part in found] == [
        ("Engineering", 2, 0),
        ("Housekeeping", 1, 1),
    ]
    assert found[0].first_response.words == "20 min"  # the median of both properties' answers, not of their medians


def test_the_oldest_is_named_with_its_room_and_its_days(berlin: Place) -> None:
    lobby = factories.room(berlin.id, "Lobby", kind="common")
    berlin.ticket("12 09:00", title="Newer")
    berlin.ticket("10 18:00", title="Window frame", room_id=berlin.room)
    berlin.ticket("10 18:01", "cleaning", title="Carpet", room_id=lobby)
    found = figures(berlin)
    oldest = found.properties[0].oldest
    assert oldest is not None
    assert (oldest.title, oldest.place, oldest.days) == ("Window frame", "room 304", 2)
    carpet = next(one for one in found.departments if one.name == "Housekeeping").oldest
    assert carpet is not None
    assert (carpet.title, carpet.place, carpet.days) == ("Carpet", "Lobby", 1)


def test_who_did_what_counts_the_last_who_resolved_and_whoever_completed(app: Flask, berlin: Place) -> None:
    tariq, eva = (factories.person(app, "staff", belongs=[berlin.id], name=name) for name in ("Tariq", "Eva"))
    twice = berlin.ticket("12 08:00", status="resolved", resolved_at="12 12:00")
    berlin.moved(twice, "12 09:00", "open", "resolved", eva)
    berlin.moved(twice, "12 12:00", "open", "resolved", tariq)
    berlin.resolved("12 08:00", "12 13:00", by=tariq)
    berlin.resolved("11 08:00", "11 13:00", by=eva)
    for at in ("12 10:00", "11 10:00"):
        factories.task(
            None, berlin.id, eva.id, status="completed", completed_by_id=eva.id, minutes_spent=70,
            completed_at=berlin.moment(at),
        )  # fmt: skip
    found = [(one.name, one.resolved, one.completed, one.time) for one in figures(berlin).people]
    assert found == [("Tariq", 2, 0, ""), ("Eva", 0, 1, "1 h 10")]


def test_after_an_outage_it_is_told_how_things_stood_at_the_slot(berlin: Place) -> None:
    came_later = berlin.ticket("12 18:30")
    done_later = berlin.ticket("12 09:00", due_at="12 12:00", status="resolved", resolved_at="12 19:00")
    berlin.moved(done_later, "12 19:00", "in_progress", "resolved")
    reopened_later = berlin.ticket("10 09:00", status="open")
    berlin.moved(reopened_later, "12 18:20", "resolved", "open")
    berlin.moved(reopened_later, "12 18:40", "open", "in_progress")
    found = only(berlin)
    assert found.counts == Counts(opened=1, resolved=0, open=1, overdue=1, critical=0)
    assert found.oldest is not None
    assert found.oldest.ticket_id == done_later != came_later


def test_an_empty_day_says_so(berlin: Place) -> None:
    found = figures(berlin)
    assert found.totals == Counts(0, 0, 0, 0, 0)
    assert (found.subject, found.headline) == ("Tuesday: nothing waits for you", "Nothing waits for you")
    assert found.intro == (
        f"A quiet day at {berlin.name}: nothing was opened, nothing was resolved. Nothing is overdue."
    )
    assert (list(found.decisions), list(found.departments), list(found.people)) == ([], [], [])
    assert found.properties[0].oldest is None
    assert found.properties[0].bar.rest == 100.0


def test_an_installation_without_properties_has_nothing_to_tell(app: Flask) -> None:
    assert app
    assert composing.figures(snapshot()) is None


def test_of_a_snapshot_only_ones_own_properties_are_read(app: Flask) -> None:
    mine, also_mine, anothers = (Place(app, "Europe/Berlin") for _ in range(3))
    for place in (mine, also_mine, anothers):
        place.ticket("12 09:00", due_at="12 10:00", priority=4, assignee_id=None, title=f"Leak at {place.name}")
    found = figures(mine, also_mine)
    assert {one.id for one in found.properties} == {mine.id, also_mine.id}
    assert found.totals == Counts(opened=2, resolved=0, open=2, overdue=2, critical=2)
    assert anothers.name not in str(found.as_facts())
