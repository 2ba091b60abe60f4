"""When a ticket is due: hours by priority, until agreements with guests replace the table."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from app.models import Priority


@dataclass(frozen=True, slots=True)
class Target:
    """How long the first answer and the solution may take, in hours."""

    response: float
    solution: float


TARGETS: Mapping[Priority, Target] = {
    Priority.CRITICAL: Target(response=0.25, solution=2),
    Priority.HIGH: Target(response=1, solution=8),
    Priority.MEDIUM: Target(response=4, solution=24),
    Priority.LOW: Target(response=8, solution=72),
}


def first_response_due(created_at: dt.datetime, priority: int) -> dt.datetime:
    """By when somebody other than the reporter should have answered or begun."""
    return created_at + dt.timedelta(hours=TARGETS[Priority(priority)].response)


def due(created_at: dt.datetime, priority: int) -> dt.datetime:
    """By when it should be solved."""
    return created_at + dt.timedelta(hours=TARGETS[Priority(priority)].solution)
