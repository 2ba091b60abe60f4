"""`flask admin`: the first administrator can be made, and is then known; mistakes are named."""

from pathlib import Path

import pytest

from app import db
from app.services.authentication import passwords
from tests.processes import environment, flask
from tests.reactions import house as scene
from tests.servers import Addresses

PASSWORD = "correct horse battery"


@pytest.fixture(name="given")
def an_environment(fresh_database: Addresses, tmp_path: Path) -> dict[str, str]:
    """What the launcher gives."""
    db.configure(fresh_database.application)
    return environment(fresh_database, DATA_DIR=str(tmp_path))


def test_an_administrator_is_made_once_and_can_sign_in(given: dict[str, str]) -> None:
    assert flask("admin", "status", given=given).returncode == 1
    arguments = ("admin", "create", "rosa@example.com", "--name", "Rosa Root", "--password-stdin")
    made = flask(*arguments, given=given, text=f"{PASSWORD}\n")
    assert made.returncode == 0, made.stderr
    known = flask("admin", "status", given=given)
    assert (known.returncode, known.stdout) == (0, "Rosa Root <rosa@example.com>\n")
    assert passwords.matches(str(scene.scalar("SELECT password_hash FROM users")), PASSWORD)
    again = flask(*arguments, given=given, text=f"{PASSWORD}\n")
    assert again.returncode == 1
    assert "already" in again.stderr
    assert '"administrators": 1' in flask("prepare", given=given).stdout


def test_the_password_may_come_from_the_environment(given: dict[str, str]) -> None:
    answers = {"ADMIN_EMAIL": "rosa@example.com", "ADMIN_NAME": "Rosa Root", "ADMIN_PASSWORD": PASSWORD}
    assert flask("admin", "create", given={**given, **answers}).returncode == 0
    assert scene.scalar("SELECT count(*) FROM history WHERE action = 'user.changed'") == 1


@pytest.mark.parametrize(
    ("email", "password", "word"), [("not an address", PASSWORD, "email"), ("rosa@example.com", "short", "password")]
)
def test_mistakes_are_named(given: dict[str, str], email: str, password: str, word: str) -> None:
    answer = flask("admin", "create", email, "--name", "Rosa", "--password-stdin", given=given, text=f"{password}\n")
    assert answer.returncode == 1
    assert word in answer.stderr
    assert "Traceback" not in answer.stderr
    assert scene.scalar("SELECT count(*) FROM users") == 0
