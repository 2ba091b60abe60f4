"""Which status of a task may follow which, and for whom."""

import datetime as dt
from dataclasses import replace

import pytest

from app.permissions import Actor, Permission, Scope
from app.services.tasks.rules import TaskFacts, edits, gives, legal

NOW = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
HOUSE, WORKER, MANAGER = 7, 1, 2
TASK = TaskFacts(
    property_id=HOUSE,
    status="pending",
    people=(WORKER,),
    created_by_id=MANAGER,
    completed_at=None,
    ticket_status="in_progress",
)
worker = Actor(
    WORKER,
    grants={Permission.TASK_WORK: Scope.ASSIGNED, Permission.TASK_TAKE: Scope.ASSIGNED},
    member=frozenset({HOUSE}),
)
manager = Actor(
    MANAGER,
    grants=dict.fromkeys([Permission.TASK_EDIT, Permission.TASK_CANCEL, Permission.TASK_WORK], Scope.MANAGED),
    managed=frozenset({HOUSE}),
)


@pytest.mark.parametrize(
    ("status", "of_worker", "of_manager"),
    [
        ("pending", ["in_progress", "completed"], ["cancelled"]),
        ("in_progress", ["completed", "pending"], ["cancelled"]),
        ("completed", ["in_progress"], []),
        ("cancelled", [], []),
    ],
)
def test_its_people_move_a_task_and_managers_cancel_it(
    status: str, of_worker: list[str], of_manager: list[str]
) -> None:
    task = replace(TASK, status=status, completed_at=NOW if status == "completed" else None)
    assert legal(worker, task, NOW) == of_worker
    assert legal(manager, task, NOW) == of_manager
    both = legal(manager, replace(task, people=(MANAGER,)), NOW)
    assert set(both) == {*of_worker, *of_manager}


@pytest.mark.parametrize(("hours", "moves"), [(24, ["in_progress"]), (24.01, [])])
def test_a_completed_task_is_taken_up_again_for_a_day(hours: float, moves: list[str]) -> None:
    task = replace(TASK, status="completed", completed_at=NOW - dt.timedelta(hours=hours))
    assert legal(worker, task, NOW) == moves


@pytest.mark.parametrize("status", ["resolved", "closed", "cancelled"])
def test_the_work_of_a_finished_ticket_is_not_begun(status: str) -> None:
    assert legal(worker, replace(TASK, ticket_status=status), NOW) == ["completed"]


@pytest.mark.parametrize("status", ["open", "on_hold", None])
def test_the_work_of_other_tickets_and_of_none_is_begun(status: str | None) -> None:
    assert "in_progress" in legal(worker, replace(TASK, ticket_status=status), NOW)


def test_staff_take_what_nobody_else_has() -> None:
    assert gives(worker, replace(TASK, people=()), (WORKER,))
    assert not gives(worker, replace(TASK, people=(MANAGER,)), (WORKER,))
    assert not gives(worker, replace(TASK, people=()), (WORKER, MANAGER))
    assert not gives(worker, replace(TASK, people=(), property_id=8), (WORKER,))


def test_what_staff_took_is_theirs_to_change_while_it_is_theirs_alone() -> None:
    own = replace(TASK, created_by_id=WORKER)
    assert edits(worker, own)
    assert not edits(worker, TASK)
    assert not edits(worker, replace(own, people=(WORKER, MANAGER)))
    assert edits(manager, own)
