"""Facts about this installation: whether it is a demo, who administers it, how well its history is guarded.

`flask prepare` asks at every start: this module needs no SQLAlchemy until somebody hands it a connection.
"""

from collections.abc import Mapping
from enum import StrEnum
from typing import TYPE_CHECKING, Final

import orjson

if TYPE_CHECKING:
    from sqlalchemy import Connection

DEMO: Final = "demo"

ADMINISTRATORS: Final = """
SELECT users.name, users.email::text FROM users JOIN roles ON roles.id = users.role_id
WHERE roles.key = 'super_admin' AND users.kind = 'account' AND users.is_active AND users.password_hash IS NOT NULL
ORDER BY users.id
"""

# A role that owns a table, or is a member of the owner, can grant itself what it lacks.
GUARDED: Final = """
SELECT NOT EXISTS (
    SELECT FROM pg_partition_tree('history') AS part JOIN pg_class ON pg_class.oid = part.relid
    WHERE has_table_privilege(part.relid, 'UPDATE, DELETE, TRUNCATE') OR pg_has_role(pg_class.relowner, 'MEMBER')
)
"""

DEMO_STATE: Final = "SELECT value ->> 'state' FROM installation WHERE key = 'demo'"

EMPTY: Final = "SELECT NOT EXISTS (SELECT FROM users) AND NOT EXISTS (SELECT FROM properties)"

MARK: Final = """
INSERT INTO installation (key, value) VALUES (%(key)s, %(value)s)
ON CONFLICT (key) DO UPDATE SET value = excluded.value
"""


class DemoState(StrEnum):
    """How far the demo data has come; no state at all: this is no demo."""

    LOADING = "loading"
    LOADED = "loaded"


class HistoryGuard(StrEnum):
    """What keeps the application from changing history: its role has no right to, or a trigger refuses."""

    ROLE = "role"
    TRIGGER = "trigger"


def ready(connection: "Connection") -> list[str]:
    """What is missing before people can be let in, a sentence each; nothing: ready."""
    unfinished = connection.exec_driver_sql(DEMO_STATE).scalar() == DemoState.LOADING
    return ["The demo data is still being loaded."] if unfinished else []


def is_demo(connection: "Connection") -> bool:
    """Whether the demo data, with its public passwords, is or will be in this database."""
    return connection.exec_driver_sql(DEMO_STATE).scalar() is not None


def is_empty(connection: "Connection") -> bool:
    """Whether nobody and nothing has been put into this database yet."""
    return connection.exec_driver_sql(EMPTY).scalar() is True


def mark(connection: "Connection", key: str, value: Mapping[str, object]) -> None:
    """Note a fact, in the connection's transaction."""
    connection.exec_driver_sql(MARK, {"key": key, "value": orjson.dumps(value).decode()})


def administrators(connection: "Connection") -> list[tuple[str, str]]:
    """Name and e-mail address of everybody who can sign in and administer this installation."""
    return [(name, email) for name, email in connection.exec_driver_sql(ADMINISTRATORS).all()]


def history_guard(connection: "Connection") -> HistoryGuard:
    """What protects history from the role that this connection uses."""
    return guard(connection.exec_driver_sql(GUARDED).scalar_one())


def guard(role_is_barred: bool) -> HistoryGuard:
    """The word for it."""
    return HistoryGuard.ROLE if role_is_barred else HistoryGuard.TRIGGER
