"""What the schedule asks for, by name. Each is harmless at any time and any number of times."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Final

from app import db
from app.services import housekeeping

Chore = Callable[[], None]


def clear_outdated() -> None:
    """Delete what has had its time, batch by batch."""
    for what in housekeeping.OUTDATED:
        while db.repeat(partial(housekeeping.clear, what=what)) == housekeeping.BATCH:
            pass


def make_history_months() -> None:
    """Keep the months ahead in stock."""
    db.repeat(housekeeping.make_history_months)


CHORES: Final[Mapping[str, Chore]] = {
    "clear_outdated": clear_outdated,
    "make_history_months": make_history_months,
}
