"""Tasks for readers: lists and one. Columns straight to the wire's names, in autocommit."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal

from sqlalchemy import ColumnElement, Connection, RowMapping, Select, and_, func, or_, select, tuple_
from sqlalchemy.dialects.postgresql import JSONB, aggregate_order_by
from sqlalchemy.orm import aliased

from app.cursors import Page, Values
from app.errors import NotFound
from app.models import Priority, Property, Room, Task, TaskAssignment, Ticket, User
from app.permissions import Actor, scope
from app.services.rows import now

from .rules import TaskFacts, legal

Shown = dict[str, object]
Clause = ColumnElement[bool]
Whose = Literal["mine", "managed"]
PRIORITIES: Final = {int(priority): priority.word for priority in Priority}


@dataclass(frozen=True, slots=True)
class TaskFilters:
    """What a list is narrowed to; an empty tuple narrows nothing.

    `whose`: `mine`, on which the caller works, or `managed`, of the properties whose tasks are the caller's to see.
    """

    whose: Whose = "mine"
    status: tuple[str, ...] = ()
    due_before: dt.datetime | None = None
    due_after: dt.datetime | None = None
    property_id: tuple[int, ...] = ()
    assignee_id: tuple[int, ...] = ()
    ticket_id: tuple[int, ...] = ()


Creator = aliased(User)

PEOPLE: Final = (
    select(
        func.coalesce(
            func.jsonb_agg(
                aggregate_order_by(
                    func.jsonb_build_object("id", User.id, "name", User.name),
                    TaskAssignment.position,
                    TaskAssignment.user_id,
                )
            ),
            func.jsonb_build_array(),
            type_=JSONB,
        )
    )
    .select_from(TaskAssignment)
    .join(User, User.id == TaskAssignment.user_id)
    .where(TaskAssignment.task_id == Task.id)
    .correlate(Task)
    .scalar_subquery()
)

COLUMNS: Final = (
    Task.id,
    Task.ticket_id,
    Ticket.number.label("ticket_number"),
    Ticket.title.label("ticket_title"),
    Ticket.status.label("ticket_status"),
    Task.title,
    Task.description,
    Task.status,
    Task.priority,
    Task.position,
    Task.property_id,
    Property.name.label("property_name"),
    Task.room_id,
    Room.name.label("room_name"),
    Room.floor.label("room_floor"),
    PEOPLE.label("assignees"),
    Task.created_by_id,
    Creator.name.label("created_by_name"),
    Task.due_at,
    Task.minutes_spent,
    Task.cost_amount,
    Task.cost_currency,
    Task.started_at,
    Task.completed_at,
    Task.created_at,
    Task.updated_at,
    Task.version,
    Task.seq,
)


def _joined(actor: Actor) -> Select[*tuple[Any, ...]]:
    return (
        select(*COLUMNS)
        .select_from(Task)
        .join(Property, Property.id == Task.property_id)
        .join(Creator, Creator.id == Task.created_by_id)
        .outerjoin(Room, Room.id == Task.room_id)
        .outerjoin(Ticket, Ticket.id == Task.ticket_id)
        .where(scope.tasks(actor))
    )


def listing(connection: Connection, actor: Actor, filters: TaskFilters, page: Page, sort: str) -> Shown:
    """One page of the tasks that the actor may see: `{items, next_cursor}`."""
    order = ORDERS[sort]
    statement = _joined(actor).where(*_narrowed(actor, filters))
    after = page.after(sort, dt.datetime, int)
    if after is not None:
        statement = statement.where(order.behind(after))
    rows = connection.execute(statement.order_by(*order.by).limit(page.limit + 1)).mappings().all()
    answer, at = page.of(rows, sort, order.key, "id"), now()
    return {**answer, "items": [_shown(row, actor, at) for row in rows[: page.limit]]}


def shown(connection: Connection, actor: Actor, task_id: int) -> Shown:
    """One task, with the statuses to which this actor may move it; `NotFound` where they may not see it."""
    row = connection.execute(_joined(actor).where(Task.id == task_id)).mappings().first()
    if row is None:
        raise NotFound("task")
    return _shown(row, actor, now())


def _narrowed(actor: Actor, filters: TaskFilters) -> list[Clause]:
    clauses = [_whose(actor, filters.whose)]
    for column, wanted in ((Task.property_id, filters.property_id), (Task.ticket_id, filters.ticket_id)):
        if wanted:
            clauses.append(column.in_(wanted))
    if filters.status:
        clauses.append(Task.status.in_(filters.status))
    if filters.assignee_id:
        clauses.append(_has(filters.assignee_id))
    if filters.due_before is not None:
        clauses.append(Task.due_at < filters.due_before)
    if filters.due_after is not None:
        clauses.append(Task.due_at >= filters.due_after)
    return clauses


def _whose(actor: Actor, whose: Whose) -> Clause:
    return _has((actor.user_id,)) if whose == "mine" else scope.managed_tasks(actor)


def _has(user_ids: Sequence[int | None]) -> Clause:
    """One of these people works on it."""
    having = select(TaskAssignment.task_id).where(
        TaskAssignment.task_id == Task.id, TaskAssignment.user_id.in_(user_ids)
    )
    return having.exists()


@dataclass(frozen=True, slots=True)
class Order:
    """An order that a list can be read on in, and the rows behind the last one read."""

    key: str
    by: tuple[ColumnElement[Any], ...]
    behind: Callable[[Values], Clause]


def _due_behind(values: Values) -> Clause:
    due_at, identity = values
    if due_at is None:
        return and_(Task.due_at.is_(None), Task.id > identity)
    return or_(tuple_(Task.due_at, Task.id) > values, Task.due_at.is_(None))


def _newest_behind(values: Values) -> Clause:
    return tuple_(Task.created_at, Task.id) < values


ORDERS: Final[Mapping[str, Order]] = {
    "due_at": Order("due_at", (Task.due_at.asc().nulls_last(), Task.id.asc()), _due_behind),
    "-created_at": Order("created_at", (Task.created_at.desc(), Task.id.desc()), _newest_behind),
}


def _shown(row: RowMapping, actor: Actor, at: dt.datetime) -> Shown:
    return {
        "id": row["id"],
        "ticket_id": row["ticket_id"],
        "ticket": _ticket(row),
        "title": row["title"],
        "description": row["description"],
        "status": row["status"],
        "priority": PRIORITIES[row["priority"]],
        "position": row["position"],
        "property": {"id": row["property_id"], "name": row["property_name"]},
        "room": _room(row),
        "assignees": row["assignees"],
        "created_by": {"id": row["created_by_id"], "name": row["created_by_name"]},
        "due_at": row["due_at"],
        "minutes_spent": row["minutes_spent"],
        "cost": _cost(row),
        "started_at": row["started_at"],
        "completed_at": row["completed_at"],
        "created_at": row["created_at"],
        "updated_at": row["updated_at"],
        "allowed_statuses": legal(actor, _facts(row), at),
        "version": row["version"],
        "seq": row["seq"],
    }


def _facts(row: RowMapping) -> TaskFacts:
    return TaskFacts(
        property_id=row["property_id"],
        status=row["status"],
        people=tuple(person["id"] for person in row["assignees"]),
        created_by_id=row["created_by_id"],
        completed_at=row["completed_at"],
        ticket_status=row["ticket_status"],
    )


def _ticket(row: RowMapping) -> Shown | None:
    if row["ticket_id"] is None:
        return None
    return {
        "id": row["ticket_id"],
        "number": row["ticket_number"],
        "title": row["ticket_title"],
        "status": row["ticket_status"],
    }


def _room(row: RowMapping) -> Shown | None:
    if row["room_id"] is None:
        return None
    return {"id": row["room_id"], "name": row["room_name"], "floor": row["room_floor"]}


def _cost(row: RowMapping) -> Shown | None:
    return None if row["cost_amount"] is None else {"amount": row["cost_amount"], "currency": row["cost_currency"]}
