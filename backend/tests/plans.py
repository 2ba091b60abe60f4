"""How PostgreSQL goes about the statements that a request sends."""

from collections.abc import Callable, Generator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch

from sqlalchemy import Connection, event, text

from app import db, prepared

Statement = tuple[str, Any]


@contextmanager
def noted() -> Generator[list[Statement]]:
    """The statements of all reads meanwhile."""
    found: list[Statement] = []

    def note(_connection: object, _cursor: object, sql: str, parameters: object, *_: object) -> None:
        found.append((sql, parameters))

    def note_prepared(connection: Connection, sql: str, parameters: Mapping[str, object]) -> Sequence[tuple[Any, ...]]:
        found.append((sql, parameters))
        return fetched(connection, sql, parameters)

    fetched = prepared.fetched
    event.listen(db.engines().reads, "before_cursor_execute", note)
    with patch.object(prepared, "fetched", note_prepared):
        yield found
    event.remove(db.engines().reads, "before_cursor_execute", note)


def plan(statement: Statement) -> str:
    """How PostgreSQL goes about it where the table is too large to be read from end to end."""
    sql, parameters = statement
    with db.unit_of_work() as session:
        for way in ("seqscan", "sort", "bitmapscan"):
            session.execute(text(f"SET LOCAL enable_{way} = off"))
        rows = session.connection().exec_driver_sql(f"EXPLAIN {sql}", parameters)
        return "\n".join(rows.scalars())


def statement_of(call: Callable[[], object], part: str) -> Statement:
    """The one statement of `call` that has this part."""
    with noted() as found:
        call()
    return next(one for one in found if part in one[0])
