"""The ledger of deliveries as an administrator reads it: what went out, what waits, what could not be delivered.

Addresses are masked: who looks after deliveries need not learn everybody's.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, RowMapping, Select, func, or_, select

from app.cursors import Page
from app.errors import NotFound
from app.models import ON_THE_WAY, Channel, Delivery, DeliveryAttempt, DeliveryState, Notification, Ticket, User
from app.models.text import fold
from app.permissions import Actor, Permission, require_everywhere

Shown = dict[str, object]
Clause = ColumnElement[bool]
ORDER: Final = "-id"
STANDING: Final = (*ON_THE_WAY, DeliveryState.DEAD)

_COLUMNS: Final = (
    Delivery.id,
    Delivery.created_at.label("at"),
    Notification.kind,
    Delivery.channel,
    Delivery.state,
    Delivery.reason,
    Delivery.attempts,
    Delivery.next_at,
    Delivery.sent_at,
    Delivery.delivered_at,
    Delivery.address,
    User.id.label("user_id"),
    User.name,
    Ticket.id.label("ticket_id"),
    Ticket.number,
    Delivery.folded_into_id,
)
_MORE: Final = (Delivery.message_id, Delivery.provider_id, Delivery.segments)


@dataclass(frozen=True, slots=True)
class DeliveryFilters:
    """What the ledger is narrowed to; an empty tuple narrows nothing. `since` is inclusive, `until` is not."""

    states: Sequence[str] = ()
    channels: Sequence[str] = ()
    user_ids: Sequence[int] = ()
    ticket_ids: Sequence[int] = ()
    since: dt.datetime | None = None
    until: dt.datetime | None = None
    q: str | None = None


def listing(connection: Connection, actor: Actor, filters: DeliveryFilters, page: Page) -> Shown:
    """One page of deliveries, the newest first. 403 without `settings:manage`."""
    require_everywhere(actor, Permission.SETTINGS_MANAGE)
    statement = _select(*_COLUMNS).where(*_conditions(filters))
    after = page.after(ORDER, int)
    if after is not None:
        statement = statement.where(Delivery.id < after[0])
    rows = connection.execute(statement.order_by(Delivery.id.desc()).limit(page.limit + 1)).mappings().all()
    return {**page.of(rows, ORDER, "id"), "items": [_shown(row) for row in rows[: page.limit]]}


def shown(connection: Connection, actor: Actor, delivery_id: int) -> Shown:
    """One delivery with every attempt."""
    require_everywhere(actor, Permission.SETTINGS_MANAGE)
    statement = _select(*_COLUMNS, *_MORE).where(Delivery.id == delivery_id)
    row = connection.execute(statement).mappings().one_or_none()
    if row is None:
        raise NotFound("delivery")
    more = {name: row[name] for name in ("message_id", "provider_id", "segments")}
    return {**_shown(row), **more, "attempts_made": _attempts(connection, delivery_id)}


def counts(connection: Connection, actor: Actor) -> Shown:
    """`{by_state, by_channel: {email: {on_the_way, sent_today, folded_today, skipped_today, dead}, …}}`.

    All of what is on its way or dead, and of what is done for good that of today (UTC).
    """
    require_everywhere(actor, Permission.SETTINGS_MANAGE)
    today = func.date_trunc("day", func.now())
    statement = select(Delivery.channel, Delivery.state, func.count().label("deliveries"))
    counted = statement.where(or_(Delivery.state.in_(STANDING), Delivery.created_at >= today))
    rows = connection.execute(counted.group_by(Delivery.channel, Delivery.state)).mappings().all()
    by_state = dict.fromkeys(map(str, DeliveryState), 0)
    by_channel = {str(channel): dict.fromkeys(_WORDS.values(), 0) for channel in Channel}
    for row in rows:
        by_state[row["state"]] += row["deliveries"]
        by_channel[row["channel"]][_WORDS[row["state"]]] += row["deliveries"]
    return {"by_state": by_state, "by_channel": by_channel}


_WORDS: Final[Mapping[str, str]] = {
    **{str(state): "on_the_way" for state in ON_THE_WAY},
    "sent": "sent_today",
    "folded": "folded_today",
    "skipped": "skipped_today",
    "dead": "dead",
}


def masked(address: str | None) -> str | None:
    """`jonas@example.com` as `j***@example.com`, `+4915112345678` as `+49***78`; enough to recognise one's own."""
    if not address:
        return None
    name, at, domain = address.rpartition("@")
    return f"{name[:1]}***@{domain}" if at else f"{address[:3]}***{address[-2:]}"


def _select(*columns: Any) -> Select[*tuple[Any, ...]]:
    return (
        select(*columns)
        .select_from(Delivery)
        .join(Notification, Notification.id == Delivery.notification_id)
        .join(User, User.id == Delivery.user_id)
        .outerjoin(Ticket, Ticket.id == Delivery.ticket_id)
    )


def _conditions(filters: DeliveryFilters) -> list[Clause]:
    lists = (
        (Delivery.state, filters.states),
        (Delivery.channel, filters.channels),
        (Delivery.user_id, filters.user_ids),
        (Delivery.ticket_id, filters.ticket_ids),
    )
    conditions: list[Clause] = [column.in_(wanted) for column, wanted in lists if wanted]
    if filters.since is not None:
        conditions.append(Delivery.created_at >= filters.since)
    if filters.until is not None:
        conditions.append(Delivery.created_at < filters.until)
    return conditions if filters.q is None else [*conditions, _mentions(filters.q)]


def _mentions(q: str) -> Clause:
    """A person by name or address, a ticket by its number, a delivery by what the other side calls it."""
    words = [User.search.contains(word, autoescape=True) for word in fold(q).split()]
    people = select(User.id).where(*words)
    tickets = select(Ticket.id).where(Ticket.number == q.upper())
    return or_(
        Delivery.user_id.in_(people),
        Delivery.ticket_id.in_(tickets),
        Delivery.message_id == q,
        Delivery.provider_id == q,
    )


def _attempts(connection: Connection, delivery_id: int) -> list[Shown]:
    columns = (
        DeliveryAttempt.number,
        DeliveryAttempt.started_at,
        DeliveryAttempt.ended_at,
        DeliveryAttempt.outcome,
        DeliveryAttempt.error,
    )
    statement = select(*columns).where(DeliveryAttempt.delivery_id == delivery_id).order_by(DeliveryAttempt.number)
    return [dict(row) for row in connection.execute(statement).mappings()]


def _shown(row: RowMapping) -> Shown:
    kept = ("id", "at", "kind", "channel", "state", "reason", "attempts", "next_at", "sent_at", "delivered_at")
    return {
        **{name: row[name] for name in kept},
        "address": masked(row["address"]),
        "person": {"id": row["user_id"], "name": row["name"]},
        "ticket": None if row["ticket_id"] is None else {"id": row["ticket_id"], "number": row["number"]},
        "folded_into_id": row["folded_into_id"],
    }
