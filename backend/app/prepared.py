"""Hot reads: a statement is built and compiled once a shape; a request brings only the values of its parameters.

Building and compiling a list's statement costs more than PostgreSQL needs to answer it.
"""

from collections.abc import Callable, Hashable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from enum import Enum
from typing import Any, Final

import psycopg
from sqlalchemy import Connection, Select

SHAPES = 500

IDS: Final = "ANY(ARRAY(SELECT unnest(:ids)))"
"""To compare an id with. Where PostgreSQL sees how many ids there are it plans the statement anew each time."""


class NotPrepared(TypeError):
    """A value of a request stands in the statement itself: the next request of that shape would read with it."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """A statement's text, its constants, and the names of its columns."""

    sql: str
    constants: Mapping[str, object]
    names: tuple[str, ...]


def fetched(connection: Connection, sql: str, parameters: Mapping[str, object]) -> Sequence[tuple[Any, ...]]:
    """The rows of a read, from the driver: SQLAlchemy would describe every column anew each time, which costs as much
    as half of the statement. A read that fails is run again through SQLAlchemy, which knows a broken connection and
    names the error as everywhere."""
    driver: psycopg.Connection[tuple[Any, ...]] | None = connection.connection.driver_connection
    if driver is not None:
        with suppress(psycopg.Error):
            return driver.execute(sql.encode(), parameters).fetchall()
    return [tuple(row) for row in connection.exec_driver_sql(sql, dict(parameters))]


class Statements:
    """The compiled statements of one read, by shape."""

    def __init__(self) -> None:
        self._known: dict[Hashable, Prepared] = {}

    def rows(
        self,
        connection: Connection,
        shape: Hashable,
        values: Mapping[str, object],
        build: Callable[[], Select[*tuple[Any, ...]]],
    ) -> list[dict[str, Any]]:
        """The rows (column → value) of the statement of that shape with these values, by the names of its parameters.

        `build` is asked once a shape: whatever differs between two requests of the shape must be a named parameter.
        """
        prepared = self._known.get(shape)
        if prepared is None:
            prepared = self._prepare(connection, shape, values, build())
        found = fetched(connection, prepared.sql, {**prepared.constants, **values})
        return [dict(zip(prepared.names, row, strict=True)) for row in found]

    def _prepare(
        self, connection: Connection, shape: Hashable, values: Mapping[str, object], statement: Select[*tuple[Any, ...]]
    ) -> Prepared:
        state = statement.compile(dialect=connection.dialect).construct_expanded_state(dict(values))
        given: Mapping[str, object] = dict(state.parameters)
        constants = {name: value for name, value in given.items() if name not in values}
        if wrong := [name for name, value in constants.items() if not isinstance(value, Enum)]:
            raise NotPrepared(f"{', '.join(wrong)} must be named parameters")
        if len(self._known) >= SHAPES:
            self._known.clear()
        names = tuple(column.name for column in statement.selected_columns)
        self._known[shape] = Prepared(state.statement, constants, names)
        return self._known[shape]
