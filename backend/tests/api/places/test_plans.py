"""The list of rooms reads an index in its order, and sorts nothing; tickets are counted from an index."""

from collections.abc import Callable, Generator
from contextlib import contextmanager
from typing import Any

import pytest
from sqlalchemy import event, text

from app import db
from tests.api.places.cast import Cast
from tests.client import Client

Statement = tuple[str, Any]


@contextmanager
def noted() -> Generator[list[Statement]]:
    """The statements of all reads meanwhile."""
    found: list[Statement] = []

    def note(_connection: object, _cursor: object, sql: str, parameters: object, *_: object) -> None:
        found.append((sql, parameters))

    event.listen(db.engines().reads, "before_cursor_execute", note)
    yield found
    event.remove(db.engines().reads, "before_cursor_execute", note)


def plan(statement: Statement) -> str:
    """How PostgreSQL goes about it where the table is too large to be read from end to end."""
    sql, parameters = statement
    with db.unit_of_work() as session:
        session.execute(text("SET LOCAL enable_seqscan = off"))
        rows = session.connection().exec_driver_sql(f"EXPLAIN {sql}", parameters)
        return "\n".join(rows.scalars())


def statement_of(call: Callable[[], object], part: str) -> Statement:
    """The one statement of `call` that has this part."""
    with noted() as found:
        call()
    return next(one for one in found if part in one[0])


@pytest.mark.parametrize("query", [{}, {"floor": 1}, {"status": "available"}, {"q": "1"}])
def test_rooms_come_from_the_index_in_their_order(client: Client, cast: Cast, query: dict[str, object]) -> None:
    for one in (cast.admin, cast.staff):
        statement = statement_of(lambda who=one: client.get(cast.rooms, as_=who, query=query).ok(), "rooms.sort_key")
        found = plan(statement)
        assert "rooms_property_id_sort_key_idx" in found
        assert "Sort" not in found


def test_tickets_of_rooms_are_counted_from_an_index(client: Client, cast: Cast) -> None:
    statement = statement_of(lambda: client.get(cast.rooms, as_=cast.manager).ok(), "GROUP BY tickets.room_id")
    assert "Seq Scan" not in plan(statement)
