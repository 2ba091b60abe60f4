"""Taking a day's snapshot."""

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Final

from pydantic import TypeAdapter
from sqlalchemy import Connection, RowMapping, TextClause, select

from app.models import DailySummary

from . import queries, windows
from .snapshot import DepartmentDay, PersonDay, Pressing, PropertyDay, Snapshot, TicketLine, load
from .windows import Window

Rows = Sequence[RowMapping]
Lines = Mapping[int, TicketLine]

_LINES: Final = TypeAdapter(list[TicketLine])
_COUNTS: Final = ("open", "overdue", "due_today", "critical")


def until_slot(connection: Connection, day: dt.date, at: dt.datetime) -> Snapshot:
    """The snapshot of a summary that is due at that moment, as everything stood then."""
    return _take(connection, day, at, lambda row: windows.until_moment(row["id"], row["timezone"], at))


def whole_day(connection: Connection, day: dt.date, at: dt.datetime) -> Snapshot:
    """The snapshot of a past day from midnight to midnight; `at` is the moment of asking."""
    return _take(connection, day, at, lambda row: windows.whole_day(row["id"], row["timezone"], day))


def _take(connection: Connection, day: dt.date, at: dt.datetime, window: Callable[[RowMapping], Window]) -> Snapshot:
    places = connection.execute(queries.PLACES).mappings().all()
    if not places:
        return Snapshot(day, at, ())
    spans = [window(row) for row in places]
    found = _Found(connection, windows.parameters(spans))
    before = _overdue_before(connection, day)
    rows = zip(places, spans, strict=True)
    return Snapshot(day, at, [found.property_day(row, span, before.get(row["id"])) for row, span in rows])


def _overdue_before(connection: Connection, day: dt.date) -> Mapping[int, int]:
    """By property, how many were overdue in the summary of a week ago."""
    statement = select(DailySummary.figures).where(DailySummary.day == day - windows.WEEK)
    document = connection.scalar(statement)
    if document is None:
        return {}
    return {one.id: sum(part.overdue for part in one.departments) for one in load(document).properties}


class _Found:
    """What the statements found, by property."""

    def __init__(self, connection: Connection, values: Mapping[str, object]) -> None:
        def rows(statement: TextClause) -> Rows:
            return connection.execute(statement, values).mappings().all()

        standing, pressing = rows(queries.STANDING), rows(queries.PRESSING)
        self._standing, self._pressing = _grouped(standing), _grouped(pressing)
        self._flows, self._people = _grouped(rows(queries.FLOWS)), _grouped(rows(queries.PEOPLE))
        self._absent = _grouped(rows(queries.NO_MANAGER))
        ids = {row["oldest_id"] for row in standing} | {row["ticket_id"] for row in pressing}
        lines = connection.execute(queries.TICKETS, {"ids": sorted(ids)}).mappings().all()
        self._lines: Lines = {line.id: line for line in _LINES.validate_python([dict(row) for row in lines])}

    def property_day(self, place: RowMapping, window: Window, overdue_before: int | None) -> PropertyDay:
        """One property's part of the snapshot."""
        departments = self._departments(window.property_id)
        return PropertyDay(
            id=window.property_id,
            name=place["name"],
            city=_city(place["address"]),
            timezone=place["timezone"],
            day=window.day,
            until=window.shown_until,
            floors=place["floors"],
            departments=departments,
            people=[_person(row) for row in self._people[window.property_id]],
            pressing=list(self._pressing_of(window.property_id, departments)),
            overdue_before=overdue_before,
        )

    def _departments(self, property_id: int) -> list[DepartmentDay]:
        values: dict[int, dict[str, Any]] = defaultdict(dict)
        for row in self._standing[property_id]:
            counts: dict[str, Any] = {name: row[name] for name in _COUNTS}
            values[row["department_id"]] |= {
                "name": row["department"], "oldest": self._lines.get(row["oldest_id"]), **counts
            }  # fmt: skip
        for row in self._flows[property_id]:
            flow: Any = len(row["took"]) if row["part"] == "opened" else row["took"]
            values[row["department_id"]] |= {"name": row["department"], row["part"]: flow}
        return [DepartmentDay(id=one, **about) for one, about in sorted(values.items())]

    def _pressing_of(self, property_id: int, departments: Sequence[DepartmentDay]) -> Iterable[Pressing]:
        """What waits. Tickets that nobody has count to their department where its managers are away."""
        nobody = {row["department_id"]: row for row in self._pressing[property_id] if row["kind"] == "unassigned"}
        active = {one.id: one for one in departments if one.open}
        for row in self._absent[property_id]:
            if (department := active.get(row["department_id"])) is not None:
                waiting = nobody.pop(department.id, None)
                yield Pressing(
                    "no_manager",
                    count=waiting["count"] if waiting else 0,
                    ticket=self._lines.get(waiting["ticket_id"]) if waiting else department.oldest,
                    department_id=department.id,
                    department=department.name,
                    since=row["since"],
                    until=row["until"],
                )
        if nobody:
            first = min(nobody.values(), key=lambda row: row["since"])
            count = sum(row["count"] for row in nobody.values())
            yield Pressing("unassigned", count, self._lines.get(first["ticket_id"]), since=first["since"])
        for row in self._pressing[property_id]:
            if row["kind"] != "unassigned":
                line = self._lines.get(row["ticket_id"])
                yield Pressing(row["kind"], row["count"], line, since=row["since"], times=row["times"])


def _grouped(rows: Rows) -> Mapping[int, Rows]:
    groups: dict[int, list[RowMapping]] = defaultdict(list)
    for row in rows:
        groups[row["property_id"]].append(row)
    return groups


def _person(row: RowMapping) -> PersonDay:
    return PersonDay(row["id"], row["name"], row["resolved"], row["completed"], row["minutes"])


def _city(address: str) -> str:
    """The last part of an address that isn't a postal code: `Quay 1, 20457 Hamburg` is in Hamburg."""
    last = address.replace("\n", ",").rsplit(",", 1)[-1] if "," in address or "\n" in address else ""
    return " ".join(word for word in last.split() if not any(letter.isdigit() for letter in word))
