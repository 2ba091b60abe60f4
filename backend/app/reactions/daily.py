"""The daily summary: a day's figures are taken and kept, and everybody who gets it is told, in one unit of work."""

import datetime as dt
from collections.abc import Mapping
from typing import Final
from zoneinfo import ZoneInfo

from sqlalchemy import Connection
from sqlalchemy.orm import Session

from app import clock, db
from app.errors import Invalid, NotFound
from app.notifications import summaries, summary_mail
from app.permissions import Actor, Permission, require_everywhere
from app.reports.daily_summary import composing, days, taking
from app.reports.daily_summary.figures import Figures
from app.reports.daily_summary.slots import Slot
from app.reports.daily_summary.snapshot import Snapshot
from app.settings_store import summary

FARTHEST_BACK: Final = dt.timedelta(days=31)
"""A day before that, which was never sent, is not added up any more: it would be read out of too much history."""


def install() -> None:
    """Let whoever renders a summary have its figures."""
    summaries.configure(facts_for)


def send(slot: Slot) -> None:
    """The day's own sending: once, however often it is asked for and whatever dies meanwhile."""
    with db.reads() as connection:
        if days.is_sent(connection, slot.day):
            return
    db.repeat(lambda unit: _send(unit, slot))


def _send(unit: Session, slot: Slot) -> None:
    taken = taking.until_slot(unit.connection(), slot.day, slot.due_at)
    if days.keep(unit, taken):
        _tell(unit, taken, f"summary:{slot.day}")


def send_by_hand(unit: Session, actor: Actor, day: dt.date | None) -> Mapping[str, object]:
    """Send a day again, or for the first time; None: today, as it stands. 403 without `settings:manage`, 404 and 422
    as `snapshot_of`."""
    require_everywhere(actor, Permission.SETTINGS_MANAGE)
    taken = snapshot_of(unit.connection(), day, "/day")
    times = days.keep_by_hand(unit, taken)
    told = _tell(unit, taken, f"summary:{taken.day}:resend:{times}")
    return {"day": taken.day.isoformat(), "recipients": told}


def preview(connection: Connection, actor: Actor, day: dt.date | None) -> Mapping[str, object]:
    """The mail of a day, about all properties. 403 without `settings:manage`, 404 (also while there is no property)
    and 422 as `snapshot_of`."""
    require_everywhere(actor, Permission.SETTINGS_MANAGE)
    found = composing.figures(snapshot_of(connection, day, "/query/day"))
    if found is None:
        raise NotFound("summary")
    mail = summary_mail.mail(connection, actor, found.as_facts())
    return {"day": found.day, "subject": mail.subject, "html": mail.html, "text": mail.text}


def snapshot_of(connection: Connection, day: dt.date | None, pointer: str) -> Snapshot:
    """A day as it was sent; today as it stands now while it was not; a past day that never was, whole. 404 for a day
    too long ago, 422 (at that pointer) for one that lies ahead."""
    zone, at = ZoneInfo(summary.read(connection).timezone), clock.now()
    today = at.astimezone(zone).date()
    wanted = day or today
    if wanted > today:
        raise Invalid.field(pointer, "future", "This day lies ahead.")
    kept = days.find(connection, wanted)
    if kept is not None and (kept.scheduled or wanted < today):
        return kept.snapshot
    if wanted == today:
        return taking.until_slot(connection, today, at)
    if wanted < today - FARTHEST_BACK:
        raise NotFound("summary")
    midnight = dt.datetime.combine(wanted + dt.timedelta(days=1), dt.time(), tzinfo=zone)
    return taking.whole_day(connection, wanted, midnight.astimezone(dt.UTC))


def facts_for(connection: Connection, actor: Actor, facts: Mapping[str, object]) -> Mapping[str, object] | None:
    """The figures of the day that a notification names, of the properties that the person oversees now."""
    kept = days.find(connection, dt.date.fromisoformat(str(facts["day"])))
    found = None if kept is None or not summaries.gets_it(actor) else _figures(kept.snapshot, actor)
    return None if found is None else found.as_facts()


def _tell(unit: Session, taken: Snapshot, cause: str) -> int:
    """Tell everybody for whom there is something to read; how many."""
    people = [one for one in summaries.recipients(unit.connection()) if _figures(taken, one) is not None]
    return summaries.plan(unit, people, cause, {"day": taken.day.isoformat()})


def _figures(taken: Snapshot, actor: Actor) -> Figures | None:
    return composing.figures(taken, actor.properties(Permission.SUMMARY_RECEIVE))
