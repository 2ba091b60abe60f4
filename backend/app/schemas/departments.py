"""Departments in JSON."""

from typing import Annotated

from app.schemas.base import Id, Line, ListQuery, Model, Page, Path
from app.schemas.patch import Patch

Name = Annotated[str, Line(100)]


class Department(Model):
    """A part of the house: Engineering, Housekeeping …"""

    id: Id
    key: str | None
    """The stable word of a built-in department, which rules go by."""
    name: str
    version: int


class DepartmentPage(Page[Department]):
    """One page of departments, by name."""


class DepartmentNew(Model):
    """A department to make."""

    name: Name


class DepartmentPatch(Patch):
    """What is to change about a department."""

    name: Name = ""


class DepartmentPath(Path):
    """A department."""

    department_id: Id


class DepartmentQuery(ListQuery):
    """Which part of the departments."""
