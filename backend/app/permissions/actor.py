"""Who acts: what they may do, and at which properties. A plain value, read once a request."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from .vocabulary import Permission, Scope


@dataclass(frozen=True, slots=True)
class Actor:
    """A person (or the system itself, without `user_id`) with their grants.

    `grants`: permission → how far the role reaches. `member_grants`: what the role *staff* may do at a property that
    someone with `managed` scope merely belongs to. `managed` and `member` are ids of properties (a guest's only while
    the stay lasts), `rooms` ids of rooms of current stays.
    """

    user_id: int | None
    name: str = ""
    role: str | None = None
    grants: Mapping[Permission, Scope] = field(default_factory=dict[Permission, Scope])
    member_grants: frozenset[Permission] = frozenset()
    managed: frozenset[int] = frozenset()
    member: frozenset[int] = frozenset()
    rooms: frozenset[int] = frozenset()
    session_id: str | None = None
    request_id: str | None = None
    ip: str | None = None

    @property
    def is_guest(self) -> bool:
        """Somebody who stays or lives here: sees what is public, nothing else."""
        return self.role == "guest"

    def holds(self, permission: Permission) -> bool:
        """Whether the role has the permission at all, however far."""
        return permission in self.grants

    def reaches(self, permission: Permission, property_id: int) -> bool:
        """Whether the permission holds for everything of that property (own and involved rows are not asked here)."""
        scope = self.grants.get(permission)
        if scope is Scope.ALL:
            return True
        if scope is Scope.MANAGED:
            return property_id in self.managed or (property_id in self.member and permission in self.member_grants)
        return scope is Scope.ASSIGNED and property_id in self.member

    def properties(self, permission: Permission) -> frozenset[int] | None:
        """Ids of the properties in which `reaches` holds; None stands for all of them."""
        scope = self.grants.get(permission)
        if scope is Scope.ALL:
            return None
        if scope is Scope.MANAGED:
            return self.managed | self.member if permission in self.member_grants else self.managed
        return self.member if scope is Scope.ASSIGNED else frozenset()


SYSTEM = Actor(user_id=None, name="Modern Management", grants=dict.fromkeys(Permission, Scope.ALL))
