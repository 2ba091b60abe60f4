"""Who a session stands for. On the path of every request: one statement, and grants that this process remembers."""

from collections.abc import Collection, Mapping
from typing import Final

from sqlalchemy import ARRAY, Connection, Text, bindparam, text

from app import prepared
from app.permissions import Actor
from app.permissions.actors import FACTS, Facts, actor_of

_OPEN: Final = """
FROM sessions
JOIN users ON users.id = sessions.user_id
JOIN roles ON roles.id = users.role_id
WHERE sessions.ended_at IS NULL AND sessions.expires_at > now() AND users.is_active
"""
_IDENTIFY: Final = f"SELECT {FACTS} {_OPEN} AND sessions.id = %(session_id)s AND sessions.user_id = %(user_id)s"
_STILL_OPEN: Final = text(f"SELECT sessions.id AS session_id, {FACTS} {_OPEN} AND sessions.id = ANY(:ids)").bindparams(
    bindparam("ids", type_=ARRAY(Text))
)


def identify(connection: Connection, *, user_id: int, session_id: str) -> Actor | None:
    """The person behind a session that has neither ended nor expired; None also for somebody deactivated."""
    rows = prepared.fetched(connection, _IDENTIFY, {"user_id": user_id, "session_id": session_id})
    return actor_of(connection, Facts._make(rows[0]), session_id) if rows else None


def still_open(connection: Connection, session_ids: Collection[str]) -> Mapping[str, Actor]:
    """Those of these sessions that have neither ended nor expired, with the person behind each as they are now."""
    rows = connection.execute(_STILL_OPEN, {"ids": sorted(session_ids)}).all()
    return {row.session_id: actor_of(connection, row, row.session_id) for row in rows}
