"""The session's real servers, an application on them, and a client that speaks the API's JSON."""

import os
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Protocol

import pytest
from flask import Flask

from app import channels_setup, create_app, db
from app.http.limits import limits_of
from config import Settings
from tests.client import Client
from tests.fuzz import summary
from tests.servers import Addresses, Servers

ADDRESSES = "addresses"
servers = pytest.StashKey[Servers]()


class Worker(Protocol):
    """A worker of xdist as its controller sees it."""

    config: pytest.Config
    workerinput: dict[str, object]


def running(config: pytest.Config) -> Servers:
    """The servers of this session, started by whoever asks first. They belong to the process that stays longest."""
    if servers not in config.stash:
        config.stash[servers] = Servers()
        config.add_cleanup(config.stash[servers].stop)
    return config.stash[servers]


def pytest_configure(config: pytest.Config) -> None:
    """What the fuzzing measured is told at the end, wherever it ran."""
    config.pluginmanager.register(summary)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The drills begin first, and one after the other: with several workers one has them, the others all the rest."""
    items.sort(key=lambda item: item.get_closest_marker("drill") is None)


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: Worker) -> None:
    """Tell a worker of xdist where the one set of servers answers."""
    node.workerinput[ADDRESSES] = asdict(running(node.config).addresses)


@pytest.fixture(scope="session")
def server_addresses(request: pytest.FixtureRequest) -> Addresses:
    """The session's servers; no test changes their template."""
    given: dict[str, dict[str, str]] = getattr(request.config, "workerinput", {})
    return Addresses(**given[ADDRESSES]) if ADDRESSES in given else running(request.config).addresses


@pytest.fixture(scope="session")
def addresses(server_addresses: Addresses) -> Addresses:
    """This worker's own database, migrated, with the seeded roles, departments and categories."""
    return server_addresses.create(f"worker_{os.environ.get('PYTEST_XDIST_WORKER', 'only')}")


@pytest.fixture(scope="session")
def database_url(addresses: Addresses) -> str:
    """This worker's database as the application's role."""
    return addresses.application


@pytest.fixture
def fresh_database(server_addresses: Addresses, request: pytest.FixtureRequest) -> Iterator[Addresses]:
    """A database that nobody else has used, for tests that count or that change what is seeded."""
    name = f"fresh_{os.getpid()}_{abs(hash(request.node.nodeid))}"
    yield server_addresses.create(name)
    server_addresses.drop(name)


@pytest.fixture(scope="session")
def redis_url(server_addresses: Addresses) -> str:
    """This worker's own numbered database of the Valkey."""
    number = os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw")
    return f"{server_addresses.redis.rsplit('/', 1)[0]}/{number}"


@pytest.fixture(scope="session")
def settings(database_url: str, redis_url: str, tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """The settings of the application under test."""
    folder: Path = tmp_path_factory.mktemp("data")
    return Settings(
        database_url=database_url,
        redis_url=redis_url,
        secret_key="s" * 40,
        jwt_secret_key="j" * 40,
        data_dir=folder,
        log_level="ERROR",
        rate_limit="1000000/minute",
    )


@pytest.fixture(scope="session")
def shared_app(settings: Settings) -> Iterator[Flask]:
    """One application for all tests; every answer is checked against its schema."""
    yield create_app(settings, check_answers=True)
    db.dispose()


@pytest.fixture
def app(shared_app: Flask, settings: Settings) -> Flask:
    """The application, with this worker's database, its own channels and with no request counted yet."""
    db.configure(settings.database_url)
    channels_setup.install(settings)
    limits_of(shared_app).reset()
    return shared_app


@pytest.fixture
def client(app: Flask) -> Client:
    """Calls the API: `client.get("/tickets", as_=manager).json["items"]`."""
    return Client(app)
