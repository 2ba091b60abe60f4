"""What a role may do, compared with what one may oneself: nobody gives away more than they have."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from sqlalchemy import ColumnElement, Connection, func, select

from app.errors import Forbidden
from app.models import Role, RolePermission
from app.permissions import Actor, Permission, Scope, forbidden

SUPER_ADMIN: Final = "super_admin"
GUEST: Final = "guest"

_WIDTH: Final[Mapping[Scope, int]] = {
    Scope.OWN: 0,
    Scope.INVOLVED: 1,
    Scope.ASSIGNED: 2,
    Scope.MANAGED: 3,
    Scope.ALL: 4,
}


@dataclass(frozen=True, slots=True)
class RoleFacts:
    """A role with its permissions. `word` is its key; a role that an administrator made goes by its name."""

    id: int
    word: str
    grants: Mapping[Permission, Scope]

    @property
    def can_manage(self) -> bool:
        """Whether managing a property means anything for it."""
        return Permission.TICKET_BE_ASSIGNED in self.grants or Scope.MANAGED in self.grants.values()


def word() -> ColumnElement[str]:
    """What a role is called in JSON: its key; its name where an administrator made it."""
    return func.coalesce(Role.key, Role.name)


def role_called(connection: Connection, name: str) -> RoleFacts | None:
    """The role of that key (or name), unless it is archived."""
    statement = select(Role.id).where(word() == name, Role.archived_at.is_(None))
    role_id = connection.execute(statement).scalar_one_or_none()
    return None if role_id is None else role_of(connection, role_id)


def role_of(connection: Connection, role_id: int) -> RoleFacts:
    """The role with this id."""
    called: str = connection.execute(select(word()).where(Role.id == role_id)).scalar_one()
    statement = select(RolePermission.permission, RolePermission.scope).where(RolePermission.role_id == role_id)
    return RoleFacts(role_id, called, known(dict(connection.execute(statement).all())))


def known(grants: Mapping[str, str]) -> dict[Permission, Scope]:
    """Stored words as permissions; those that this release doesn't know are left out."""
    words = frozenset(Permission)
    return {Permission(name): Scope(scope) for name, scope in grants.items() if name in words}


def covers(actor: Actor, grants: Mapping[Permission, Scope]) -> bool:
    """Whether the actor may do all that, as far as that reaches; whoever holds `role:grant` gives any role."""
    return actor.holds(Permission.ROLE_GRANT) or all(_reaches(actor, *grant) for grant in grants.items())


def _reaches(actor: Actor, permission: Permission, wanted: Scope) -> bool:
    own = actor.grants.get(permission)
    return own is not None and _WIDTH[own] >= _WIDTH[wanted]


def require_manager_of_people(actor: Actor) -> None:
    """403 unless the actor may add and change people somewhere."""
    if not actor.holds(Permission.USER_MANAGE):
        raise forbidden(Permission.USER_MANAGE)


def beyond(role: RoleFacts) -> Forbidden:
    """403: that role may do more than one's own."""
    return Forbidden("This role may do more than yours.", "beyond_own_permissions", params={"role": role.word})
