"""History can be written and not changed: by rights where there are two roles, by a trigger where there is one."""

from collections.abc import Iterator
from itertools import product
from typing import LiteralString

import psycopg
import pytest
from psycopg import errors, sql

from app import db
from app.cli import migrations
from app.events import record
from app.events.types import PropertyChanged, TaskCreated, UserChanged
from app.permissions import SYSTEM
from app.services import installation
from app.services.installation import HistoryGuard
from tests.servers import Addresses

PARTITIONS = ("history", "history_ticket", "history_security", "history_security_default", "history_system")
CHANGES = (sql.SQL("UPDATE {} SET action = 'x'"), sql.SQL("DELETE FROM {}"), sql.SQL("TRUNCATE {}"))


@pytest.fixture(name="written")
def some_history(fresh_database: Addresses) -> Iterator[Addresses]:
    """A row of each class."""
    db.configure(fresh_database.application)
    with db.unit_of_work() as unit:
        record(unit, SYSTEM, TaskCreated(1), PropertyChanged(1), UserChanged(1))
    yield fresh_database
    db.dispose()


def rows(addresses: Addresses) -> int:
    """How much history there is."""
    with psycopg.connect(addresses.superuser) as connection:
        found = connection.execute("SELECT count(*) FROM history").fetchone()
    return int(found[0]) if found else 0


def test_the_application_s_role_may_not_change_history(written: Addresses) -> None:
    for table, statement in product(PARTITIONS, CHANGES):
        with psycopg.connect(written.application) as connection, pytest.raises(errors.InsufficientPrivilege):
            connection.execute(statement.format(sql.Identifier(table)))
    assert rows(written) == 3


def test_new_months_are_as_closed_as_the_others(written: Addresses) -> None:
    with psycopg.connect(written.application) as connection:
        connection.execute("SELECT history_make_months(12)")
        connection.commit()
        guarded = connection.execute(installation.GUARDED).fetchone()
        newest = connection.execute("SELECT to_char(now() + interval '12 months', 'YYYYMM')").fetchone()
        assert guarded == (True,)
        assert newest is not None
        with pytest.raises(errors.InsufficientPrivilege):
            connection.execute(CHANGES[1].format(sql.Identifier(f"history_security_{newest[0]}")))


def test_where_there_is_one_role_a_trigger_refuses(written: Addresses) -> None:
    refused = errors.InsufficientPrivilege
    for statement in CHANGES:
        with psycopg.connect(written.owner) as connection, pytest.raises(refused, match="append-only"):
            connection.execute(statement.format(sql.Identifier("history")))
    for partition in PARTITIONS:
        with psycopg.connect(written.owner) as connection, pytest.raises(refused, match="append-only"):
            connection.execute(CHANGES[2].format(sql.Identifier(partition)))
    assert rows(written) == 3


def test_readiness_knows_how_well_history_is_guarded(written: Addresses) -> None:
    for url, guard in ((written.application, HistoryGuard.ROLE), (written.owner, HistoryGuard.TRIGGER)):
        db.configure(url)
        with db.reads() as connection:
            assert installation.history_guard(connection) is guard


def test_a_right_that_crept_in_is_seen_and_taken_back(written: Addresses) -> None:
    with psycopg.connect(written.owner) as connection:
        connection.execute("GRANT DELETE ON history_ticket TO mm_app")
    with db.reads() as connection:
        assert installation.history_guard(connection) is HistoryGuard.TRIGGER
    migrations.grant(written.owner, written.application)
    with db.reads() as connection:
        assert installation.history_guard(connection) is HistoryGuard.ROLE


def test_the_application_s_role_can_change_no_table_s_shape_and_no_revision(written: Addresses) -> None:
    statements: list[LiteralString] = [
        "DROP TABLE tickets", "CREATE TABLE mine ()", "UPDATE alembic_version SET version_num = 'x'",
    ]  # fmt: skip
    for statement in statements:
        with psycopg.connect(written.application) as connection, pytest.raises(errors.InsufficientPrivilege):
            connection.execute(statement)
