"""What the leader looks at every two seconds: when the summary is due, and whether the last one is still to be sent.

The installation remembers since when it has had the schedule that it has: since it was saved, whenever that is seen. So
a summary that fell into an outage is sent afterwards, also where its hour was set during the outage, and none is sent
of a time before there was a schedule, or before it was set to that hour.
"""

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import Connection

from app.settings_store import summary
from app.settings_store.email import Summary

from . import days
from .slots import Slot, last_slot


@dataclass(frozen=True, slots=True)
class Agenda:
    """The schedule; and the last slot, where its summary has not been sent yet."""

    schedule: Summary
    due: Slot | None


def look(connection: Connection, at: dt.datetime) -> Agenda:
    """How it stands at that moment; in a transaction, for a schedule that is new is noted."""
    schedule = summary.read(connection)
    since = summary.since(connection, schedule, at)
    if not schedule.enabled:
        return Agenda(schedule, None)
    last = last_slot(at, schedule)
    missing = last.due_at > since and not days.is_sent(connection, last.day)
    return Agenda(schedule, last if missing else None)
