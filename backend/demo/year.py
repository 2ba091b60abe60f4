"""The tickets of the last twelve months, and those that are still open from the last days."""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from app.models import Room, RoomKind, TicketKind, User
from app.services import due_times, rows

from . import calendar
from .cast import Member, Place
from .content import Names, Report
from .ending import Ending, conclude, work_on
from .life import Life
from .telling import Claim, Telling, Topic, access, service

BY_STAFF = 0.22
BY_ACCOUNT = 0.22
BY_PHONE = 0.12
WITH_PHOTO = 0.62
LATE = 0.22

# How the departments' shares differ from the weights of what is reported.
SHARES = {
    "engineering": 1.25,
    "housekeeping": 1.05,
    "front_desk": 0.7,
    "it": 0.8,
    "security": 0.5,
    "food_beverage": 0.6,
    "accounting": 0.35,
    "management": 0.4,
}


@dataclass(frozen=True, slots=True)
class Source:
    """Who reports, and for which room."""

    room: Room | None
    reporter: User
    by_guest: bool
    entered_by: User | None = None


@dataclass(slots=True)
class Year:
    """Chooses what happens where, when and to whom."""

    telling: Telling
    reports: Sequence[Report]
    names: Names
    _possible: dict[tuple[int, str | None], list[tuple[Report, float]]] = field(
        default_factory=dict[tuple[int, str | None], list[tuple[Report, float]]]
    )

    def past(self, number: int) -> Iterator[tuple[dt.datetime, Place]]:
        """When and where the tickets came in that are done by now."""
        telling = self.telling
        for place in telling.cast.places:
            share = round(number * place.house.tickets / 100)
            for at in calendar.moments(telling.random, share, telling.now, place.zone):
                yield at, place

    def tell_past(self, at: dt.datetime, place: Place) -> None:
        """One ticket from report to end."""
        life, report = self._open(at, place, self._report(at, place))
        conclude(self.telling, life, place, report)
        self.telling.close(life)

    def waiting(self, shares: dict[str, int]) -> Iterator[tuple[dt.datetime, Place, Report, Ending]]:
        """What is open, in progress or on hold now: so many by property, a part of them late."""
        telling = self.telling
        for code, number in shares.items():
            place = telling.cast.place(code)
            for place_in_line, report in enumerate(self._different(place, number)):
                ending = (Ending.UNTOUCHED, Ending.GIVEN, Ending.BEGUN, Ending.BEGUN, Ending.HELD)[place_in_line % 5]
                yield self._reported(report, place, ending), place, report, ending

    def _different(self, place: Place, number: int) -> Iterable[Report]:
        """So many reports that differ from one another."""
        chosen: dict[str, Report] = {}
        while len(chosen) < number:
            report = self._report(self.telling.now, place)
            chosen[report.title] = report
        return chosen.values()

    def tell_waiting(self, at: dt.datetime, place: Place, report: Report, ending: Ending) -> None:
        """One ticket that isn't done."""
        life, report = self._open(at, place, report)
        work_on(self.telling, life, place, report, ending)
        self.telling.close(life)

    def _reported(self, report: Report, place: Place, ending: Ending) -> dt.datetime:
        """Long enough ago that a part is late and a part due soon, at an hour when people report."""
        telling = self.telling
        priority = telling.topics[report.category].row.default_priority or 2
        hours = (due_times.due(telling.now, priority) - telling.now) / dt.timedelta(hours=1)
        while True:
            share = telling.random.uniform(1.02, 1.6) if telling.happens(LATE) else telling.random.uniform(0.08, 0.97)
            at = telling.now - dt.timedelta(hours=hours * share + (30 if ending is Ending.HELD else 0))
            if at.astimezone(place.zone).hour in calendar.WAKING or telling.happens(0.1):
                return at.replace(microsecond=0)

    def _report(self, at: dt.datetime, place: Place) -> Report:
        """Something that can happen at this place in this season."""
        season = calendar.season(at)
        known = self._possible.get((place.id, season))
        if known is None:
            known = self._possible[place.id, season] = [
                (report, report.weight * SHARES[self._department_key(report)])
                for report in self.reports
                if report.season in (None, season) and (not report.where or place.areas(report.where))
            ]
        return self.telling.random.choices([one for one, _ in known], [weight for _, weight in known])[0]

    def _department_key(self, report: Report) -> str:
        department = self._topic(report).department.id
        return next(key for key, identity in self.telling.cast.seeds.departments.items() if identity == department)

    def _topic(self, report: Report) -> Topic:
        return self.telling.topics[report.category]

    def _open(self, at: dt.datetime, place: Place, report: Report) -> tuple[Life, Report]:
        source = self._source(at, place, report)
        claim = Claim(
            at=at,
            place=place,
            room=source.room,
            topic=self._topic(report),
            title=report.title,
            text=report.text,
            reporter_id=source.reporter.id,
            reporter_name=source.reporter.name,
            by_guest=source.by_guest,
            entered_by_id=source.entered_by.id if source.entered_by else None,
            kind=report.kind,
            priority=self._raised(report),
            service=service(report.title, report.quantity),
            incident=self._incident(at, report, source.room),
            access=self._access(source),
        )
        life, _ = self.telling.open(claim)
        if report.picture and self.telling.happens(WITH_PHOTO):
            photo = {f"IMG_{self.telling.random.randrange(1000, 9999)}.jpg": self.telling.pictures[report.picture]}
            life.attach(claim.entered_by_id or claim.reporter_id, at + dt.timedelta(seconds=2), photo)
        return life, report

    def _raised(self, report: Report) -> int | None:
        """Now and then somebody of the house says how urgent it is."""
        if not self.telling.happens(0.05):
            return None
        return min(4, (self._topic(report).row.default_priority or 2) + 1)

    def _source(self, at: dt.datetime, place: Place, report: Report) -> Source:
        telling = self.telling
        by_staff = report.by == "staff" or (report.by == "both" and telling.happens(BY_STAFF))
        areas = place.areas(report.where)
        if by_staff:
            room = telling.one_of(areas or place.lettable)
            return Source(room, telling.one_of(telling.cast.working("staff", place.id)).row, by_guest=False)
        open_areas = [room for room in areas if room.kind == RoomKind.COMMON]
        guests = self._staying(at, place)
        if guests and telling.happens(BY_ACCOUNT):
            guest = telling.one_of(guests)
            return Source(telling.one_of(open_areas) if open_areas else guest.room, guest.row, by_guest=True)
        room = telling.one_of(open_areas or areas or place.lettable)
        contact = telling.cast.contact(self._name(), at, self._phone())
        return Source(room, contact, by_guest=True, entered_by=self._by_phone(place))

    def _by_phone(self, place: Place) -> User | None:
        desk = self.telling.cast.seeds.departments["front_desk"]
        people = self.telling.cast.working("staff", place.id, desk)
        return self.telling.one_of(people).row if people and self.telling.happens(BY_PHONE) else None

    def _staying(self, at: dt.datetime, place: Place) -> list[Member]:
        """Guests with an account who had their room at that time already."""
        return [
            member
            for member in self.telling.cast.members
            if member.room is not None
            and member.room.property_id == place.id
            and member.about.stay is not None
            and at > self.telling.now + dt.timedelta(days=member.about.stay[0])
        ]

    def _name(self) -> str:
        return f"{self.telling.one_of(self.names.first)} {self.telling.one_of(self.names.last)}"

    def _phone(self) -> str | None:
        return f"+49 151 555 {self.telling.random.randrange(1000, 9999)}" if self.telling.happens(0.3) else None

    def _access(self, source: Source) -> dict[str, object] | None:
        if not source.by_guest or source.room is None or source.room.kind != RoomKind.ROOM:
            return None
        if not self.telling.happens(0.5):
            return None
        return access(may_enter=self.telling.happens(0.7))

    def _incident(self, at: dt.datetime, report: Report, room: Room | None) -> dict[str, object] | None:
        if report.kind != TicketKind.INCIDENT:
            return None
        occurred = at - dt.timedelta(minutes=20)
        return {
            "type": report.incident,
            "place": room.type if room else None,
            "occurred_at": rows.jsonable(occurred),
            "injury": report.incident == "injury",
            "severity": "moderate",
            "witnesses": None,
            "police_report": None,
            "insurance_claim": None,
            "follow_up_on": None,
        }
