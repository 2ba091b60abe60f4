"""How a ticket goes on once it came in: given to somebody, begun, talked about, solved, confirmed."""

import datetime as dt
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum, auto

from app.models import CLOSES_AFTER, Priority, Task, TicketStatus
from app.services.due_times import TARGETS

from . import calendar
from .cast import Member, Place
from .content import Remarks, Report
from .life import Life
from .telling import Telling

WITH_TASK = 0.9
CANCELLED = 0.04
HELD = 0.07
REOPENED = 0.03
CONFIRMED = 0.62
RATED = 0.66
TALK = 0.55
STARS = ((5, 46), (4, 30), (3, 12), (2, 7), (1, 5))


class Ending(StrEnum):
    """How far a ticket has come that isn't done."""

    UNTOUCHED = auto()
    GIVEN = auto()
    BEGUN = auto()
    HELD = auto()


class NotYet(Exception):
    """The next step lies in the future: the ticket stays as it is."""


@dataclass(slots=True)
class Clock:
    """The moments of one life, each after the one before, when people are awake; `pace` stretches them."""

    telling: Telling
    place: Place
    at: dt.datetime
    pace: float

    def later(self, hours: float) -> dt.datetime:
        """About so many hours later, which may lie in the future."""
        stretched = hours * self.pace * self.telling.random.lognormvariate(0, 0.45)
        later = calendar.at_work(self.at + dt.timedelta(hours=stretched), self.place.zone)
        return max(later, self.at + dt.timedelta(seconds=20)).replace(microsecond=0)

    def after(self, hours: float) -> dt.datetime:
        """About so many hours later, from where the clock goes on; `NotYet` if that is in the future."""
        at = self.later(hours)
        if at >= self.telling.now:
            raise NotYet
        self.at = at
        return at

    def toward(self, end: dt.datetime, share: float) -> dt.datetime:
        """A share of the way from here to `end`: what is still open has all happened already."""
        self.at = (self.at + (end - self.at) * share).replace(microsecond=0)
        return self.at


def conclude(telling: Telling, life: Life, place: Place, report: Report) -> None:
    """Tell a ticket from its assignment to its end, or as far as it has come by now."""
    with suppress(NotYet):
        _tell(telling, life, place, report)


def _tell(telling: Telling, life: Life, place: Place, report: Report) -> None:
    ticket = life.ticket
    clock = Clock(telling, place, ticket.created_at, telling.random.lognormvariate(-0.75, 0.65))
    said = telling.remarks[report.language]
    worker, manager = _worker(telling, life, place), _manager(telling, life, place)
    hours = TARGETS[Priority(ticket.priority)]
    if telling.happens(CANCELLED):
        why = telling.one_of(said.cancel)
        life.move(manager.id, clock.after(hours.response), TicketStatus.CANCELLED, why=why)
        return
    task = _given(life, manager, worker, clock.after(hours.response), report) if worker and report.task else None
    _begin(life, task, manager, clock.after(hours.solution * 0.2))
    _talk(telling, life, worker or manager, clock, said)
    if telling.happens(HELD):
        _hold(telling, life, worker or manager, clock, said)
    _finish(telling, life, task, worker or manager, clock, report)
    _verdict(telling, life, manager, worker or manager, clock, report)


def work_on(telling: Telling, life: Life, place: Place, report: Report, ending: Ending) -> None:
    """Tell a ticket up to now; it isn't done."""
    clock = Clock(telling, place, life.ticket.created_at + dt.timedelta(seconds=30), 1)
    said = telling.remarks[report.language]
    worker, manager = _worker(telling, life, place), _manager(telling, life, place)
    if ending is Ending.UNTOUCHED:
        return
    title = report.task or report.title
    task = life.give_task(manager.id, clock.toward(telling.now, 0.2), worker, title) if worker else None
    if ending is Ending.GIVEN:
        return
    _begin(life, task, manager, clock.toward(telling.now, 0.3))
    by = worker or manager
    life.comment(by.id, clock.toward(telling.now, 0.2), telling.one_of(said.answer))
    if telling.happens(TALK) and life.ticket.guest_reported and life.ticket.entered_by_id is None:
        life.comment(life.ticket.reporter_id, clock.toward(telling.now, 0.2), telling.one_of(said.reply))
    if telling.happens(0.4):
        life.comment(by.id, clock.toward(telling.now, 0.2), telling.one_of(said.internal), internal=True)
    if ending is Ending.HELD:
        why, days = telling.one_of(said.on_hold)
        until = _morning(telling.now + dt.timedelta(days=days), place)
        life.move(by.id, clock.toward(telling.now, 0.3), TicketStatus.ON_HOLD, why=why, until=until)
        life.edit(manager.id, clock.toward(telling.now, 0.1), {"due_at": until, "due_by_person": True})


def _given(life: Life, manager: Member, worker: Member, at: dt.datetime, report: Report) -> Task:
    return life.give_task(manager.id, at, worker, report.task or report.title)


def _begin(life: Life, task: Task | None, manager: Member, at: dt.datetime) -> None:
    if task is None:
        life.move(manager.id, at, TicketStatus.IN_PROGRESS)
    else:
        life.start(task, at)


def _talk(telling: Telling, life: Life, by: Member, clock: Clock, said: Remarks) -> None:
    """An answer, perhaps a reply, perhaps a word among colleagues."""
    if telling.happens(TALK):
        life.comment(by.id, clock.after(0.1), telling.one_of(said.answer))
        if telling.happens(TALK) and life.ticket.guest_reported and life.ticket.entered_by_id is None:
            life.comment(life.ticket.reporter_id, clock.after(0.3), telling.one_of(said.reply))
    if telling.happens(0.3):
        life.comment(by.id, clock.after(0.2), telling.one_of(said.internal), internal=True)


def _hold(telling: Telling, life: Life, by: Member, clock: Clock, said: Remarks) -> None:
    why, days = telling.one_of(said.on_hold)
    at = clock.after(0.5)
    until = _morning(at + dt.timedelta(days=days), clock.place)
    life.move(by.id, at, TicketStatus.ON_HOLD, why=why, until=until)
    clock.at = until
    life.move(by.id, clock.after(0.3), TicketStatus.IN_PROGRESS)


def _finish(telling: Telling, life: Life, task: Task | None, by: Member, clock: Clock, report: Report) -> None:
    """The work is done, with its minutes and cost, and the ticket resolved."""
    at = clock.after(TARGETS[Priority(life.ticket.priority)].solution * 0.35)
    if task is not None:
        if report.picture and telling.happens(0.3):
            picture = {f"IMG_{telling.random.randrange(1000, 9999)}.jpg": telling.pictures["repaired"]}
            life.attach(by.id, at, picture, task.id)
        cost = telling.random.randint(*report.cost) if report.cost else None
        life.complete(task, clock.after(0.02), telling.random.randint(*report.minutes), cost or None)
    life.comment(by.id, clock.after(0.01), report.done)
    life.move(by.id, clock.after(0.01), TicketStatus.RESOLVED)


def _verdict(telling: Telling, life: Life, manager: Member, by: Member, clock: Clock, report: Report) -> None:
    """Confirmed and rated, perhaps reopened before; or closed by itself after a week."""
    said, ticket = telling.remarks[report.language], life.ticket
    if ticket.resolved_at is None:
        return
    silent = ticket.guest_reported and not telling.happens(CONFIRMED)
    if telling.happens(REOPENED) and not silent:
        life.move(ticket.reporter_id, clock.after(8), TicketStatus.OPEN, why=telling.one_of(said.reopen))
        life.move(manager.id, clock.after(2), TicketStatus.IN_PROGRESS)
        life.comment(by.id, clock.after(1), telling.one_of(said.answer))
        life.move(by.id, clock.after(3), TicketStatus.RESOLVED)
    closes = (ticket.resolved_at or clock.at) + CLOSES_AFTER
    confirmed = min(clock.later(10), closes)
    if silent or telling.now < confirmed:
        if closes < telling.now:
            life.move(None, closes, TicketStatus.CLOSED)
        return
    life.move(ticket.reporter_id if ticket.guest_reported else manager.id, confirmed, TicketStatus.CLOSED)
    rated = confirmed + dt.timedelta(seconds=40)
    if ticket.guest_reported and telling.happens(RATED) and rated < telling.now:
        stars = telling.random.choices([one for one, _ in STARS], [weight for _, weight in STARS])[0]
        words = telling.one_of(said.thanks if stars > 3 else said.complaint) if telling.happens(0.5) else None
        life.rate(rated, stars, words)


def _worker(telling: Telling, life: Life, place: Place) -> Member | None:
    """Somebody of the department who works there, mostly; None: the manager does it alone."""
    department = next(topic.department for topic in telling.topics.values() if topic.row.id == life.ticket.category_id)
    staff = telling.cast.working("staff", place.id, department.id)
    present = [one for one in staff if not one.is_away(life.ticket.created_at) and not one.about.invited]
    return telling.one_of(present) if present and telling.happens(WITH_TASK) else None


def _manager(telling: Telling, life: Life, place: Place) -> Member:
    """Who has the ticket; where nobody has, anybody who manages the place."""
    assigned = (one for one in telling.cast.members if one.id == life.ticket.assignee_id)
    return next(assigned, telling.cast.working("manager", place.id)[0])


def _morning(at: dt.datetime, place: Place) -> dt.datetime:
    local = at.astimezone(place.zone)
    return local.replace(hour=9, minute=0, second=0, microsecond=0).astimezone(dt.UTC)
