"""`flask loads verify` finds counters that are wrong, and corrects them when asked."""

from pathlib import Path

from app import db
from tests.processes import environment, flask
from tests.reactions import house as scene
from tests.servers import Addresses


def test_wrong_counters_are_found_and_corrected(fresh_database: Addresses, tmp_path: Path) -> None:
    given = environment(fresh_database, DATA_DIR=str(tmp_path))
    db.configure(fresh_database.application)
    house = scene.build()
    manager = house.reporter_id
    assert flask("loads", "verify", given=given).returncode == 0
    for status in ("open", "in_progress", "on_hold", "resolved", "closed", "cancelled"):
        scene.set_ticket(scene.ticket(house), assignee_id=manager, status=status)
    found = flask("loads", "verify", given=given)
    assert (found.returncode, f"user {manager}: counted 0, has 3" in found.stdout) == (1, True)
    corrected = flask("loads", "verify", "--fix", given=given)
    assert corrected.returncode == 0
    assert scene.scalar("SELECT load FROM manager_loads WHERE user_id = :id", id=manager) == 3
    assert flask("loads", "verify", given=given).stdout == "All counters are right.\n"
