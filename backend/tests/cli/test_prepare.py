"""`flask prepare`: a database that may serve, one line of status, quick when nothing is to be done."""

import json
from pathlib import Path

import psycopg
import pytest
from psycopg.types.json import Jsonb

from tests.processes import environment, flask, imported_by
from tests.servers import Addresses


@pytest.fixture(name="given")
def an_environment(empty_database: Addresses, tmp_path: Path) -> dict[str, str]:
    """What the launcher gives."""
    return environment(empty_database, DATA_DIR=str(tmp_path))


def status(output: str) -> object:
    """The last line."""
    return json.loads(output.splitlines()[-1])


def test_the_first_start_migrates_and_lets_the_application_in(empty_database: Addresses, given: dict[str, str]) -> None:
    answer = flask("prepare", given=given)
    assert answer.returncode == 0, answer.stderr
    assert status(answer.stdout) == {"administrators": 0, "demo": False, "history_guard": "role"}
    with psycopg.connect(empty_database.application) as connection:
        connection.execute("INSERT INTO roles (name) VALUES ('Night porter')")


def test_the_second_start_loads_neither_alembic_nor_sqlalchemy(given: dict[str, str]) -> None:
    flask("prepare", given=given)
    imported = imported_by("prepare", given=given)
    assert "psycopg" in imported
    assert not imported & {"alembic", "sqlalchemy", "procrastinate", "apscheduler", "flask_openapi"}


def test_a_role_that_was_given_no_rights_yet_gets_them(empty_database: Addresses, given: dict[str, str]) -> None:
    alone = {**given, "DATABASE_URL": empty_database.owner}
    assert status(flask("prepare", given=alone).stdout) == {
        "administrators": 0, "demo": False, "history_guard": "trigger",
    }  # fmt: skip
    assert status(flask("prepare", given=given).stdout) == {
        "administrators": 0, "demo": False, "history_guard": "role",
    }  # fmt: skip


def test_demo_data_goes_into_an_empty_database_only(empty_database: Addresses, given: dict[str, str]) -> None:
    flask("prepare", given=given)
    with psycopg.connect(empty_database.owner) as connection:
        connection.execute("INSERT INTO properties (code, name, sort_key) VALUES ('MIRA', 'Mirabell', 'mirabell')")
    answer = flask("prepare", "--demo", given=given)
    assert "holds data already" in answer.stdout
    assert status(answer.stdout) == {"administrators": 0, "demo": False, "history_guard": "role"}
    refused = flask("demo", "load", given=given)
    assert refused.returncode == 1
    assert "holds data already" in refused.stderr


@pytest.mark.parametrize("state", ["loading", "loaded"])
def test_production_refuses_a_database_with_the_demo(
    empty_database: Addresses, given: dict[str, str], state: str
) -> None:
    flask("prepare", given=given)
    with psycopg.connect(empty_database.owner) as connection:
        value = Jsonb({"state": state})
        connection.execute("INSERT INTO installation (key, value) VALUES ('demo', %s)", [value])
    answer = flask("prepare", given={**given, "ENVIRONMENT": "production"})
    assert answer.returncode == 1
    assert "refused when ENVIRONMENT=production" in answer.stderr
    assert len(answer.stderr.strip().splitlines()) == 1


def test_production_loads_no_demo(given: dict[str, str]) -> None:
    answer = flask("demo", "load", given={**given, "ENVIRONMENT": "production"})
    assert answer.returncode == 1
    assert "ENVIRONMENT=production" in answer.stderr


def test_a_database_that_is_not_there_is_one_clear_line(given: dict[str, str]) -> None:
    answer = flask("prepare", given={**given, "DATABASE_URL": "postgresql://nobody@127.0.0.1:1/nothing"})
    assert answer.returncode == 1
    assert answer.stderr.startswith("Error: The database can't be reached")
    assert len(answer.stderr.strip().splitlines()) == 1
