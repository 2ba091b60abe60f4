"""Writing many rows at once with COPY."""

import enum
from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby

import orjson
from psycopg import Cursor, sql
from psycopg.types.json import Jsonb
from sqlalchemy import Column, inspect
from sqlalchemy.sql.schema import CallableColumnDefault, ScalarElementColumnDefault

from app.models import Base

Values = Mapping[str, object]


def copy(cursor: Cursor, rows: Iterable[Base]) -> int:
    """Write the rows, all of one table after the other in the order in which the tables first come; how many."""
    ordered = list(rows)
    tables = {model: place for place, model in enumerate(dict.fromkeys(type(row) for row in ordered))}
    ordered.sort(key=lambda row: tables[type(row)])
    for model, group in groupby(ordered, key=type):
        _copy_table(cursor, model, list(group))
    return len(ordered)


def _copy_table(cursor: Cursor, model: type[Base], rows: Sequence[Base]) -> None:
    """Columns that no row sets and the model has no value for are left to the database's defaults."""
    values = [_values(row) for row in rows]
    given = set[str]().union(*values)
    columns = {
        attribute.key: attribute.columns[0]
        for attribute in inspect(model).column_attrs
        if isinstance(attribute.columns[0], Column)
    }
    written = {key: column for key, column in columns.items() if key in given or column.default is not None}
    names = sql.SQL(", ").join(sql.Identifier(column.name) for column in written.values())
    statement = sql.SQL("COPY {} ({}) FROM STDIN").format(sql.Identifier(model.__tablename__), names)
    with cursor.copy(statement) as out:
        for row in values:
            out.write_row([_plain(row[key] if key in row else _default(written[key])) for key in written])


def _values(row: Base) -> Values:
    return {key: value for key, value in vars(row).items() if not key.startswith("_sa_")}


def _default(column: Column[object]) -> object:
    default = column.default
    if isinstance(default, ScalarElementColumnDefault):
        value: object = default.arg
        return value
    return {} if isinstance(default, CallableColumnDefault) else None


def _plain(value: object) -> object:
    """Enums as what they stand for, mappings as JSON; everything else as psycopg writes it."""
    if isinstance(value, enum.Enum):
        return value.value
    if isinstance(value, Mapping):
        return Jsonb(value, dumps=orjson.dumps)
    return value


def set_sequences(cursor: Cursor, tables: Iterable[str]) -> None:
    """Let the identities go on behind the ids that were written."""
    for table in tables:
        statement = "SELECT setval(pg_get_serial_sequence({}, 'id'), (SELECT greatest(max(id), 1) FROM {}))"
        cursor.execute(sql.SQL(statement).format(sql.Literal(table), sql.Identifier(table)))
