"""Who a session stands for. On the path of every request: one statement, and grants that this process remembers."""

from typing import Final

from sqlalchemy import Connection, text

from app.permissions import Actor
from app.permissions.actors import FACTS, actor_of

_IDENTIFY: Final = text(f"""
SELECT {FACTS}
FROM sessions
JOIN users ON users.id = sessions.user_id
JOIN roles ON roles.id = users.role_id
WHERE sessions.id = :session_id AND sessions.user_id = :user_id
  AND sessions.ended_at IS NULL AND sessions.expires_at > now() AND users.is_active
""")


def identify(connection: Connection, *, user_id: int, session_id: str) -> Actor | None:
    """The person behind a session that has neither ended nor expired; None also for somebody deactivated."""
    row = connection.execute(_IDENTIFY, {"user_id": user_id, "session_id": session_id}).one_or_none()
    return None if row is None else actor_of(connection, row, session_id)
