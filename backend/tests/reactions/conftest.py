"""A database of its own for each test of reactions, with a house in it."""

from collections.abc import Iterator

import pytest

from app import db
from tests.reactions import house
from tests.reactions.house import House
from tests.servers import Addresses


@pytest.fixture(name="house")
def a_house(fresh_database: Addresses) -> Iterator[House]:
    """One house with one room; the database is this test's alone."""
    db.configure(fresh_database.application)
    yield house.build()
    db.dispose()
