"""Reads whose statement is kept."""

import pytest
from flask import Flask
from sqlalchemy import Connection, Integer, bindparam, literal, select, text
from sqlalchemy.exc import DBAPIError

from app import db
from app.prepared import NotPrepared, Statements

NUMBER = bindparam("number", type_=Integer())


def doubled(statements: Statements, connection: Connection, number: int) -> list[dict[str, object]]:
    """One row: the number, and twice of it."""
    statement = select(NUMBER.label("number"), (NUMBER + NUMBER).label("twice"))
    return statements.rows(connection, "doubled", {"number": number}, lambda: statement)


def test_each_request_reads_with_its_own_values(app: Flask) -> None:
    statements = Statements()
    with db.reads() as connection:
        read = [doubled(statements, connection, number) for number in (1, 7, 20)]
    assert read == [[{"number": 1, "twice": 2}], [{"number": 7, "twice": 14}], [{"number": 20, "twice": 40}]]


def test_a_value_of_a_request_in_the_statement_itself_is_refused(app: Flask) -> None:
    with db.reads() as connection, pytest.raises(NotPrepared):
        Statements().rows(connection, "literal", {}, lambda: select(literal(12).label("number")))


def test_a_broken_connection_is_named_as_everywhere_and_not_used_again(app: Flask) -> None:
    statements = Statements()
    with db.reads() as connection:
        doubled(statements, connection, 1)
        process = connection.scalar(text("SELECT pg_backend_pid()"))
        with db.unit_of_work() as unit:
            unit.execute(text("SELECT pg_terminate_backend(:process, 5000)"), {"process": process})
        with pytest.raises(DBAPIError) as raised:
            doubled(statements, connection, 2)
    assert raised.value.connection_invalidated
    with db.reads() as connection:
        assert doubled(statements, connection, 3) == [{"number": 3, "twice": 6}]
