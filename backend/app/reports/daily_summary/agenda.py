"""What the leader looks at every two seconds: when the summary is due, and whether the last one is still to be sent.

The installation remembers since when it has had the schedule that it has: since it was saved, whenever that is seen. So
a summary that fell into an outage is sent afterwards, also where its hour was set during the outage, and none is sent
of a time before there was a schedule, or before it was set to that hour.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Final

from pydantic import TypeAdapter
from sqlalchemy import Connection, select
from sqlalchemy.dialects.postgresql import insert

from app.models import Installation
from app.settings_store import summary
from app.settings_store.email import Summary

from . import days
from .slots import Slot, last_slot

KEY: Final = "daily_summary"


@dataclass(frozen=True, slots=True)
class Agenda:
    """The schedule; and the last slot, where its summary has not been sent yet."""

    schedule: Summary
    due: Slot | None


@dataclass(frozen=True, slots=True)
class _Since:
    since: dt.datetime
    schedule: Summary


_ADAPTER: Final = TypeAdapter(_Since)
_DOCUMENT: Final = TypeAdapter(dict[str, object])


def look(connection: Connection, at: dt.datetime) -> Agenda:
    """How it stands at that moment; in a transaction, for a schedule that is new is noted."""
    schedule = summary.read(connection)
    since = _since(connection, schedule, at)
    if not schedule.enabled:
        return Agenda(schedule, None)
    last = last_slot(at, schedule)
    missing = last.due_at > since and not days.is_sent(connection, last.day)
    return Agenda(schedule, last if missing else None)


def _since(connection: Connection, schedule: Summary, at: dt.datetime) -> dt.datetime:
    """Since when the installation has had this schedule."""
    kept = connection.scalar(select(Installation.value).where(Installation.key == KEY))
    known = None if kept is None else _ADAPTER.validate_python(kept)
    if known is not None and known.schedule == schedule:
        return known.since
    since = at if known is None else _set_at(connection, known.since, at)
    _note(connection, {"since": since.isoformat(), "schedule": asdict(schedule)})
    return since


def _set_at(connection: Connection, before: dt.datetime, at: dt.datetime) -> dt.datetime:
    """When the schedule that is seen at that moment was saved. Nobody saved it since the one before: it is new now, as
    where the first property's time zone is another."""
    saved = summary.saved_at(connection)
    return saved if saved is not None and before < saved < at else at


def _note(connection: Connection, value: Mapping[str, object]) -> None:
    new = insert(Installation).values(key=KEY, value=_DOCUMENT.validate_python(value))
    connection.execute(new.on_conflict_do_update(index_elements=["key"], set_={"value": new.excluded.value}))
