"""What every schema is made of: strict models, a list's query, and the kinds of text, number and time."""

import datetime as dt
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Annotated, Generic, TypeVar

from annotated_types import GroupedMetadata
from email_validator import EmailNotValidError, validate_email
from pydantic import (
    AfterValidator,
    AwareDatetime,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainSerializer,
    Strict,
)
from pydantic_core import PydanticCustomError

from app import cursors
from app.models.text import clean, clean_line, is_blank
from app.schemas.docstrings import Documented

Item = TypeVar("Item")

BIGINT = 2**63 - 1

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_TIME = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt ]")


class Model(Documented):
    """A JSON object as it crosses the wire: unknown fields are refused, nothing is coerced."""

    model_config = ConfigDict(extra="forbid", strict=True, allow_inf_nan=False, hide_input_in_errors=True)


class Path(Model):
    """The variable parts of a path; one that can't be is a 404."""


class Query(Documented):
    """The query parameters of a read: texts become the types of the fields, unknown parameters are refused."""

    model_config = ConfigDict(extra="forbid", allow_inf_nan=False, hide_input_in_errors=True)


class ListQuery(Query):
    """The query parameters that every list has."""

    limit: Annotated[int, Field(ge=1, le=100)] = 25
    """How many items at most."""
    cursor: Annotated[str, Field(min_length=1, max_length=1000)] | None = None
    """`next_cursor` of the page before; left out for the first page."""

    def page(self) -> cursors.Page:
        """Which part of the list is asked for."""
        return cursors.Page(self.limit, self.cursor)


class Named(Model):
    """Another object, by id and name."""

    id: "Id"
    name: str


class Page(Model, Generic[Item]):
    """One page of a list. Subclass it to give the schema its name: `class TicketPage(Page[Ticket])`."""

    items: list[Item]
    next_cursor: str | None
    """Where the list goes on: give it as `cursor`. Null on the last page."""


@dataclass(frozen=True, slots=True)
class Line(GroupedMetadata):
    """A text of one line (a name, a title), cleaned: `Annotated[str, Line(200)]` takes up to 200 characters."""

    maximum: int
    minimum: int = 1

    def __iter__(self) -> Iterator[object]:
        yield from _text_rules(clean_line, self.minimum, self.maximum)


@dataclass(frozen=True, slots=True)
class Text(GroupedMetadata):
    """A text of several lines (a description, a comment), cleaned: `Annotated[str, Text(20_000)]`."""

    maximum: int = 20_000
    minimum: int = 1

    def __iter__(self) -> Iterator[object]:
        yield from _text_rules(clean, self.minimum, self.maximum)


def _text_rules(cleaner: Callable[[str], str], minimum: int, maximum: int) -> Iterator[object]:
    def cleaned(value: str) -> str:
        return _acceptable(_without_controls(cleaner, value), minimum, maximum)

    yield Field(min_length=minimum, max_length=maximum)
    yield AfterValidator(cleaned)


def _without_controls(cleaner: Callable[[str], str], value: str) -> str:
    try:
        return cleaner(value)
    except ValueError as error:
        raise PydanticCustomError("control_characters", "This contains characters that no text has.") from error


def _acceptable(value: str, minimum: int, maximum: int) -> str:
    """Cleaning shortens a text to nothing, and composing its letters (NFC) can make it longer."""
    if minimum and is_blank(value):
        raise PydanticCustomError("blank", "Write something that can be seen.")
    if len(value) > maximum:
        raise PydanticCustomError("too_long", "This is too long.")
    return value


def _email(value: str) -> str:
    try:
        return validate_email(value, check_deliverability=False).normalized
    except EmailNotValidError as error:
        raise PydanticCustomError("email", "This is not an e-mail address.") from error


def _written_time(value: object) -> object:
    """Pydantic would take a number, or a text of digits, for seconds since 1970."""
    if isinstance(value, dt.datetime) or (isinstance(value, str) and _TIME.match(value)):
        return value
    raise PydanticCustomError("datetime_parsing", "Use a time in ISO 8601, such as 2026-05-04T09:30:00Z.")


def _written_day(value: object) -> object:
    if isinstance(value, dt.date) or (isinstance(value, str) and _DAY.fullmatch(value)):
        return value
    raise PydanticCustomError("date_parsing", "Use a date such as 2026-05-04.")


def _in_range(value: dt.datetime) -> dt.datetime:
    """Beyond these years a time zone's offset can leave what PostgreSQL or Python can hold."""
    if not 1970 <= value.year <= 2200:
        raise PydanticCustomError("out_of_range", "Use a time between 1970 and 2200.")
    return value


def _day_in_range(value: dt.date) -> dt.date:
    if not 1900 <= value.year <= 2200:
        raise PydanticCustomError("out_of_range", "Use a date between 1900 and 2200.")
    return value


def _zulu(value: dt.datetime) -> str:
    return value.astimezone(dt.UTC).isoformat().replace("+00:00", "Z")


Id = Annotated[int, Field(ge=1, le=BIGINT)]
Email = Annotated[str, Field(max_length=254, json_schema_extra={"format": "email"}), AfterValidator(_email)]
Instant = Annotated[
    AwareDatetime,
    Strict(strict=False),
    BeforeValidator(_written_time),
    AfterValidator(_in_range),
    PlainSerializer(_zulu, return_type=str, when_used="json"),
    Field(json_schema_extra={"format": "date-time"}),
]
Day = Annotated[dt.date, Strict(strict=False), BeforeValidator(_written_day), AfterValidator(_day_in_range)]
