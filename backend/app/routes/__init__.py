"""The API's routes, a blueprint a noun. A new noun adds its module here."""

from collections.abc import Sequence

from app.http import Api
from app.routes import (
    attachments,
    authentication,
    categories,
    comments,
    departments,
    guest,
    health,
    history,
    properties,
    property_people,
    roles,
    room_codes,
    room_import,
    rooms,
    tasks,
    tickets,
    users,
)

BLUEPRINTS: Sequence[Api] = (
    health.api,
    authentication.api,
    tickets.api,
    tasks.api,
    comments.api,
    attachments.api,
    guest.api,
    properties.api,
    rooms.api,
    room_codes.api,
    room_import.api,
    property_people.api,
    users.api,
    roles.api,
    departments.api,
    categories.api,
    history.api,
)
