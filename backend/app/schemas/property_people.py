"""Who manages a property and who belongs to it, in JSON."""

import datetime as dt
from typing import Literal, Self

from pydantic import model_validator
from pydantic_core import PydanticCustomError

from app.schemas.base import Day, Id, Instant, Model, Named
from app.schemas.properties import PropertyPath


class PersonPath(PropertyPath):
    """A person at a property."""

    user_id: Id


class Management(Model):
    """Somebody manages a property."""

    property: Named
    user: Named
    relation: Literal["manager"]
    created_at: Instant


class Membership(Model):
    """Somebody belongs to a property: works there, or stays in a room."""

    property: Named
    user: Named
    relation: Literal["member"]
    room: Named | None
    stay_from: dt.date | None
    """The first day, of the property's calendar; null: since ever."""
    stay_until: dt.date | None
    """The last day, inclusive; null: until further notice."""
    created_at: Instant


class Stay(Model):
    """Where somebody stays and how long; all of it may be left out. In place of earlier stays at the property."""

    room_id: Id | None = None
    stay_from: Day | None = None
    stay_until: Day | None = None

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        if self.stay_from and self.stay_until and self.stay_from > self.stay_until:
            raise PydanticCustomError("stay_order", "The last day is before the first.")
        return self
