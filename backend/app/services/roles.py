"""Roles: what each may do, and which of them the caller may give to somebody."""

from collections.abc import Mapping, Sequence
from typing import Final

from sqlalchemy import Connection, select

from app.cursors import Page
from app.models import Role, RolePermission
from app.permissions import Actor, Permission, forbidden
from app.services.users import grants

SORT: Final = "id"


def listing(connection: Connection, actor: Actor, page: Page) -> Mapping[str, object]:
    """The roles, the built-in ones first. 403 without `role:read`."""
    if not actor.holds(Permission.ROLE_READ):
        raise forbidden(Permission.ROLE_READ)
    statement = select(Role.id, Role.key, Role.name, Role.description, grants.word().label("role"), Role.version)
    after = page.after(SORT, int)
    if after is not None:
        statement = statement.where(Role.id > after[0])
    living = statement.where(Role.archived_at.is_(None)).order_by(Role.id).limit(page.limit + 1)
    rows = [dict(row) for row in connection.execute(living).mappings()]
    granted = _grants(connection, [row["id"] for row in rows])
    return page.of([_shown(actor, row, granted.get(row["id"], {})) for row in rows], SORT, "id")


def _shown(actor: Actor, row: Mapping[str, object], granted: Mapping[str, str]) -> Mapping[str, object]:
    is_grantable = actor.holds(Permission.USER_MANAGE) and grants.covers(actor, grants.known(granted))
    permissions = dict(sorted(granted.items()))
    return {**row, "permissions": permissions, "is_grantable": is_grantable}


def _grants(connection: Connection, role_ids: Sequence[object]) -> dict[object, dict[str, str]]:
    statement = select(RolePermission.role_id, RolePermission.permission, RolePermission.scope).where(
        RolePermission.role_id.in_(role_ids)
    )
    found: dict[object, dict[str, str]] = {}
    for role_id, permission, scope in connection.execute(statement):
        found.setdefault(role_id, {})[permission] = scope
    return found
