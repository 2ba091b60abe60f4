"""Rows of made-up days, at moments of a property's own clock."""

import datetime as dt
from dataclasses import dataclass, field
from zoneinfo import ZoneInfo

from flask import Flask
from sqlalchemy import select, text

from app import db
from app.models import Category
from app.reports.daily_summary import taking
from app.reports.daily_summary.snapshot import Snapshot
from tests import factories
from tests.factories import Person

SLOT = dt.datetime(2026, 5, 12, 16, tzinfo=dt.UTC)
"""Tuesday at 18:00 in Berlin: noon in New York, 01:00 of Wednesday in Tokyo."""
DAY = dt.date(2026, 5, 12)

_HISTORY = text("""
INSERT INTO history (class, at, id, actor_id, entity_type, entity_id, ticket_id, property_id, action, changes, reason,
                     salts, digests, hash)
SELECT 'ticket', :at, nextval('history_id_seq'), :actor_id, 'ticket', tickets.id, tickets.id, tickets.property_id,
       'ticket.moved', jsonb_build_object('status', jsonb_build_array(CAST(:old AS text), CAST(:new AS text))),
       CAST(:reason AS jsonb), '{}', '{}', ''
FROM tickets WHERE id = :ticket_id
""")


@dataclass(slots=True)
class Place:
    """A property in a time zone, with somebody who reports and somebody who manages its engineering."""

    app: Flask
    timezone: str
    id: int = 0
    name: str = ""
    room: int = 0
    guest: Person = field(init=False)
    manager: Person = field(init=False)

    def __post_init__(self) -> None:
        self.id, _, self.name = factories.property_(self.timezone, self.timezone)
        self.room = factories.room(self.id, "304", floor=3)
        self.guest = factories.person(self.app, "guest", stays={self.id: self.room})
        self.manager = factories.person(self.app, "manager", manages=[self.id], department="engineering")

    def moment(self, clock: str) -> dt.datetime:
        """`12 09:30`: that day of May 2026 at that time, there."""
        day, time = clock.split()
        local = dt.datetime.fromisoformat(f"2026-05-{day}T{time}")
        return local.replace(tzinfo=ZoneInfo(self.timezone)).astimezone(dt.UTC)

    def ticket(self, created: str, category: str = "plumbing", **columns: object) -> int:
        """A ticket of the manager's; columns that end in `_at` or `_until` are times of the place's clock."""
        values: dict[str, object] = {
            name: self.moment(value) if isinstance(value, str) and name.endswith(("_at", "_until")) else value
            for name, value in columns.items()
        }
        defaults: dict[str, object] = {"assignee_id": self.manager.id, "category_id": category_id(category)}
        return factories.ticket(self.id, self.guest.id, **{**defaults, "created_at": self.moment(created), **values})

    def resolved(self, created: str, resolved: str, by: Person | None = None, **columns: object) -> int:
        """A ticket that was resolved, with the move in its history."""
        values: dict[str, object] = {"status": "resolved", "resolved_at": self.moment(resolved), **columns}
        identity = self.ticket(created, "plumbing", **values)
        self.moved(identity, resolved, "open", "resolved", by or self.manager)
        return identity

    def moved(
        self, ticket_id: int, at: str, old: str, new: str, by: Person | None = None, reason: str = "null"
    ) -> None:
        """A line of the ticket's history."""
        values = {"at": self.moment(at), "old": old, "new": new, "ticket_id": ticket_id, "reason": reason}
        with db.unit_of_work() as unit:
            unit.execute(_HISTORY, {**values, "actor_id": by.id if by else None})


def category_id(key: str) -> int:
    """A seeded category."""
    with db.reads() as connection:
        return connection.scalars(select(Category.id).where(Category.key == key)).one()


def snapshot(at: dt.datetime = SLOT, day: dt.date = DAY) -> Snapshot:
    """The day as the slot at that moment takes it."""
    with db.reads() as connection:
        return taking.until_slot(connection, day, at)
