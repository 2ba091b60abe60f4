"""The bare limit: the same list, detail and create from raw psycopg and orjson, in the smallest WSGI application.

No token, no scope, no limits, no validation: the caller and their ten properties are given by the environment. What is
left is what any answer needs on this machine: the statements, the rows, the JSON.
"""

import os
from collections.abc import Callable, Iterable, Mapping
from typing import Any
from urllib.parse import parse_qs

import orjson
import psycopg
from itsdangerous import URLSafeTimedSerializer
from psycopg.rows import tuple_row

from . import limit_create, limit_sql

Environ = Mapping[str, Any]
StartResponse = Callable[[str, list[tuple[str, str]]], object]
Answer = dict[str, object]

CALLER = int(os.environ["BENCH_CALLER"])
MANAGED = [int(one) for one in os.environ["BENCH_PROPERTIES"].split(",")]
LINKS = URLSafeTimedSerializer(os.environ["SECRET_KEY"], salt="attachment-link")
PRIORITIES = {1: "low", 2: "medium", 3: "high", 4: "critical"}
PAGE = 25

# What a manager of the ticket's property may do; the caller manages every property that is asked for.
STATUSES = {
    "open": ["in_progress", "on_hold", "resolved", "cancelled"],
    "in_progress": ["on_hold", "resolved", "open", "cancelled"],
    "on_hold": ["in_progress", "open", "resolved", "cancelled"],
    "resolved": ["closed", "open"],
    "closed": ["open"],
    "cancelled": ["open"],
}
ACTIONS = [
    "ticket:edit",
    "ticket:triage",
    "ticket:assign",
    "ticket:schedule",
    "comment:write",
    "comment:internal",
    "attachment:add",
]

_idle: list[psycopg.Connection] = []


class _Connection:
    """A connection of this process for the length of one request."""

    def __enter__(self) -> psycopg.Connection:
        self.connection = _idle.pop() if _idle else connect()
        return self.connection

    def __exit__(self, *_: object) -> None:
        _idle.append(self.connection)


def connect() -> psycopg.Connection:
    """In autocommit, every statement prepared from its first use on."""
    connection = psycopg.connect(os.environ["DATABASE_URL"], autocommit=True, row_factory=tuple_row)
    connection.prepare_threshold = 0
    return connection


def app(environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
    """`GET /tickets`, `GET /tickets/{id}`, `POST /tickets`."""
    with _Connection() as connection:
        if environ["REQUEST_METHOD"] == "POST":
            answer, status = _create(connection, environ), "201 Created"
        elif environ["PATH_INFO"] == "/tickets":
            answer, status = _list(connection, environ), "200 OK"
        else:
            answer, status = detail(connection, int(environ["PATH_INFO"][9:])), "200 OK"
    body = orjson.dumps(answer, option=orjson.OPT_UTC_Z)
    start_response(
        status,
        [("Content-Type", "application/json"), ("Content-Length", str(len(body)))],
    )
    return [body]


def _list(connection: psycopg.Connection, environ: Environ) -> Answer:
    limit = int(parse_qs(environ["QUERY_STRING"]).get("limit", [PAGE])[0])
    rows = connection.execute(limit_sql.page(limit + 1), (MANAGED, CALLER)).fetchall()
    items = [_ticket(row) for row in rows[:limit]]
    return {
        "items": items,
        "next_cursor": limit_sql.cursor(rows[limit - 1]) if len(rows) > limit else None,
    }


def detail(connection: psycopg.Connection, ticket_id: int) -> Answer:
    """One ticket in full."""
    row = connection.execute(limit_sql.DETAIL, (ticket_id, MANAGED, CALLER)).fetchone()
    if row is None:
        raise LookupError(ticket_id)
    files = connection.execute(limit_sql.ATTACHMENTS, (ticket_id,)).fetchall() if row[limit_sql.FILES] else []
    return _ticket(row) | {
        "attachments": [_attachment(file) for file in files],
        "task_ids": row[-1],
        "allowed_statuses": STATUSES[row[5]],
        "allowed_actions": ACTIONS,
        "undo_until": None,
    }


def _create(connection: psycopg.Connection, environ: Environ) -> Answer:
    body = orjson.loads(environ["wsgi.input"].read(int(environ["CONTENT_LENGTH"])))
    with connection.transaction():
        ticket_id = limit_create.create(connection, CALLER, body, environ["HTTP_IDEMPOTENCY_KEY"])
        return detail(connection, ticket_id)


def _ticket(row: tuple[Any, ...]) -> Answer:
    answer: Answer = dict(zip(limit_sql.PLAIN, row[: len(limit_sql.PLAIN)], strict=True))
    (
        category_id,
        category,
        property_id,
        house,
        code,
        room_id,
        room,
        floor,
        reporter_id,
        reporter,
    ) = row[len(limit_sql.PLAIN) : len(limit_sql.PLAIN) + 10]
    assignee_id, assignee, holder_id, holder = row[len(limit_sql.PLAIN) + 10 : len(limit_sql.PLAIN) + 14]
    answer["priority"] = PRIORITIES[row[6]]
    answer["category"] = {"id": category_id, "name": category}
    answer["property"] = {"id": property_id, "name": house, "code": code}
    answer["room"] = None if room_id is None else {"id": room_id, "name": room, "floor": floor}
    answer["reporter"] = {"id": reporter_id, "name": reporter}
    answer["assignee"] = None if assignee_id is None else {"id": assignee_id, "name": assignee}
    answer["holder"] = None if holder_id is None else {"id": holder_id, "name": holder}
    return answer


def _attachment(row: tuple[Any, ...]) -> Answer:
    answer: Answer = dict(zip(limit_sql.FILE_PLAIN, row[: len(limit_sql.FILE_PLAIN)], strict=True))
    served = "rendition" if row[-3] else "original"
    answer["url"] = _link(row[0], "original")
    answer["preview_url"] = _link(row[0], served) if row[-4] else None
    answer["thumbnail_url"] = _link(row[0], "thumbnail") if row[-4] else None
    answer["by"] = {"id": row[-2], "name": row[-1]}
    return answer


def _link(attachment_id: int, variant: str) -> str:
    return f"/files/{LINKS.dumps([attachment_id, variant])}"
