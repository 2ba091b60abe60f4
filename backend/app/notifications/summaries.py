"""Whoever gets the daily summary: their notification, its delivery, and where its figures come from when it is sent.

The figures are read when the mail is rendered, for the person as they are then: `figures(connection, actor, facts)`,
with the notification's facts. What counts and what it adds up to is a report's business, so the worker and the
application hand that in with `configure`.
"""

from collections.abc import Callable, Mapping
from typing import Final

from sqlalchemy import Connection

from app.permissions import Actor

KIND: Final = "daily_summary"
Facts = Mapping[str, object]
Read = Callable[[Connection, Actor, Facts], Facts | None]

_reads: Final[list[Read]] = []


def configure(read: Read) -> None:
    """From now on the figures of a summary come from there."""
    _reads[:] = [read]


def figures(connection: Connection, actor: Actor, facts: Facts) -> Facts | None:
    """What the template `daily_summary` is given (app/reports/daily_summary/figures.py, as dicts) for a notification
    with these facts; None where that person no longer gets a summary, or has no property any more."""
    return next((read(connection, actor, facts) for read in _reads), None)
