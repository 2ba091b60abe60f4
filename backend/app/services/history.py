"""The history of everything, newest first: for those who may read it. A ticket's own timeline is with the ticket."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from sqlalchemy import ColumnElement, Connection, or_, select, tuple_

from app.cursors import Page
from app.models import History, Ticket, User
from app.models.text import fold
from app.permissions import Actor, Permission, forbidden, scope

SORT: Final = "-at"

_COLUMNS = (
    History.id,
    History.at,
    History.actor_id,
    User.name.label("actor_name"),
    History.entity_type,
    History.entity_id,
    History.ticket_id,
    History.property_id,
    History.action,
    History.changes,
    History.reason,
    History.request_id,
    History.ip,
)


@dataclass(frozen=True, slots=True)
class HistoryFilters:
    """What the history is narrowed down to. `since` is inclusive, `until` is not."""

    entity_types: Sequence[str] = ()
    entity_ids: Sequence[int] = ()
    actor_ids: Sequence[int] = ()
    actions: Sequence[str] = ()
    since: dt.datetime | None = None
    until: dt.datetime | None = None
    q: str | None = None


def listing(connection: Connection, actor: Actor, filters: HistoryFilters, page: Page) -> Mapping[str, object]:
    """What happened, newest first. 403 without `history:read`."""
    if not actor.holds(Permission.HISTORY_READ):
        raise forbidden(Permission.HISTORY_READ)
    statement = select(*_COLUMNS).outerjoin(User, User.id == History.actor_id)
    statement = statement.where(scope.history(actor), *_conditions(filters))
    after = page.after(SORT, dt.datetime, int)
    if after is not None:
        statement = statement.where(tuple_(History.at, History.id) < after)
    ordered = statement.order_by(History.at.desc(), History.id.desc()).limit(page.limit + 1)
    return page.of([_entry(dict(row)) for row in connection.execute(ordered).mappings()], SORT, "at", "id")


def _entry(row: dict[str, object]) -> Mapping[str, object]:
    actor_id, name = row.pop("actor_id"), row.pop("actor_name")
    return {**row, "actor": None if actor_id is None else {"id": actor_id, "name": name or ""}}


def _conditions(filters: HistoryFilters) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if filters.entity_types:
        conditions.append(History.entity_type.in_(filters.entity_types))
    if filters.entity_ids:
        conditions.append(History.entity_id.in_(filters.entity_ids))
    if filters.actor_ids:
        conditions.append(History.actor_id.in_(filters.actor_ids))
    if filters.actions:
        conditions.append(History.action.in_(filters.actions))
    if filters.since is not None:
        conditions.append(History.at >= filters.since)
    if filters.until is not None:
        conditions.append(History.at < filters.until)
    if filters.q is not None:
        conditions.append(_mentions(filters.q))
    return conditions


def _mentions(q: str) -> ColumnElement[bool]:
    """Who did it, to whom it was done, which ticket, which request, from which address: all of it is looked up."""
    people = select(User.id).where(*[User.search.contains(word, autoescape=True) for word in fold(q).split()])
    tickets = select(Ticket.id).where(Ticket.number == q.upper())
    return or_(
        History.actor_id.in_(people),
        (History.entity_type == "user") & History.entity_id.in_(people),
        History.ticket_id.in_(tickets),
        History.action == q,
        History.request_id == q,
        History.ip == q,
    )
