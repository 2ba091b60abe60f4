"""People as actors: what their roles grant now, and the properties that they manage, belong to or stay at."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

from sqlalchemy import ARRAY, BigInteger, Connection, Row, bindparam, text

from app.prepared import IDS

from .actor import Actor
from .vocabulary import Permission, Scope

Grants = Mapping[Permission, Scope]


@dataclass(frozen=True, slots=True)
class RoleGrants:
    """What a role may do. `member` is what *staff* may do at the properties that they belong to."""

    versions: tuple[int, int | None]
    own: Grants
    member: frozenset[Permission]


class Facts(NamedTuple):
    """The columns of `FACTS`, in their order."""

    user_id: int
    name: str
    role_id: int
    role: str | None
    role_version: int
    staff_version: int | None
    managed: Sequence[int]
    stays: Sequence[tuple[int, int | None]]


# A stay's first and last day count, as the calendar at the property has them.
FACTS: Final = """
users.id AS user_id, users.name, roles.id AS role_id, roles.key AS role, roles.version AS role_version,
(SELECT staff.version FROM roles AS staff WHERE staff.key = 'staff') AS staff_version,
ARRAY(
    SELECT property_managers.property_id
    FROM property_managers
    JOIN properties ON properties.id = property_managers.property_id AND properties.archived_at IS NULL
    WHERE property_managers.user_id = users.id
) AS managed,
ARRAY(
    SELECT ARRAY[user_properties.property_id, user_properties.room_id]
    FROM user_properties
    JOIN properties ON properties.id = user_properties.property_id AND properties.archived_at IS NULL
    WHERE user_properties.user_id = users.id
      AND (stay_from IS NULL OR stay_from <= (now() AT TIME ZONE properties.timezone)::date)
      AND (stay_until IS NULL OR stay_until >= (now() AT TIME ZONE properties.timezone)::date)
) AS stays
"""

_ACTORS: Final = text(f"""
SELECT {FACTS}
FROM users
JOIN roles ON roles.id = users.role_id
WHERE users.id = {IDS} AND users.is_active
""").bindparams(bindparam("ids", type_=ARRAY(BigInteger)))

_GRANTS: Final = text("""
SELECT role_permissions.role_id = :role_id AS own, role_permissions.permission, role_permissions.scope
FROM role_permissions
WHERE role_permissions.role_id = :role_id
UNION ALL
SELECT FALSE, role_permissions.permission, role_permissions.scope
FROM role_permissions
JOIN roles ON roles.id = role_permissions.role_id
WHERE roles.key = 'staff' AND role_permissions.scope IN ('all', 'managed', 'assigned')
""")

_known: Final[dict[int, RoleGrants]] = {}


def actors(connection: Connection, user_ids: Iterable[int]) -> Mapping[int, Actor]:
    """These people as they are now, contacts too; without those who are deactivated."""
    rows = connection.execute(_ACTORS, {"ids": sorted(set(user_ids))}).all()
    return {row.user_id: actor_of(connection, row) for row in rows}


def actor_of(connection: Connection, row: Facts | Row[Any], session_id: str | None = None) -> Actor:
    """The actor whose `FACTS` a row holds, among others or alone."""
    grants = grants_of(connection, row.role_id, (row.role_version, row.staff_version))
    stays: Sequence[tuple[int, int | None]] = row.stays
    return Actor(
        user_id=row.user_id,
        name=row.name,
        role=row.role,
        grants=grants.own,
        member_grants=grants.member,
        managed=frozenset(row.managed),
        member=frozenset(property_id for property_id, _ in stays),
        rooms=frozenset(room_id for _, room_id in stays if room_id is not None),
        session_id=session_id,
    )


def grants_of(connection: Connection, role_id: int, versions: tuple[int, int | None]) -> RoleGrants:
    """A role's grants; read again once the version of the role, or of the role *staff*, is another."""
    known = _known.get(role_id)
    if known is None or known.versions != versions:
        known = _known[role_id] = _read(connection, role_id, versions)
    return known


def _read(connection: Connection, role_id: int, versions: tuple[int, int | None]) -> RoleGrants:
    rows = connection.execute(_GRANTS, {"role_id": role_id}).all()
    words = frozenset(Permission)
    return RoleGrants(
        versions,
        {Permission(row.permission): Scope(row.scope) for row in rows if row.own and row.permission in words},
        frozenset(Permission(row.permission) for row in rows if not row.own and row.permission in words),
    )
