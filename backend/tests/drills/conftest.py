"""A web server over a database of its own, and people to call it as."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from app import create_app, db
from config import Settings
from tests import factories
from tests.drills.serving import SECRET, Web
from tests.factories import Person
from tests.servers import Addresses


@pytest.fixture
def is_full() -> bool:
    """Whether the drill runs at full size (`make drill`)."""
    return os.environ.get("DRILL") == "full"


@pytest.fixture
def web(fresh_database: Addresses, tmp_path: Path) -> Iterator[Web]:
    """A running gunicorn."""
    server = Web(fresh_database, tmp_path)
    server.start()
    yield server
    server.stop()


@pytest.fixture
def app(fresh_database: Addresses, tmp_path: Path) -> Iterator[Flask]:
    """The same application in this process, to make rows and tokens with."""
    yield create_app(
        Settings(
            database_url=fresh_database.application,
            redis_url=fresh_database.redis,
            secret_key=SECRET,
            jwt_secret_key=SECRET[::-1],
            data_dir=tmp_path,
            log_level="ERROR",
        )
    )
    db.dispose()


@pytest.fixture
def property_id(app: Flask) -> int:
    """A property to report at."""
    assert app
    return factories.property_()[0]


@pytest.fixture
def managers(app: Flask, property_id: int) -> list[Person]:
    """Four equal managers of it, to whom its tickets go."""
    return [factories.person(app, "manager", manages=[property_id], department="management") for _ in range(4)]
