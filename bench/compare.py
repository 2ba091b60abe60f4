"""Before anything is measured: the limit's list and detail equal ours field by field, and both write the same rows."""

import json
import urllib.request
import uuid
from collections.abc import Iterator, Mapping, Sequence

import psycopg
from psycopg import sql

from app.models import Json

from .load import Target

TABLES = (
    "tickets", "history", "procrastinate_jobs", "procrastinate_events", "idempotency_keys", "ticket_cursors",
    "manager_loads", "property_counters", "comments", "tasks",
)  # fmt: skip
SIGNED = ("url", "preview_url", "thumbnail_url")


class Different(RuntimeError):
    """The two don't do the same: what would be measured means nothing."""


def require_same(ours: Target, limit: Target, url: str) -> None:
    """`Different` names the first field, or the tables, in which they differ."""
    paths = [
        "/tickets?limit=25",
        "/tickets?limit=100",
        *(f"/tickets/{one}" for one in _ids(ours)),
    ]
    for path in paths:
        _require_equal(path, _get(ours, path), _get(limit, path))
    written = [_written(target, url) for target in (ours, limit)]
    if written[0] != written[1]:
        raise Different(f"a create writes {written[0]}, the limit's {written[1]}")


def _ids(target: Target) -> Sequence[str]:
    return target.ids.read_text(encoding="ascii").split()[:50]


def _require_equal(path: str, ours: Json, limit: Json) -> None:
    for place, mine, theirs in _differing("", ours, limit):
        raise Different(f"{path}{place}: ours is {mine!r}, the limit's {theirs!r}")


def _differing(place: str, ours: Json, limit: Json) -> Iterator[tuple[str, Json, Json]]:
    if isinstance(ours, Mapping) and isinstance(limit, Mapping):
        for name in ours.keys() | limit.keys():
            yield from _differing(f"{place}/{name}", ours.get(name, "missing"), limit.get(name, "missing"))
    elif isinstance(ours, str) and isinstance(limit, str) and place.endswith(SIGNED):
        # The signed moment may lie a second later; what is signed is the same.
        if ours.split(".")[0] != limit.split(".")[0] or len(ours) != len(limit):
            yield place, ours, limit
    elif isinstance(ours, list) and isinstance(limit, list) and len(ours) == len(limit):
        for number, (mine, theirs) in enumerate(zip(ours, limit, strict=True)):
            yield from _differing(f"{place}/{number}", mine, theirs)
    elif ours != limit:
        yield place, ours, limit


def _get(target: Target, path: str) -> Json:
    return _answer(target, urllib.request.Request(_address(target, path)))  # noqa: S310 -- our own servers


def _answer(target: Target, request: urllib.request.Request) -> Json:
    request.add_header("Authorization", f"Bearer {target.token}")
    with urllib.request.urlopen(request) as answer:  # noqa: S310
        content: Json = json.load(answer)
    return content


def _address(target: Target, path: str) -> str:
    return f"http://127.0.0.1:{target.port}{path}"


def _written(target: Target, url: str) -> Mapping[str, int]:
    """How many rows one create inserts, by table."""
    before = _counted(url)
    body = {
        "title": "Same",
        "description": "Same",
        "property_id": 1,
        "room_id": 1,
        "category_id": target.category_id,
    }
    headers = {"Content-Type": "application/json", "Idempotency-Key": str(uuid.uuid4())}
    data = json.dumps(body).encode()
    request = urllib.request.Request(_address(target, "/tickets"), data, headers)  # noqa: S310 -- our own servers
    _answer(target, request)
    after = _counted(url)
    return {table: after[table] - before[table] for table in TABLES}


def _counted(url: str) -> dict[str, int]:
    with psycopg.connect(url) as connection:
        return {
            table: _scalar(
                connection,
                sql.SQL("SELECT count(*) FROM {}").format(sql.Identifier(table)),
            )
            for table in TABLES
        }


def _scalar(connection: psycopg.Connection, statement: sql.Composed) -> int:
    row = connection.execute(statement).fetchone()
    return int(row[0]) if row else 0
