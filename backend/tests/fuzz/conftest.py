"""A real web server over a database of its own, with the demo's people and tickets in it."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from app import create_app, db
from app.services import files
from config import Settings
from demo import load
from tests.drills.serving import SECRET, Web
from tests.servers import Addresses

REDIS_NUMBER = 15


@pytest.fixture
def is_full() -> bool:
    """Whether the run is at full size (`make drill`)."""
    return os.environ.get("DRILL") == "full"


@pytest.fixture
def redis_url(fresh_database: Addresses) -> str:
    """A numbered database that no worker of the tests has."""
    return f"{fresh_database.redis.rsplit('/', 1)[0]}/{REDIS_NUMBER}"


@pytest.fixture
def app(fresh_database: Addresses, redis_url: str, tmp_path: Path) -> Iterator[Flask]:
    """The application in this process, to make rows with, over the demo's."""
    app = create_app(
        Settings(
            database_url=fresh_database.application,
            redis_url=redis_url,
            secret_key=SECRET,
            jwt_secret_key=SECRET[::-1],
            data_dir=tmp_path,
            log_level="ERROR",
        )
    )
    with db.unit_of_work() as session:
        load(session.connection(), files.files().storage)
    yield app
    db.dispose()


@pytest.fixture
def web(app: Flask, fresh_database: Addresses, redis_url: str, tmp_path: Path) -> Iterator[Web]:
    """The same application under gunicorn."""
    server = Web(fresh_database, tmp_path, environment={"REDIS_URL": redis_url})
    server.start()
    yield server
    server.stop()
