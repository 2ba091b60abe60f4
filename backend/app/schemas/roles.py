"""Roles in JSON."""

from typing import Literal

from app.schemas.base import Id, ListQuery, Model, Page


class Role(Model):
    """What people may do."""

    id: Id
    key: str | None
    """The stable word of a built-in role."""
    name: str
    description: str
    role: str
    """What `POST /users` and `PATCH /users/{id}` take."""
    permissions: dict[str, Literal["all", "managed", "assigned", "involved", "own"]]
    """Permission, such as `ticket:read`, and how far it reaches."""
    is_grantable: bool
    """Whether the caller may give it to somebody."""
    version: int


class RolePage(Page[Role]):
    """One page of roles, the built-in ones first."""


class RoleQuery(ListQuery):
    """Which part of the roles."""
