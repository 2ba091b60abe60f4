"""Categories: what tickets are about, and which department each goes to."""

from collections.abc import Mapping
from typing import Final

from sqlalchemy import Connection, func, select, tuple_
from sqlalchemy.orm import Session

from app.cursors import Page
from app.errors import Conflict, Invalid, NotFound
from app.events import record
from app.events.types import CategoryChanged
from app.models import ACTIVE, Category, Department, Json, Priority, Ticket
from app.models.text import natural_key
from app.permissions import Actor, Permission, forbidden, require_everywhere
from app.services.rows import change, expect_version, locked, now
from app.services.unique import name_taken, unique

SORT: Final = "position"

_COLUMNS = (
    Category.id,
    Category.key,
    Category.name,
    Category.names,
    Category.parent_id,
    Category.department_id,
    Department.name.label("department_name"),
    Category.default_priority,
    Category.room_status,
    Category.version,
)


def listing(connection: Connection, actor: Actor, page: Page) -> Mapping[str, object]:
    """The categories, in the order in which they are offered. 403 without `category:read`."""
    _require_reader(actor)
    statement = select(*_COLUMNS, Category.position).join(Department, Department.id == Category.department_id)
    after = page.after(SORT, int, int)
    if after is not None:
        statement = statement.where(tuple_(Category.position, Category.id) > after)
    living = statement.where(Category.archived_at.is_(None))
    ordered = living.order_by(Category.position, Category.id).limit(page.limit + 1)
    rows = [dict(row) for row in connection.execute(ordered).mappings()]
    answer = page.of(rows, SORT, "position", "id")
    return {**answer, "items": [_category(row) for row in rows[: page.limit]]}


def shown(connection: Connection, actor: Actor, category_id: int) -> Mapping[str, object]:
    """One category."""
    _require_reader(actor)
    statement = select(*_COLUMNS).join(Department, Department.id == Category.department_id)
    living = (Category.id == category_id) & Category.archived_at.is_(None)
    row = connection.execute(statement.where(living)).mappings().one_or_none()
    if row is None:
        raise NotFound("category")
    return _category(dict(row))


def create(session: Session, actor: Actor, values: Mapping[str, object]) -> int:
    """Make a category; it is offered last."""
    require_everywhere(actor, Permission.CATEGORY_MANAGE)
    _check(session, None, values)
    last = session.scalars(select(func.coalesce(func.max(Category.position), 0))).one()
    row = Category(position=last + 1, names={})
    changes = change(row, values)
    _store(session, row)
    record(session, actor, CategoryChanged(row.id, changes=changes))
    return row.id


def edit(session: Session, actor: Actor, category_id: int, values: Mapping[str, object], expected: int | None) -> int:
    """Change a category; tickets that have it stay as they are."""
    row = _locked(session, actor, category_id, values, expected)
    _check(session, row, values)
    changes = change(row, values)
    if changes:
        row.version += 1
        _store(session, row)
        record(session, actor, CategoryChanged(row.id, changes=changes))
    return row.id


def archive(session: Session, actor: Actor, category_id: int, expected: int | None) -> None:
    """Put a category away; 409 while a rule, a subcategory or an active ticket needs it."""
    row = _locked(session, actor, category_id, {}, expected)
    _refuse_needed(session, row)
    row.archived_at = now()
    row.version += 1
    changes: dict[str, Json] = {"archived": [False, True]}
    record(session, actor, CategoryChanged(row.id, changes=changes))


def _category(row: Mapping[str, object]) -> Mapping[str, object]:
    """A row as it is shown: the department by id and name, the priority as a word."""
    hidden = ("department_id", "department_name", "default_priority", "position")
    rank = row["default_priority"]
    return {
        **{name: value for name, value in row.items() if name not in hidden},
        "department": {"id": row["department_id"], "name": row["department_name"]},
        "default_priority": Priority(rank).word if isinstance(rank, int) else None,
    }


def _require_reader(actor: Actor) -> None:
    if not actor.holds(Permission.CATEGORY_READ):
        raise forbidden(Permission.CATEGORY_READ)


def _locked(
    session: Session, actor: Actor, category_id: int, values: Mapping[str, object], expected: int | None
) -> Category:
    _require_reader(actor)
    living = (Category.id == category_id) & Category.archived_at.is_(None)
    row = locked(session, Category, living, "category")
    expect_version(expected, row.version, values, lambda: shown(session.connection(), actor, category_id))
    require_everywhere(actor, Permission.CATEGORY_MANAGE)
    return row


def _check(session: Session, row: Category | None, values: Mapping[str, object]) -> None:
    """422 for a department or a parent that isn't there, and for a third level.

    Both are locked, so that neither is archived, nor the parent moved below another, before the commit.
    """
    department_id, parent_id = values.get("department_id"), values.get("parent_id")
    living = select(Department.id).where(Department.id == department_id, Department.archived_at.is_(None))
    if department_id is not None and session.execute(living.with_for_update(read=True)).first() is None:
        raise Invalid.field("/department_id", "unknown", "There is no such department.")
    if parent_id is None:
        return
    parents = select(Category).where(Category.id == parent_id, Category.archived_at.is_(None))
    parent = session.scalars(parents.with_for_update(read=True)).one_or_none()
    if parent is None:
        raise Invalid.field("/parent_id", "unknown", "There is no such category.")
    if parent.parent_id is not None or (row is not None and (row.id == parent.id or _children(session, row.id))):
        raise Invalid.field("/parent_id", "too_deep", "Categories have two levels: one with a parent is nobody's.")


def _children(session: Session, category_id: int) -> int:
    living = (Category.parent_id == category_id) & Category.archived_at.is_(None)
    return session.scalars(select(func.count(Category.id)).where(living)).one()


def _store(session: Session, row: Category) -> None:
    row.sort_key = natural_key(row.name)
    taken = name_taken(f"There is already a category called {row.name} here.")
    with unique(session, {"categories_name_key": taken}):
        session.add(row)


def _refuse_needed(session: Session, row: Category) -> None:
    if row.key is not None:
        raise Conflict(f"Rules go by {row.name}: it can be renamed, not archived.", "built_in")
    active = (Ticket.category_id == row.id) & Ticket.status.in_(ACTIVE)
    tickets = session.scalars(select(func.count(Ticket.id)).where(active)).one()
    children = _children(session, row.id)
    if tickets or children:
        raise Conflict(
            f"{row.name} is needed: active tickets {tickets}, subcategories {children}.",
            "in_use",
            params={"tickets": tickets, "categories": children},
        )
