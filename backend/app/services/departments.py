"""Departments: who sees them, making, renaming and archiving them."""

from collections.abc import Mapping
from typing import Final

from sqlalchemy import Connection, func, select, tuple_
from sqlalchemy.orm import Session

from app.cursors import Page
from app.errors import Conflict, NotFound
from app.events import record
from app.events.types import DepartmentChanged
from app.models import Category, Department, Json, User
from app.models.text import natural_key
from app.permissions import Actor, Permission, forbidden, require_everywhere
from app.services.rows import change, expect_version, locked, now
from app.services.unique import name_taken, unique

SORT: Final = "name"

_COLUMNS = (Department.id, Department.key, Department.name, Department.version)


def listing(connection: Connection, actor: Actor, page: Page) -> Mapping[str, object]:
    """The departments, by name. 403 without `department:read`."""
    _require_reader(actor)
    statement = select(*_COLUMNS, Department.sort_key).where(Department.archived_at.is_(None))
    after = page.after(SORT, str, int)
    if after is not None:
        statement = statement.where(tuple_(Department.sort_key, Department.id) > after)
    statement = statement.order_by(Department.sort_key, Department.id).limit(page.limit + 1)
    rows = [dict(row) for row in connection.execute(statement).mappings()]
    answer = page.of(rows, SORT, "sort_key", "id")
    items = [{name: value for name, value in row.items() if name != "sort_key"} for row in rows[: page.limit]]
    return {**answer, "items": items}


def shown(connection: Connection, actor: Actor, department_id: int) -> Mapping[str, object]:
    """One department."""
    _require_reader(actor)
    living = (Department.id == department_id) & Department.archived_at.is_(None)
    row = connection.execute(select(*_COLUMNS).where(living)).mappings().one_or_none()
    if row is None:
        raise NotFound("department")
    return dict(row)


def create(session: Session, actor: Actor, name: str) -> int:
    """Make a department; 409 where one is called that."""
    require_everywhere(actor, Permission.DEPARTMENT_MANAGE)
    row = Department(name=name, sort_key=natural_key(name))
    with unique(session, _conflicts(name)):
        session.add(row)
    record(session, actor, DepartmentChanged(row.id, changes={"name": [None, name]}))
    return row.id


def edit(session: Session, actor: Actor, department_id: int, values: Mapping[str, object], expected: int | None) -> int:
    """Rename a department; rules go by its key, not by its name."""
    row = _locked(session, actor, department_id, values, expected)
    changes = change(row, values)
    if changes:
        row.sort_key = natural_key(row.name)
        row.version += 1
        with unique(session, _conflicts(row.name)):
            session.add(row)
        record(session, actor, DepartmentChanged(row.id, changes=changes))
    return row.id


def archive(session: Session, actor: Actor, department_id: int, expected: int | None) -> None:
    """Put a department away; 409 while a rule, a category or a person needs it."""
    row = _locked(session, actor, department_id, {}, expected)
    _refuse_needed(session, row)
    row.archived_at = now()
    row.version += 1
    changes: dict[str, Json] = {"archived": [False, True]}
    record(session, actor, DepartmentChanged(row.id, changes=changes))


def _require_reader(actor: Actor) -> None:
    if not actor.holds(Permission.DEPARTMENT_READ):
        raise forbidden(Permission.DEPARTMENT_READ)


def _locked(
    session: Session, actor: Actor, department_id: int, values: Mapping[str, object], expected: int | None
) -> Department:
    _require_reader(actor)
    living = (Department.id == department_id) & Department.archived_at.is_(None)
    row = locked(session, Department, living, "department")
    expect_version(expected, row.version, values, lambda: shown(session.connection(), actor, department_id))
    require_everywhere(actor, Permission.DEPARTMENT_MANAGE)
    return row


def _refuse_needed(session: Session, row: Department) -> None:
    if row.key is not None:
        raise Conflict(f"Rules go by {row.name}: it can be renamed, not archived.", "built_in")
    here = (Category.department_id == row.id) & Category.archived_at.is_(None)
    categories = session.scalars(select(func.count(Category.id)).where(here)).one()
    people = session.scalars(select(func.count(User.id)).where(User.department_id == row.id, User.is_active)).one()
    if categories or people:
        raise Conflict(
            f"{row.name} is needed: categories {categories}, people {people}.",
            "in_use",
            params={"categories": categories, "users": people},
        )


def _conflicts(name: str) -> Mapping[str, Conflict]:
    return {"departments_name_key": name_taken(f"There is already a department called {name}.")}
