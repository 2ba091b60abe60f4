"""A ticket's history as its readers see it: guests get no reasons of assignment, no costs, nothing internal."""

from collections.abc import Mapping, Sequence
from typing import Final

from pydantic import TypeAdapter
from sqlalchemy import Connection, RowMapping, select

from app.cursors import Page
from app.models import History, HistoryClass, User
from app.permissions import Actor, scope

from .loading import require_visible

Shown = dict[str, object]
ORDER: Final = "id"
PUBLIC_ACTIONS: Final = (
    "ticket.created",
    "ticket.assigned",
    "ticket.moved",
    "ticket.edited",
    "ticket.commented",
    "ticket.attached",
    "task.assigned",
    "task.started",
    "task.completed",
    "ticket.rated",
)
PEOPLE: Final = ("assignee_id",)
_IDS: TypeAdapter[list[int | None]] = TypeAdapter(list[int | None])


def history(connection: Connection, actor: Actor, ticket_id: int, page: Page) -> Shown:
    """One page of what happened to a ticket, oldest first; `NotFound` where the actor may not see it."""
    facts = require_visible(connection, actor, ticket_id)
    internal = scope.sees_internal(actor, facts.property_id)
    columns = (History.id, History.at, History.actor_id, User.name, History.action, History.changes, History.reason)
    statement = (
        select(*columns)
        .outerjoin(User, User.id == History.actor_id)
        .where(History.class_ == HistoryClass.TICKET, History.ticket_id == ticket_id)
    )
    if not internal:
        statement = statement.where(~History.internal, History.action.in_(PUBLIC_ACTIONS))
    after = page.after(ORDER, int)
    if after is not None:
        statement = statement.where(History.id > after[0])
    rows = connection.execute(statement.order_by(History.id).limit(page.limit + 1)).mappings().all()
    answer = page.of(rows, ORDER, "id")
    names = _names(connection, rows[: page.limit])
    return {**answer, "items": [_shown(row, names, internal=internal) for row in rows[: page.limit]]}


def _names(connection: Connection, rows: Sequence[RowMapping]) -> dict[int, str]:
    """Names of the people that changes speak of by id."""
    ids = {
        user_id for row in rows for field in PEOPLE for user_id in _IDS.validate_python(row["changes"].get(field, []))
    }
    if not ids - {None}:
        return {}
    return dict(connection.execute(select(User.id, User.name).where(User.id.in_(ids - {None}))).all())


def _shown(row: RowMapping, names: Mapping[int, str], *, internal: bool) -> Shown:
    """Who is not told why a rule chose somebody is not told either that whoever set it off gave the ticket away."""
    reason: Mapping[str, object] = row["reason"] or {}
    by_rule = row["action"] == "ticket.assigned" and reason.get("rule") != "person"
    is_nobodys = row["actor_id"] is None or (by_rule and not internal)
    return {
        "id": row["id"],
        "at": row["at"],
        "actor": None if is_nobodys else {"id": row["actor_id"], "name": row["name"]},
        "action": row["action"],
        "changes": _changes(row, names, internal=internal),
        "reason": row["reason"] if internal or row["action"] == "ticket.moved" else None,
    }


def _changes(row: RowMapping, names: Mapping[int, str], *, internal: bool) -> Shown:
    """The changes with people's names; a guest learns who works on a task, not how long or for how much."""
    if row["action"].startswith("task.") and not internal:
        given = row["action"] == "task.assigned" and "people" in row["changes"]
        return {"people": row["changes"]["people"]} if given else {}
    changes: Shown = dict(row["changes"])
    for field in PEOPLE:
        if field in changes:
            changes[field.removesuffix("_id")] = [
                None if one is None else {"id": one, "name": names.get(one, "")}
                for one in _IDS.validate_python(changes.pop(field))
            ]
    return changes
