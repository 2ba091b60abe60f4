"""A cast for each test."""

import pytest
from flask import Flask

from tests.api.places.cast import Cast, made


@pytest.fixture
def cast(app: Flask) -> Cast:
    """Two properties, their rooms and people."""
    return made(app)
