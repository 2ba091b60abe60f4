"""People: who sees whom, adding and inviting, changing, shutting out."""

from .adding import Added, Addition, add
from .belonging import Belonging
from .editing import Edit, deactivate, edit
from .reading import UserFilters, listing, oneself, shown, shown_once

__all__ = [
    "Added",
    "Addition",
    "Belonging",
    "Edit",
    "UserFilters",
    "add",
    "deactivate",
    "edit",
    "listing",
    "oneself",
    "shown",
    "shown_once",
]
