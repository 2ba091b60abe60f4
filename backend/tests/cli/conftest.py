"""Databases as an operator has them before the first start."""

import os
from collections.abc import Iterator

import pytest

from tests.servers import Addresses


@pytest.fixture
def empty_database(server_addresses: Addresses, request: pytest.FixtureRequest) -> Iterator[Addresses]:
    """A database that was never migrated."""
    name = f"empty_{os.getpid()}_{abs(hash(request.node.nodeid))}"
    yield server_addresses.create(name, "template0")
    server_addresses.drop(name)
