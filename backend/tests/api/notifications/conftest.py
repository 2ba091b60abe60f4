"""Two houses with their people."""

import pytest
from flask import Flask

from tests import factories
from tests.factories import Cast


@pytest.fixture
def cast(app: Flask) -> Cast:
    """Everybody of two houses."""
    return factories.cast(app)
