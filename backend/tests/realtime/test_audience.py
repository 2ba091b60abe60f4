"""Who saw a ticket through a task alone hears, when they lose the task, that it is gone; others hear nothing more."""

import pytest

from app.events.signals import Signal, merged
from app.permissions import Actor, Permission, Scope
from app.permissions.audience import TaskNews, Telling, TicketNews, of_task, of_ticket

HOUSE, WORKER, REPORTER = 1, 7, 3
TICKET = TicketNews(id=20, property_id=HOUSE, reporter_id=REPORTER, status="open", seq=9, public_seq=5, people=())
TASK = TaskNews(id=30, property_id=HOUSE, seq=4, people=(8,))
OWN = Telling((f"user:{WORKER}",), TICKET.public_seq)


def worker(reach: Scope = Scope.INVOLVED, *properties: int) -> Actor:
    """Somebody whose role reads tickets that far, and the tasks that they have."""
    grants = {Permission.TICKET_READ: reach, Permission.TASK_READ: Scope.OWN}
    return Actor(WORKER, grants=grants, member=frozenset(properties))


def told(ticket: TicketNews, actor: Actor) -> list[Telling]:
    """What this person's own room is told when they lose a task of the ticket."""
    tellings = of_ticket(ticket, {WORKER: actor}, internal=False, former={WORKER})
    return [one for one in tellings if f"user:{WORKER}" in one.rooms]


def test_who_saw_the_ticket_through_the_task_hears_its_public_number() -> None:
    assert told(TICKET, worker()) == [OWN]


def test_who_has_another_task_of_it_hears_as_before() -> None:
    ticket = TicketNews(20, HOUSE, REPORTER, "open", 9, 5, people=(WORKER,))
    (heard,) = told(ticket, worker())
    assert heard.rooms != OWN.rooms


@pytest.mark.parametrize("actor", [worker(Scope.ASSIGNED), worker(Scope.ASSIGNED, HOUSE), worker(Scope.OWN)])
def test_whoever_never_saw_it_through_the_task_hears_nothing_by_themselves(actor: Actor) -> None:
    assert told(TICKET, actor) == []


def test_who_has_the_task_again_hears_of_it_once() -> None:
    task = TaskNews(30, HOUSE, 4, people=(WORKER,))
    (heard,) = of_task(task, {WORKER: worker()}, former={WORKER})
    assert f"user:{WORKER}" in heard.rooms


@pytest.mark.parametrize("known", [{}, {WORKER: Actor(WORKER)}], ids=["deactivated", "without the permission"])
def test_who_may_read_no_tasks_any_more_does_not_hear_of_the_one_they_lost(known: dict[int, Actor]) -> None:
    (heard,) = of_task(TASK, known, former={WORKER})
    assert heard.rooms == ("tasks:1", "tasks:all")


def test_changes_told_at_once_reach_all_who_lost_the_task() -> None:
    changes = [Signal("task", 30, former=frozenset({one})) for one in (7, 8)]
    assert merged([*changes, Signal("task", 30, internal=True)]) == [Signal("task", 30, former=frozenset({7, 8}))]
