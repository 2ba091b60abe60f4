"""A recipient's figures, made of the day's snapshot and of the properties that they oversee."""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence
from itertools import chain
from typing import Final

from . import deciding, words
from .figures import Bar, Counts, DepartmentFigures, Figures, Median, Oldest, PersonFigures, PropertyFigures
from .snapshot import DepartmentDay, PersonDay, PropertyDay, Snapshot, TicketLine

DECISIONS: Final = 4
PEOPLE: Final = 10
WEEK: Final = dt.timedelta(days=7)


def figures(snapshot: Snapshot, property_ids: Collection[int] | None = None) -> Figures | None:
    """What the summary of these properties (None: of all) says; None where it would be about no property."""
    places = [one for one in snapshot.properties if property_ids is None or one.id in property_ids]
    if not places:
        return None
    totals = _counts([part for one in places for part in one.departments])
    waiting = deciding.decisions(places, snapshot.at)
    day = _day(places, snapshot.day)
    headline = _headline(len(waiting))
    late = f", {totals.overdue:,} overdue" if totals.overdue else ""
    return Figures(
        day=snapshot.day.isoformat(),
        weekday=words.weekday(day),
        date=words.date(day),
        until=_until(places),
        compared_with=words.date(day - WEEK),
        subject=f"{words.weekday(day)}: {headline[:1].lower()}{headline[1:]}{late}",
        headline=headline,
        intro=_intro(places, totals, day),
        preheader=_preheader(len(waiting), totals),
        totals=totals,
        decisions=waiting[:DECISIONS],
        further_decisions=max(0, len(waiting) - DECISIONS),
        properties=_properties(places, snapshot.at),
        departments=_departments(places, snapshot.at),
        people=_people(one for place in places for one in place.people),
        tickets_path="/tickets?view=open",
        preferences_path="/profile",
    )


def _day(places: Sequence[PropertyDay], fallback: dt.date) -> dt.date:
    """The day that the properties have in common; the slot's where they have not."""
    days = {one.day for one in places}
    return days.pop() if len(days) == 1 else fallback


def _until(places: Sequence[PropertyDay]) -> str:
    ends = {one.until for one in places}
    return next(iter(ends)) if len(ends) == 1 and "24:00" not in ends else ""


def _counts(parts: Sequence[DepartmentDay]) -> Counts:
    return Counts(
        opened=sum(one.opened for one in parts),
        resolved=sum(len(one.resolutions) for one in parts),
        open=sum(one.open for one in parts),
        overdue=sum(one.overdue for one in parts),
        critical=sum(one.critical for one in parts),
    )


def _headline(waiting: int) -> str:
    if waiting == 0:
        return "Nothing waits for you"
    return f"{words.sentence(words.counted(waiting, 'thing'))} {'waits' if waiting == 1 else 'wait'} for you"


def _preheader(waiting: int, totals: Counts) -> str:
    parts = [f"{totals.opened:,} opened", f"{totals.resolved:,} resolved", f"{totals.open:,} open"]
    parts += [f"{totals.overdue:,} overdue", f"{totals.critical:,} critical"]
    return f"{waiting} {'decision' if waiting == 1 else 'decisions'}. {', '.join(parts)}."


def _intro(places: Sequence[PropertyDay], totals: Counts, day: dt.date) -> str:
    where = f"in {words.counted(len(places), 'property', 'properties')}" if len(places) > 1 else f"at {places[0].name}"
    if totals.opened == totals.resolved == 0:
        flow = f"A quiet day {where}: nothing was opened, nothing was resolved."
    elif totals.resolved > totals.opened:
        flow = f"More was resolved than opened {where}."
    elif totals.resolved < totals.opened:
        flow = f"More was opened than resolved {where}."
    else:
        flow = f"As much was resolved as opened {where}."
    return f"{flow} {_overdue(places, totals.overdue, day)}"


def _overdue(places: Sequence[PropertyDay], overdue: int, day: dt.date) -> str:
    if overdue == 0:
        return "Nothing is overdue."
    known = [one.overdue_before for one in places if one.overdue_before is not None]
    share = _share(places, overdue)
    if len(known) < len(places):
        return f"{words.sentence(words.number(overdue))} {'is' if overdue == 1 else 'are'} overdue{share}."
    more = overdue - sum(known)
    if more == 0:
        return f"As many are overdue as last {words.weekday(day)}{share}."
    compared = f"{words.number(abs(more))} {'more' if more > 0 else 'fewer'}"
    return (
        f"{words.sentence(compared)} {'is' if abs(more) == 1 else 'are'} overdue than last {words.weekday(day)}{share}."
    )


def _share(places: Sequence[PropertyDay], overdue: int) -> str:
    """Where most of them are, if that is one of several properties."""
    late = Counter({one.name: sum(part.overdue for part in one.departments) for one in places})
    name, count = late.most_common(1)[0]
    if len(places) == 1 or count * 2 <= overdue:
        return ""
    return (
        f", {'all' if count == overdue and count > 1 else 'most'} of them at {name}" if overdue > 1 else f", at {name}"
    )


def _properties(places: Sequence[PropertyDay], at: dt.datetime) -> list[PropertyFigures]:
    longest = max((sum(part.open for part in one.departments) for one in places), default=0)
    return [_property(one, longest, at) for one in places]


def _property(place: PropertyDay, longest: int, at: dt.datetime) -> PropertyFigures:
    parts, counts = place.departments, _counts(place.departments)
    today = sum(one.due_today for one in parts)
    return PropertyFigures(
        id=place.id,
        name=place.name,
        city=place.city,
        until=place.until,
        counts=counts,
        due_today=today,
        bar=_bar(counts.overdue, today, counts.open, longest),
        oldest=_oldest((one.oldest for one in parts), at),
        first_response=_first_response(parts),
        resolution=_resolution(parts),
        path=deciding.list_path(place.id, "open"),
    )


def _first_response(parts: Sequence[DepartmentDay]) -> Median:
    now, before = ([one.responses for one in parts], [one.responses_before for one in parts])
    return words.median_of(list(chain(*now)), list(chain(*before)))


def _resolution(parts: Sequence[DepartmentDay]) -> Median:
    now, before = ([one.resolutions for one in parts], [one.resolutions_before for one in parts])
    return words.median_of(list(chain(*now)), list(chain(*before)))


def _bar(overdue: int, today: int, active: int, longest: int) -> Bar:
    def share(count: int) -> float:
        return round(100 * count / longest, 1) if longest else 0.0

    late, soon = share(overdue), share(today)
    whole = share(active)
    return Bar(late, soon, round(whole - late - soon, 1), round(100 - whole, 1))


def _oldest(lines: Iterable[TicketLine | None], at: dt.datetime) -> Oldest | None:
    found = min((one for one in lines if one is not None), key=lambda one: (one.created_at, one.id), default=None)
    if found is None:
        return None
    days, path = (at - found.created_at).days, deciding.ticket_path(found)
    return Oldest(found.id, found.number, found.title, deciding.where(found), days, path)


def _departments(places: Sequence[PropertyDay], at: dt.datetime) -> list[DepartmentFigures]:
    parts: dict[int, list[DepartmentDay]] = defaultdict(list)
    for place in places:
        for part in place.departments:
            parts[part.id].append(part)
    found = [_department(one, at) for one in parts.values() if any(_has_news(part) for part in one)]
    return sorted(found, key=lambda one: (-one.counts.open, -one.counts.opened, one.name))


def _has_news(part: DepartmentDay) -> bool:
    """Not only last week."""
    return bool(part.opened or part.open or part.responses or part.resolutions)


def _department(parts: Sequence[DepartmentDay], at: dt.datetime) -> DepartmentFigures:
    return DepartmentFigures(
        id=parts[0].id,
        name=parts[0].name,
        counts=_counts(parts),
        oldest=_oldest((one.oldest for one in parts), at),
        first_response=_first_response(parts),
        resolution=_resolution(parts),
    )


def _people(days: Iterable[PersonDay]) -> list[PersonFigures]:
    """The ten who did most, over all properties."""
    done: dict[int, list[PersonDay]] = defaultdict(list)
    for day in days:
        done[day.id].append(day)
    found = [_person(one) for one in done.values()]
    found.sort(key=lambda one: (-one.resolved - one.completed, -one.minutes, one.name))
    return found[:PEOPLE]


def _person(days: Sequence[PersonDay]) -> PersonFigures:
    minutes = sum(one.minutes for one in days)
    return PersonFigures(
        id=days[0].id,
        name=days[0].name,
        resolved=sum(one.resolved for one in days),
        completed=sum(one.completed for one in days),
        minutes=minutes,
        time=words.duration(minutes * words.MINUTE) if minutes else "",
    )
