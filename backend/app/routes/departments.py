"""Departments over HTTP."""

from collections.abc import Mapping

from sqlalchemy.orm import Session

from app import db
from app.http import Api, Version, caller
from app.schemas.departments import (
    Department,
    DepartmentNew,
    DepartmentPage,
    DepartmentPatch,
    DepartmentPath,
    DepartmentQuery,
)
from app.services import departments

api = Api("departments", tag="Departments and categories")

ONE = "/departments/<int:department_id>"


@api.get("/departments", returns=DepartmentPage)
def list_departments(query: DepartmentQuery) -> Mapping[str, object]:
    """The departments, by name."""
    with db.reads() as connection:
        return departments.listing(connection, caller(), query.page())


@api.post("/departments", returns=Department, status=201, renders=departments.shown, etag=True)
def create_department(unit: Session, body: DepartmentNew) -> int:
    """Make a department. For super admins."""
    return departments.create(unit, caller(), body.name)


@api.patch(ONE, returns=Department, renders=departments.shown, etag=True)
def edit_department(unit: Session, path: DepartmentPath, body: DepartmentPatch, if_match: Version | None) -> int:
    """Rename a department. For super admins."""
    return departments.edit(unit, caller(), path.department_id, body.changes(), if_match)


@api.delete(ONE)
def archive_department(unit: Session, path: DepartmentPath, if_match: Version | None) -> None:
    """Archive a department; 409 names what needs it. For super admins."""
    departments.archive(unit, caller(), path.department_id, if_match)
