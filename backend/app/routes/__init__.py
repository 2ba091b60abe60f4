"""The API's routes, a blueprint a noun. A new noun adds its module here."""

from collections.abc import Sequence

from app.http import Api
from app.routes import (
    attachments,
    comments,
    health,
    properties,
    property_people,
    room_codes,
    room_import,
    rooms,
    tickets,
)

BLUEPRINTS: Sequence[Api] = (
    health.api,
    tickets.api,
    comments.api,
    attachments.api,
    properties.api,
    rooms.api,
    room_codes.api,
    room_import.api,
    property_people.api,
)
