"""What is kept of a day: every property's figures, finer than any one mail shows them, so that each recipient's mail
(of their properties) is the same whenever it is rendered."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from pydantic import TypeAdapter


@dataclass(frozen=True, slots=True)
class TicketLine:
    """A ticket, and the room that it is about. `is_area`: the room's name says what it is (`Lobby`), no number."""

    id: int
    number: str
    title: str
    created_at: dt.datetime
    due_at: dt.datetime | None
    on_hold_until: dt.datetime | None
    on_hold_reason: str | None
    room: str | None
    is_area: bool
    floor: int | None


@dataclass(frozen=True, slots=True)
class DepartmentDay:
    """One department of one property. Times are seconds, one a ticket: of the day, and of last week's."""

    id: int
    name: str
    opened: int = 0
    open: int = 0
    overdue: int = 0
    due_today: int = 0
    critical: int = 0
    oldest: TicketLine | None = None
    responses: Sequence[int] = ()
    responses_before: Sequence[int] = ()
    resolutions: Sequence[int] = ()
    resolutions_before: Sequence[int] = ()


@dataclass(frozen=True, slots=True)
class PersonDay:
    """What one person did at one property."""

    id: int
    name: str
    resolved: int = 0
    completed: int = 0
    minutes: int = 0


@dataclass(frozen=True, slots=True)
class Pressing:
    """What waits for a decision at a property: `count` tickets of a kind, `ticket` the most pressing of them.

    `no_manager`: of a department whose managers are all away, `until` when the first is back. `reopened`: `times` is
    how often that ticket was.
    """

    kind: str
    count: int
    ticket: TicketLine | None = None
    department_id: int | None = None
    department: str = ""
    since: dt.datetime | None = None
    until: dt.datetime | None = None
    times: int = 0


@dataclass(frozen=True, slots=True)
class PropertyDay:
    """One property. `day`: the local day that its figures are of. `until`: the local time at which they were cut,
    `24:00` for a whole day. `overdue_before`: how many were overdue in last week's summary, if there was one."""

    id: int
    name: str
    city: str
    timezone: str
    day: dt.date
    until: str
    floors: Sequence[int]
    departments: Sequence[DepartmentDay] = ()
    people: Sequence[PersonDay] = ()
    pressing: Sequence[Pressing] = ()
    overdue_before: int | None = None


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A day. `at`: the moment at which the figures were cut."""

    day: dt.date
    at: dt.datetime
    properties: Sequence[PropertyDay]


_ADAPTER: Final = TypeAdapter(Snapshot)
_DOCUMENT: Final = TypeAdapter(dict[str, object])


def dump(snapshot: Snapshot) -> Mapping[str, object]:
    """As `daily_summaries` keeps it."""
    return _DOCUMENT.validate_python(_ADAPTER.dump_python(snapshot, mode="json"))


def load(document: Mapping[str, object]) -> Snapshot:
    """As it was."""
    return _ADAPTER.validate_python(document)
