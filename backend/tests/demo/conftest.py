"""The demo, loaded once for all of its tests."""

import datetime as dt
import os
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from sqlalchemy import Engine, create_engine
from sqlalchemy.orm import Session

from app.db import driver_url
from app.storage.local import LocalStorage
from demo import Summary, load
from demo.notices import notify
from tests.servers import Addresses


@dataclass(frozen=True, slots=True)
class Demo:
    """A database with the demo in it, and where its photos are."""

    engine: Engine
    storage: LocalStorage
    summary: Summary
    url: str


@pytest.fixture(scope="package")
def demo(server_addresses: Addresses, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    """The demo as `flask demo load` leaves it, loaded by the application's role."""
    name = f"demo_{os.getpid()}"
    url = server_addresses.create(name).application
    engine = create_engine(driver_url(url))
    storage = LocalStorage(tmp_path_factory.mktemp("files"))
    with engine.begin() as connection:
        summary = load(connection, storage)
        notify(Session(connection), dt.datetime.now(dt.UTC))
    yield Demo(engine, storage, summary, url)
    engine.dispose()
    server_addresses.drop(name)
