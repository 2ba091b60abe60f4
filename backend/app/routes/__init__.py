"""The API's routes, a blueprint a noun. A new noun adds its module here."""

from collections.abc import Sequence

from app.http import Api
from app.routes import health

BLUEPRINTS: Sequence[Api] = (health.api,)
