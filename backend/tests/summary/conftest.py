"""An application over a database of its own, with nothing in it but what the migrations make."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from app import create_app, db
from config import Settings
from tests.client import Client
from tests.servers import Addresses


@pytest.fixture
def app(fresh_database: Addresses, tmp_path: Path) -> Iterator[Flask]:
    """An empty installation."""
    settings = Settings(
        database_url=fresh_database.application,
        redis_url="",
        secret_key="s" * 40,
        jwt_secret_key="j" * 40,
        data_dir=tmp_path,
        log_level="ERROR",
        rate_limit="1000000/minute",
    )
    yield create_app(settings, check_answers=True)
    db.dispose()


@pytest.fixture
def client(app: Flask) -> Client:
    """Calls the API of that installation."""
    return Client(app)
