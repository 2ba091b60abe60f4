"""Hot reads: a statement is built and compiled once a shape; a request brings only the values of its parameters.

Building and compiling a list's statement costs more than PostgreSQL needs to answer it.
"""

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any

from sqlalchemy import Connection, Select

SHAPES = 500


class NotPrepared(TypeError):
    """A value of a request stands in the statement itself: the next request of that shape would read with it."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """A statement's text, and its constants."""

    sql: str
    constants: Mapping[str, object]


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
        result = connection.exec_driver_sql(prepared.sql, {**prepared.constants, **values})
        names = tuple(result.keys())
        return [dict(zip(names, row, strict=True)) for row in result.all()]

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
        self._known[shape] = Prepared(state.statement, constants)
        return self._known[shape]
