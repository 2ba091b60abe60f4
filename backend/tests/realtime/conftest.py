"""A running gunicorn over a database of its own, and the people of two houses."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from app import create_app, db
from config import Settings
from tests import factories
from tests.drills.serving import SECRET, Web
from tests.factories import Cast
from tests.servers import Addresses

JWT = SECRET[::-1]


@pytest.fixture(scope="module")
def module_database(server_addresses: Addresses, request: pytest.FixtureRequest) -> Iterator[Addresses]:
    """A database for the tests of one file."""
    name = f"realtime_{abs(hash(request.node.nodeid))}"
    yield server_addresses.create(name)
    db.dispose()
    server_addresses.drop(name)


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The installation's folder."""
    return tmp_path_factory.mktemp("realtime")


@pytest.fixture(scope="module")
def web(module_database: Addresses, data: Path, request: pytest.FixtureRequest) -> Iterator[Web]:
    """The web server, with the file's own ENVIRONMENT; its jobs wait, as no worker runs."""
    module: object = request.node.getparent(pytest.Module).obj
    server = Web(module_database, data, environment=getattr(module, "ENVIRONMENT", {}))
    server.start()
    yield server
    server.stop()


@pytest.fixture(scope="module")
def made(module_database: Addresses, data: Path) -> Flask:
    """The same application in this process, to make rows and tokens with."""
    return application(module_database, data)


@pytest.fixture
def app(made: Flask, module_database: Addresses) -> Iterator[Flask]:
    """With this file's database."""
    db.configure(module_database.application)
    yield made
    db.dispose()


@pytest.fixture
def cast(app: Flask) -> Cast:
    """Two houses."""
    return factories.cast(app)


def application(addresses: Addresses, data: Path) -> Flask:
    """What gunicorn serves, without serving."""
    return create_app(
        Settings(
            database_url=addresses.application,
            redis_url=addresses.redis,
            secret_key=SECRET,
            jwt_secret_key=JWT,
            data_dir=data,
            log_level="ERROR",
        )
    )
