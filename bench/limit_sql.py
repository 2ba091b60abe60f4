"""The limit's statements for reading, written by hand."""

import base64
import zlib
from typing import Any, Final

import orjson

PLAIN: Final = (
    "id", "number", "kind", "title", "description", "status", "priority", "next", "due_at", "first_response_due_at",
    "first_response_at", "on_hold_until", "on_hold_reason", "access", "incident", "service", "created_at",
    "updated_at", "resolved_at", "closed_at", "comment_count", "attachment_count", "rating", "rating_comment",
    "version", "seq",
)  # fmt: skip
FILES: Final = PLAIN.index("attachment_count")
FILE_PLAIN: Final = (
    "id", "name", "content_type", "size", "state", "width", "height", "comment_id", "task_id", "internal", "created_at",
)  # fmt: skip

_JOINED: Final = f"""
SELECT {", ".join(f"t.{name}" for name in PLAIN)},
       c.id, c.name, p.id, p.name, p.code, r.id, r.name, r.floor, u.id, u.name, a.id, a.name, h.id, h.name%s
FROM tickets t
JOIN categories c ON c.id = t.category_id
JOIN properties p ON p.id = t.property_id
LEFT JOIN rooms r ON r.id = t.room_id
JOIN users u ON u.id = t.reporter_id
LEFT JOIN users a ON a.id = t.assignee_id
LEFT JOIN users h ON h.id = t.holder_id
"""
_VISIBLE: Final = "(t.property_id = ANY(%s) OR t.reporter_id = %s)"
_TASKS: Final = """,
       ARRAY(SELECT k.id FROM tasks k WHERE k.ticket_id = t.id AND k.archived_at IS NULL ORDER BY k.position, k.id)"""


def page(rows: int) -> bytes:
    """The first page's statement. Its LIMIT is no parameter: PostgreSQL would plan it anew each time."""
    return f"{_LIST} LIMIT {rows}".encode()


_LIST: Final = f"{_JOINED % ''} WHERE {_VISIBLE} ORDER BY t.created_at DESC, t.id DESC"
DETAIL: Final = f"{_JOINED % _TASKS} WHERE t.id = %s AND {_VISIBLE}".encode()
ATTACHMENTS: Final = f"""
SELECT {", ".join(f"f.{name}" for name in FILE_PLAIN)}, f.thumbnail_key, f.rendition_key, u.id, u.name
FROM attachments f JOIN users u ON u.id = f.uploaded_by_id
WHERE f.ticket_id = %s AND f.archived_at IS NULL ORDER BY f.id
""".encode()


def cursor(row: tuple[Any, ...]) -> str:
    """Where the list goes on, behind this row."""
    content = orjson.dumps(["-created_at", row[PLAIN.index("created_at")], row[0]], option=orjson.OPT_UTC_Z)
    checked = zlib.crc32(content).to_bytes(4, "big") + content
    return base64.urlsafe_b64encode(checked).rstrip(b"=").decode()
