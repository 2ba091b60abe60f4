"""Tickets for readers: lists, counts and one in full. Columns straight to the wire's names, in autocommit."""

from collections.abc import Callable, Sequence
from typing import Any, Final

from sqlalchemy import ARRAY, BigInteger, Connection, Integer, Select, bindparam, func, literal_column, select
from sqlalchemy.orm import aliased

from app.cursors import Page
from app.errors import NotFound
from app.models import ACTIVE, Category, Priority, Property, Room, Task, Ticket, User
from app.permissions import Actor, Permission, TicketFacts, allowed, scope
from app.prepared import Statements
from app.services import attachments
from app.services.transitions import legal

from .filtering import CURSORS, TicketFilters, behind_values, narrowed, order
from .moves import undo_until

Shown = dict[str, object]
TicketRow = dict[str, Any]
Statement = Select[*tuple[Any, ...]]
ACTS: Final = (
    Permission.TICKET_EDIT,
    Permission.TICKET_TRIAGE,
    Permission.TICKET_ASSIGN,
    Permission.TICKET_SCHEDULE,
    Permission.TICKET_RATE,
    Permission.COMMENT_WRITE,
    Permission.COMMENT_INTERNAL,
    Permission.ATTACHMENT_ADD,
)


Reporter, Assignee, Holder = aliased(User), aliased(User), aliased(User)

COLUMNS: Final = (
    Ticket.id,
    Ticket.number,
    Ticket.kind,
    Ticket.title,
    Ticket.description,
    Ticket.status,
    Ticket.priority,
    Ticket.category_id,
    Category.name.label("category_name"),
    Ticket.property_id,
    Property.name.label("property_name"),
    Property.code.label("property_code"),
    Ticket.room_id,
    Room.name.label("room_name"),
    Room.floor.label("room_floor"),
    Ticket.reporter_id,
    Reporter.name.label("reporter_name"),
    Ticket.assignee_id,
    Assignee.name.label("assignee_name"),
    Ticket.holder_id,
    Holder.name.label("holder_name"),
    Ticket.next,
    Ticket.due_at,
    Ticket.first_response_due_at,
    Ticket.first_response_at,
    Ticket.on_hold_until,
    Ticket.on_hold_reason,
    Ticket.access,
    Ticket.incident,
    Ticket.service,
    Ticket.created_at,
    Ticket.updated_at,
    Ticket.public_updated_at,
    Ticket.resolved_at,
    Ticket.closed_at,
    Ticket.comment_count,
    Ticket.public_comment_count,
    Ticket.attachment_count,
    Ticket.public_attachment_count,
    Ticket.rating,
    Ticket.rating_comment,
    Ticket.version,
    Ticket.seq,
    Ticket.public_seq,
)


_JOINED: Final[Statement] = (
    select(*COLUMNS)
    .select_from(Ticket)
    .join(Category, Category.id == Ticket.category_id)
    .join(Property, Property.id == Ticket.property_id)
    .outerjoin(Room, Room.id == Ticket.room_id)
    .join(Reporter, Reporter.id == Ticket.reporter_id)
    .outerjoin(Assignee, Assignee.id == Ticket.assignee_id)
    .outerjoin(Holder, Holder.id == Ticket.holder_id)
)

_LISTS, _COUNTS, _ONE = Statements(), Statements(), Statements()


def listing(connection: Connection, actor: Actor, filters: TicketFilters, page: Page, sort: str) -> Shown:
    """One page of the tickets that the actor may see: `{items, next_cursor}`."""
    cursor = CURSORS[sort]
    after = page.after(sort, *cursor.kinds)
    narrowing = filters.values(actor)
    form = None if after is None else tuple(value is None for value in after)
    shape = (scope.shape(actor), filters.shape(narrowing), sort, form, page.limit)
    values = {**scope.values(actor), **narrowing, **behind_values(after)}

    def build() -> Statement:
        by = order(actor, sort)
        statement = _JOINED.add_columns(by.key.label("sort_key"))
        statement = statement.where(scope.tickets(actor), *narrowed(filters, narrowing))
        if after is not None:
            statement = statement.where(by.behind(after))
        # As a parameter the limit would be unknown to a generic plan, and each request would be planned anew.
        return statement.order_by(*by.by).limit(literal_column(str(page.limit + 1), Integer()))

    rows = _LISTS.rows(connection, shape, values, build)
    answer = page.of(rows, sort, *cursor.keys)
    return {**answer, "items": [_shown(row, actor) for row in rows[: page.limit]]}


def counts(connection: Connection, actor: Actor, filters: TicketFilters) -> Shown:
    """How many of those tickets there are: `{by_status, by_priority, unassigned, overdue}`."""
    narrowing = filters.values(actor)

    def build() -> Statement:
        active = Ticket.status.in_(ACTIVE)
        statement = select(
            Ticket.status,
            Ticket.priority,
            func.count().label("tickets"),
            func.count().filter(active, Ticket.assignee_id.is_(None)).label("unassigned"),
            func.count().filter(active, Ticket.due_at < func.now()).label("overdue"),
        )
        if "floor" in narrowing:
            statement = statement.join(Room, Room.id == Ticket.room_id)
        statement = statement.where(scope.tickets(actor), *narrowed(filters, narrowing))
        return statement.group_by(Ticket.status, Ticket.priority)

    shape = (scope.shape(actor), filters.shape(narrowing))
    rows = _COUNTS.rows(connection, shape, {**scope.values(actor), **narrowing}, build)
    return {
        "by_status": _summed(rows, lambda row: row["status"]),
        "by_priority": _summed(rows, lambda row: PRIORITIES[row["priority"]]),
        "unassigned": sum(row["unassigned"] for row in rows),
        "overdue": sum(row["overdue"] for row in rows),
    }


def shown(connection: Connection, actor: Actor, ticket_id: int) -> Shown:
    """One ticket in full, with what this actor may do to it; `NotFound` where they may not see it."""

    def build() -> Statement:
        tasks = select(Task.id).where(Task.ticket_id == Ticket.id, scope.tasks(actor)).correlate(Ticket)
        in_order = tasks.order_by(Task.position, Task.id).scalar_subquery()
        more = (
            Ticket.last_move,
            scope.involved(actor).label("involved"),
            func.array(in_order, type_=ARRAY(BigInteger)).label("task_ids"),
        )
        one = Ticket.id == bindparam("ticket_id", type_=BigInteger())
        return _JOINED.add_columns(*more).where(one, scope.tickets(actor))

    found = _ONE.rows(connection, scope.shape(actor), {**scope.values(actor), "ticket_id": ticket_id}, build)
    if not found:
        raise NotFound("ticket")
    row = found[0]
    ticket = _shown(row, actor)
    facts = TicketFacts(row["property_id"], row["reporter_id"], row["status"], row["closed_at"], row["involved"])
    return {
        **ticket,
        "attachments": attachments.of_ticket(connection, actor, ticket_id) if ticket["attachment_count"] else [],
        "task_ids": row["task_ids"],
        "allowed_statuses": legal(actor, facts),
        "allowed_actions": [str(act) for act in ACTS if allowed(actor, act, facts)],
        "undo_until": undo_until(row["last_move"], row["status"], actor),
    }


def _shown(row: TicketRow, actor: Actor) -> Shown:
    """One row in the wire's form. What internal writing moves is the guests' count for those who don't see it."""
    internal = scope.sees_internal(actor, row["property_id"])
    return {
        "id": row["id"],
        "number": row["number"],
        "kind": row["kind"],
        "title": row["title"],
        "description": row["description"],
        "status": row["status"],
        "priority": PRIORITIES[row["priority"]],
        "category": {"id": row["category_id"], "name": row["category_name"]},
        "property": {"id": row["property_id"], "name": row["property_name"], "code": row["property_code"]},
        "room": _room(row),
        "reporter": {"id": row["reporter_id"], "name": row["reporter_name"]},
        "assignee": _person(row["assignee_id"], row["assignee_name"]),
        "holder": _person(row["holder_id"], row["holder_name"]),
        "next": row["next"],
        "due_at": row["due_at"],
        "first_response_due_at": row["first_response_due_at"],
        "first_response_at": row["first_response_at"],
        "on_hold_until": row["on_hold_until"],
        "on_hold_reason": row["on_hold_reason"],
        "access": row["access"],
        "incident": row["incident"],
        "service": row["service"],
        "created_at": row["created_at"],
        "updated_at": row["updated_at"] if internal else row["public_updated_at"],
        "resolved_at": row["resolved_at"],
        "closed_at": row["closed_at"],
        "comment_count": row["comment_count"] if internal else row["public_comment_count"],
        "attachment_count": row["attachment_count"] if internal else row["public_attachment_count"],
        "rating": row["rating"],
        "rating_comment": row["rating_comment"],
        "version": row["version"],
        "seq": row["seq"] if internal else row["public_seq"],
    }


PRIORITIES: Final = {int(priority): priority.word for priority in Priority}


def _room(row: TicketRow) -> Shown | None:
    if row["room_id"] is None:
        return None
    return {"id": row["room_id"], "name": row["room_name"], "floor": row["room_floor"]}


def _person(user_id: int | None, name: str | None) -> Shown | None:
    return None if user_id is None else {"id": user_id, "name": name}


def _summed(rows: Sequence[TicketRow], word: Callable[[TicketRow], str]) -> dict[str, int]:
    sums: dict[str, int] = {}
    for row in rows:
        sums[word(row)] = sums.get(word(row), 0) + row["tickets"]
    return sums
