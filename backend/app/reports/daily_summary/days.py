"""The days whose summary was sent: kept once each, so that nobody is told of a day twice and it can be sent again."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Connection, Date, Text, case, cast, func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from app.cursors import Page
from app.models import DailySummary, Delivery, DeliveryState, Notification
from app.permissions import Actor, Permission, require_everywhere

from . import snapshot
from .snapshot import Snapshot

SORT: Final = "-day"


@dataclass(frozen=True, slots=True)
class Kept:
    """A day as it was sent last. `scheduled`: at its hour, else by hand only."""

    snapshot: Snapshot
    scheduled: bool


def find(connection: Connection, day: dt.date) -> Kept | None:
    """The day, if it was ever sent."""
    statement = select(DailySummary.figures, DailySummary.scheduled).where(DailySummary.day == day)
    row = connection.execute(statement).one_or_none()
    return None if row is None else Kept(snapshot.load(row.figures), row.scheduled)


def is_sent(connection: Connection, day: dt.date) -> bool:
    """Whether the day's own sending has happened."""
    return connection.scalar(select(DailySummary.scheduled).where(DailySummary.day == day)) is True


def keep(session: Session, taken: Snapshot) -> bool:
    """Note that the day's own sending happens now, with these figures; False where it has happened before. Of two at
    once the second waits for the first."""
    values: dict[str, Any] = {"due_at": taken.at, "figures": snapshot.dump(taken), "scheduled": True}
    new = insert(DailySummary).values(day=taken.day, **values)
    kept = new.on_conflict_do_update(index_elements=["day"], set_=values, where=~DailySummary.scheduled)
    return session.execute(kept.returning(DailySummary.day)).first() is not None


def keep_by_hand(session: Session, taken: Snapshot) -> int:
    """Note that a day is sent by hand; the how manieth time (1 is the first). The figures of its own sending stay."""
    values: dict[str, Any] = {"due_at": taken.at, "figures": snapshot.dump(taken)}
    new = insert(DailySummary).values(day=taken.day, **values, scheduled=False, resends=1)
    changes = {
        "due_at": case((DailySummary.scheduled, DailySummary.due_at), else_=new.excluded.due_at),
        "figures": case((DailySummary.scheduled, DailySummary.figures), else_=new.excluded.figures),
        "resends": DailySummary.resends + 1,
    }
    kept = new.on_conflict_do_update(index_elements=["day"], set_=changes)
    return session.execute(kept.returning(DailySummary.resends)).scalar_one()


def listing(connection: Connection, actor: Actor, page: Page) -> Mapping[str, object]:
    """The days that were sent, the newest first, with how many people were told and to how many of them a mail has gone
    out, however often. 403 without `settings:manage`."""
    require_everywhere(actor, Permission.SETTINGS_MANAGE)
    told = (
        select(
            cast(func.split_part(Notification.cause, ":", 2), Date).label("day"),
            func.count(Notification.user_id.distinct()).label("recipients"),
            func.count(Delivery.user_id.distinct()).filter(Delivery.state == DeliveryState.SENT).label("sent"),
        )
        .outerjoin(Delivery, Delivery.notification_id == Notification.id)
        .where(Notification.kind == "daily_summary")
        .group_by("day")
        .subquery()
    )
    day = cast(DailySummary.day, Text)
    statement = select(
        day.label("day"),
        DailySummary.due_at,
        DailySummary.scheduled,
        func.coalesce(told.c.recipients, 0).label("recipients"),
        func.coalesce(told.c.sent, 0).label("sent"),
    ).outerjoin(told, told.c.day == DailySummary.day)
    after = page.after(SORT, str)
    if after is not None:
        statement = statement.where(day < after[0])
    rows = connection.execute(statement.order_by(DailySummary.day.desc()).limit(page.limit + 1)).mappings()
    return page.of([dict(row) for row in rows], SORT, "day")
