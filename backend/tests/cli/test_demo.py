"""A demo whose loading was cut off is loaded by the next start; ready means that it is whole."""

from pathlib import Path

from app import db
from app.services import installation
from tests.processes import environment, flask
from tests.servers import Addresses


def test_a_demo_that_was_cut_off_is_not_ready_and_is_loaded_at_the_next_start(
    fresh_database: Addresses, tmp_path: Path
) -> None:
    db.configure(fresh_database.application)
    with db.unit_of_work() as unit:
        installation.mark(unit.connection(), installation.DEMO, {"state": installation.DemoState.LOADING})
    with db.reads() as connection:
        assert installation.ready(connection) == ["The demo data is still being loaded."]
    answer = flask("prepare", "--demo", given=environment(fresh_database, DATA_DIR=str(tmp_path)))
    assert answer.returncode == 0, answer.stderr
    with db.reads() as connection:
        assert installation.ready(connection) == []
        assert installation.is_demo(connection)
        assert not installation.is_empty(connection)
        assert [email for _, email in installation.administrators(connection)] == ["admin@demo.example"]
    again = flask("prepare", "--demo", given=environment(fresh_database, DATA_DIR=str(tmp_path)))
    assert "Loading" not in again.stdout
    db.dispose()
