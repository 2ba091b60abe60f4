"""Whoever gets the daily summary: their notification, its delivery, and where its figures come from when it is sent.

The figures are read when the mail is rendered, for the person as they are then: `figures(connection, actor, facts)`,
with the notification's facts. What counts and what it adds up to is a report's business, so the worker and the
application hand that in with `configure`.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Final

from sqlalchemy import Connection, text
from sqlalchemy.orm import Session

from app.permissions import Actor, Permission
from app.permissions.actors import actors

from . import planning
from .kinds import Kind
from .planning import Notice

Facts = Mapping[str, object]
Read = Callable[[Connection, Actor, Facts], Facts | None]

_HOLDERS: Final = text("""
SELECT users.id FROM users JOIN role_permissions ON role_permissions.role_id = users.role_id
WHERE role_permissions.permission = 'summary:receive' AND users.is_active AND users.kind = 'account'
""")

_reads: Final[list[Read]] = []


def configure(read: Read) -> None:
    """From now on the figures of a summary come from there."""
    _reads[:] = [read]


def figures(connection: Connection, actor: Actor, facts: Facts) -> Facts | None:
    """What the template `daily_summary` is given (app/reports/daily_summary/figures.py, as dicts) for a notification
    with these facts; None where that person no longer gets a summary, or has no property any more."""
    return next((read(connection, actor, facts) for read in _reads), None)


def gets_it(actor: Actor) -> bool:
    """Whether the person gets a summary at all. A guest never does, whatever their role was made to hold."""
    return not actor.is_guest and actor.holds(Permission.SUMMARY_RECEIVE)


def recipients(connection: Connection) -> Sequence[Actor]:
    """Everybody who gets it, in the order of their ids."""
    found = actors(connection, connection.scalars(_HOLDERS).all())
    return [actor for _, actor in sorted(found.items()) if gets_it(actor)]


def plan(session: Session, people: Iterable[Actor], cause: str, facts: Facts) -> int:
    """Tell these people once of that cause; how many are new to it."""
    notices = [
        Notice(actor.user_id, Kind.DAILY_SUMMARY, cause, facts=facts) for actor in people if actor.user_id is not None
    ]
    return len(planning.plan(session, notices))
