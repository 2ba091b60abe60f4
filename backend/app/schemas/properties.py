"""Properties in JSON."""

import re
from collections.abc import Set
from functools import cache
from typing import Annotated
from zoneinfo import available_timezones

from babel.numbers import list_currencies
from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError

from app.schemas.base import Id, Instant, Line, ListQuery, Model, Page, Path, Text
from app.schemas.patch import Patch

_CURRENCY = re.compile("[A-Z]{3}")


@cache
def time_zones() -> Set[str]:
    """Names of the IANA time zone database."""
    return available_timezones()


@cache
def currencies() -> Set[str]:
    """Codes of ISO 4217, as CLDR lists them."""
    return frozenset(code for code in list_currencies() if _CURRENCY.fullmatch(code))


def _time_zone(value: str) -> str:
    if value not in time_zones():
        raise PydanticCustomError("time_zone_name", "Use a time zone of the IANA database, such as Europe/Berlin.")
    return value


def _currency(value: str) -> str:
    if value not in currencies():
        raise PydanticCustomError("currency", "Use a currency code of ISO 4217, such as EUR.")
    return value


Name = Annotated[str, Line(200)]
Code = Annotated[str, Field(pattern=r"^[A-Z0-9]{2,8}$")]
Address = Annotated[str, Text(1_000, minimum=0)]
Kind = Annotated[str, Line(60)]
TimeZone = Annotated[str, Field(max_length=64), AfterValidator(_time_zone)]
Currency = Annotated[str, Field(min_length=3, max_length=3), AfterValidator(_currency)]
Description = Annotated[str, Text(20_000, minimum=0)]
Days = Annotated[int, Field(ge=0, le=365)]


class Property(Model):
    """A hotel, residence or building."""

    id: Id
    name: str
    code: str
    """Begins the numbers of its tickets."""
    address: str
    type: str
    """What it is, in the words of those who run it: hotel, residence …"""
    timezone: str
    currency: str
    description: str
    guest_days: int
    """How many days somebody who registered from a room's code may report for that room."""
    floors: list[int]
    """The floors of its rooms, as far as the caller sees them, lowest first. 0 is the ground floor."""
    created_at: Instant
    updated_at: Instant
    version: int


class PropertyNew(Model):
    """A property to be made."""

    name: Name
    code: Code
    """2 to 8 capital letters and digits; begins the numbers of its tickets, such as `BARH-1042`."""
    address: Address = ""
    type: Kind = "hotel"
    timezone: TimeZone = "UTC"
    """Of the IANA database: days and stays are counted in it."""
    currency: Currency = "EUR"
    """Of ISO 4217."""
    description: Description = ""
    guest_days: Days = 14


class PropertyPatch(Patch):
    """Fields of a property to be changed."""

    name: Name = ""
    code: Code = ""
    address: Address = ""
    type: Kind = ""
    timezone: TimeZone = ""
    currency: Currency = ""
    description: Description = ""
    guest_days: Days = 0


class PropertyPage(Page[Property]):
    """Properties, by name."""


class PropertyQuery(ListQuery):
    """Which part of the list."""


class PropertyPath(Path):
    """A property by its id."""

    property_id: Id
