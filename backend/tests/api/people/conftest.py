"""A cast for each test, and a house for those that need only one."""

import pytest
from flask import Flask

from tests import factories
from tests.factories import Cast


@pytest.fixture
def cast(app: Flask) -> Cast:
    """Two houses, their people, a super admin, and somebody who belongs nowhere."""
    return factories.cast(app)
