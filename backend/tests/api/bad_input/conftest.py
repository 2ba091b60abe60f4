"""Two houses, what a refusal must look like, and whether anything was written."""

from collections.abc import Callable, Generator
from contextlib import AbstractContextManager, contextmanager

import pytest
from flask import Flask
from sqlalchemy import text

from app import db
from config import Settings
from tests import factories
from tests.client import Answer
from tests.factories import Cast

TABLES = (
    "tickets", "comments", "attachments", "tasks", "task_assignments", "users", "properties", "rooms", "departments",
    "categories", "property_managers", "user_properties", "history", "procrastinate_jobs", "idempotency_keys",
)  # fmt: skip
MEMBERS = {"type", "title", "status", "detail", "code", "params", "errors", "request_id"}

Untouched = Callable[[], AbstractContextManager[None]]


@pytest.fixture
def cast(app: Flask) -> Cast:
    """Everybody of two houses."""
    return factories.cast(app)


@pytest.fixture
def untouched(settings: Settings) -> Untouched:
    """A block in which no row and no file may come or go, and no row of a noun may change."""

    @contextmanager
    def check() -> Generator[None]:
        before = _state(settings)
        yield
        assert _state(settings) == before

    return check


def _state(settings: Settings) -> dict[str, object]:
    """How many rows each table has, how often any was changed, and which files are kept."""
    with db.reads() as connection:
        rows = {name: connection.execute(text(f"SELECT count(*) FROM {name}")).scalar_one() for name in TABLES}
        versions = connection.execute(text("SELECT sum(version), sum(seq) FROM tickets")).one()
    files = sorted(path.name for path in (settings.data_dir / "files").rglob("*") if path.is_file())
    return {**rows, "versions": tuple(versions), "files": files}


def refused(answer: Answer, status: int, code: str | None = None) -> dict[str, str]:
    """A complete problem document; returns which values were refused, with the code of each."""
    document = answer.problem(status, code)
    assert document.keys() >= MEMBERS
    assert document["request_id"] == answer.headers["X-Request-Id"]
    assert document["detail"]
    assert document["title"]
    assert all(error.keys() == {"pointer", "code", "message"} and error["message"] for error in document["errors"])
    return answer.pointers()
