"""What needs a decision, in words: a sentence, where it is, and one button that leads to it."""

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Final
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from . import words
from .figures import Decision, Plate
from .snapshot import Pressing, PropertyDay, TicketLine

# The most pressing first.
KINDS: Final = ("critical_overdue", "no_manager", "unassigned", "reopened", "on_hold_past")
ACTIVE: Final = ("open", "in_progress", "on_hold")


def decisions(properties: Sequence[PropertyDay], at: dt.datetime) -> list[Decision]:
    """Everything that waits at these properties, the most pressing first."""
    found = [(pressing, place) for place in properties for pressing in place.pressing]
    found.sort(key=lambda one: (KINDS.index(one[0].kind), -one[0].count))
    return [_decision(pressing, place, at) for pressing, place in found]


def plate(line: TicketLine | None, place: PropertyDay) -> Plate:
    """The sign of a ticket's room, or of its property."""
    level = line.floor if line else None
    return Plate((line.room if line else None) or "", level, words.floor(level), place.floors, place.name)


def where(line: TicketLine) -> str:
    """`room 304`, `Lobby`, or empty."""
    if line.room is None:
        return ""
    return line.room if line.is_area else f"room {line.room}"


def ticket_path(line: TicketLine) -> str:
    """The ticket's page."""
    return f"/tickets/{line.id}"


def list_path(property_id: int, view: str, **filters: object) -> str:
    """The list of a property's tickets, as the web app's address of it goes."""
    return f"/tickets?{urlencode({'view': view, 'property_id': property_id, **filters}, doseq=True)}"


def _decision(one: Pressing, place: PropertyDay, at: dt.datetime) -> Decision:
    title, text, action, path = _WORDING[one.kind](one, place, at)
    sign = plate(one.ticket, place)
    if place.name not in title:
        text = f"{', '.join(filter(None, (place.name, sign.floor_words)))}. {text}"
    return Decision(one.kind, title, text, action, path, sign)


Wording = tuple[str, str, str, str]


def _critical(one: Pressing, place: PropertyDay, at: dt.datetime) -> Wording:
    late = words.duration((at - one.since).total_seconds()) if one.since else ""
    if one.count == 1 and one.ticket is not None:
        return one.ticket.title, f"Critical, and overdue for {late}.", "Look at it", ticket_path(one.ticket)
    title = f"{words.sentence(words.counted(one.count, 'critical ticket'))} at {place.name} are overdue for long"
    path = list_path(place.id, "late", priority="critical")
    return title, f"The first one for {late}{_example(one)}.", "See them", path


def _no_manager(one: Pressing, place: PropertyDay, _at: dt.datetime) -> Wording:
    until = f" until {_day(one.until, place)}" if one.until else ""
    title = f"{one.department} at {place.name} has no manager{until}"
    waiting = f"{words.sentence(words.counted(one.count, 'ticket'))} {'has' if one.count == 1 else 'have'} nobody. "
    since = f"All of its managers have been away since {_day(one.since, place)}." if one.since else "All are away."
    path = f"/people?{urlencode({'property_id': place.id, 'department_id': one.department_id})}"
    return title, f"{waiting if one.count else ''}{since}", "Name a deputy", path


def _unassigned(one: Pressing, place: PropertyDay, at: dt.datetime) -> Wording:
    since = words.duration((at - one.since).total_seconds()) if one.since else ""
    if one.count == 1 and one.ticket is not None:
        return f"Nobody has “{one.ticket.title}”", f"It has waited for {since}.", "Assign it", ticket_path(one.ticket)
    title = f"{words.sentence(words.counted(one.count, 'ticket'))} at {place.name} have nobody"
    return title, f"The oldest has waited for {since}{_example(one)}.", "Assign them", list_path(place.id, "unassigned")


def _reopened(one: Pressing, place: PropertyDay, _at: dt.datetime) -> Wording:
    if one.count == 1 and one.ticket is not None:
        text = f"Reopened {words.number(one.times)} times, today again: what was done does not hold."
        return one.ticket.title, text, "Look at it", ticket_path(one.ticket)
    title = f"{words.sentence(words.counted(one.count, 'ticket'))} at {place.name} came back more than once"
    return (
        title,
        f"One of them {words.number(one.times)} times{_example(one)}.",
        "See them",
        list_path(place.id, "open"),
    )


def _on_hold(one: Pressing, place: PropertyDay, _at: dt.datetime) -> Wording:
    until = _day(one.since, place) if one.since else ""
    if one.count == 1 and one.ticket is not None:
        reason = f" It waited for: {one.ticket.on_hold_reason}" if one.ticket.on_hold_reason else ""
        return (
            one.ticket.title,
            f"On hold until {until}, and nobody took it up.{reason}",
            "Look at it",
            ticket_path(one.ticket),
        )
    title = f"{words.sentence(words.counted(one.count, 'ticket'))} at {place.name} are on hold past their date"
    path = list_path(place.id, "all", status="on_hold")
    return title, f"The first one since {until}{_example(one)}.", "See them", path


_WORDING: Final = {
    "critical_overdue": _critical,
    "no_manager": _no_manager,
    "unassigned": _unassigned,
    "reopened": _reopened,
    "on_hold_past": _on_hold,
}


def _example(one: Pressing) -> str:
    """`: room 304, window frame`."""
    return "" if one.ticket is None else ": " + ", ".join(_named(one.ticket))


def _named(line: TicketLine) -> Iterator[str]:
    if place := where(line):
        yield place
    yield line.title


def _day(moment: dt.datetime | None, place: PropertyDay) -> str:
    if moment is None:
        return ""
    day = moment.astimezone(ZoneInfo(place.timezone)).date()
    return words.weekday(day) if 0 <= (day - place.day).days < 7 else words.date(day)
