"""Rooms in a table that somebody uploads: from texts to values, each bad cell named."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Annotated, Final

from pydantic import ConfigDict, Field, ValidationError

from app.models import RoomKind, RoomStatus
from app.schemas.base import Model, Query
from app.schemas.rooms import RoomNew
from app.services.room_import import ImportedRoom
from app.services.spreadsheet_formats import LineProblem
from app.services.spreadsheets import Row, Table

COLUMNS: Final = ("name", "floor", "kind", "type", "status", "capacity", "amenities")
REQUIRED: Final = ("name",)

_SEPARATORS: Final = re.compile(r"[,;|\n]")
_MESSAGES: Final[Mapping[str, str]] = {
    "name": "A name has 1 to 100 characters.",
    "floor": "A floor is a whole number from -20 to 300; 0 is the ground floor.",
    "kind": f"The kind is one of: {', '.join(RoomKind)}.",
    "type": "A type has up to 60 characters.",
    "status": f"The status is one of: {', '.join(RoomStatus)}.",
    "capacity": "A capacity is a whole number from 0 to 10000.",
    "amenities": "There are up to 50 amenities with up to 60 characters each, separated by commas.",
}


class ImportOptions(Query):
    """How a table is taken."""

    dry_run: bool = False
    """Only say what would be wrong."""


class RoomImport(Model):
    """What may come beside the file."""

    dry_run: bool = False
    """The same as in the query."""


class LineError(Model):
    """What is wrong in one line."""

    line: Annotated[int, Field(ge=1)]
    """Of the file, from 1."""
    column: str | None
    message: str
    code: str


class ImportResult(Model):
    """All rooms of the file, or none."""

    created: int
    """How many rooms were made: none where there are errors, and none in a dry run."""
    rows: int
    """How many lines of the file hold a room without an error of its own."""
    errors: list[LineError]


class RoomRow(RoomNew):
    """One line of the table: texts become the types of the fields."""

    model_config = ConfigDict(strict=False)


@dataclass(frozen=True, slots=True)
class Read:
    """The rooms that could be read, and what was wrong with the other lines."""

    rooms: list[ImportedRoom]
    problems: list[LineProblem]


def rooms_of(table: Table) -> Read:
    """The rooms of a table."""
    read = Read([], list(table.problems))
    for row in table.rows:
        try:
            read.rooms.append(ImportedRoom(row.line, RoomRow.model_validate(_given(row)).values()))
        except ValidationError as error:
            read.problems.extend(_problems(row.line, error))
    return read


def _given(row: Row) -> Mapping[str, object]:
    """The cells with something in them. *Out of order* is `out_of_order`, as people write it."""
    cells: dict[str, object] = {name: text for name, text in row.values.items() if text}
    for word in ("status", "kind"):
        if word in cells:
            cells[word] = re.sub(r"[\s-]+", "_", row.values[word].casefold())
    if "amenities" in cells:
        cells["amenities"] = [part.strip() for part in _SEPARATORS.split(row.values["amenities"]) if part.strip()]
    return cells


def _problems(line: int, error: ValidationError) -> Iterator[LineProblem]:
    found = error.errors(include_url=False, include_input=False, include_context=False)
    for column in dict.fromkeys(str(one["loc"][0]) for one in found):
        yield LineProblem(line, column, _MESSAGES[column], "invalid")
