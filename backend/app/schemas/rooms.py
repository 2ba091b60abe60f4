"""Rooms in JSON, and the answer of their QR codes."""

from enum import StrEnum
from typing import Annotated

from pydantic import Field

from app.models import RoomKind, RoomStatus
from app.schemas.base import Id, Instant, Line, ListQuery, Model, Named, Page, Query
from app.schemas.patch import Patch
from app.schemas.properties import PropertyPath
from app.services.room_lists import RoomFilters

Name = Annotated[str, Line(100)]
Floor = Annotated[int, Field(ge=-20, le=300)]
Type = Annotated[str, Line(60, minimum=0)]
Capacity = Annotated[int, Field(ge=0, le=10_000)]
Amenities = Annotated[list[Annotated[str, Line(60)]], Field(max_length=50)]


class Room(Model):
    """A room, unit or area of a property."""

    id: Id
    property: Named
    name: str
    floor: int | None
    """0 is the ground floor; null for what is on none (a garden)."""
    kind: RoomKind
    type: str
    """What it is, in the words of those who run it: double, studio …"""
    status: RoomStatus
    """What a person set, or what a ticket of the room asks for meanwhile."""
    capacity: int | None
    """People."""
    amenities: list[str]
    open_ticket_count: int
    """Tickets that are open, in progress or on hold; only those that the caller sees."""
    late_ticket_count: int
    """Those of them that are past their due time."""
    created_at: Instant
    updated_at: Instant
    version: int


class RoomNew(Model):
    """A room to be made."""

    name: Name
    """Once in a property. A soft hyphen says where a long one may break."""
    floor: Floor | None = None
    kind: RoomKind = RoomKind.ROOM
    type: Type = ""
    status: RoomStatus = RoomStatus.AVAILABLE
    capacity: Capacity | None = None
    amenities: Amenities = Field(default=[])

    def values(self) -> dict[str, object]:
        """Every field, as JSON values."""
        return self.model_dump(mode="json")


class RoomPut(RoomNew):
    """A room as it is to be. What is left out gets its default; without a status the room keeps the one that it has."""

    def values(self) -> dict[str, object]:
        """Every field but a status that wasn't sent, as JSON values."""
        kept = set[str]() if "status" in self.model_fields_set else {"status"}
        return self.model_dump(mode="json", exclude=kept)


class RoomPatch(Patch):
    """Fields of a room to be changed. Staff may send `status` alone."""

    name: Name = ""
    floor: Floor | None = None
    kind: RoomKind = RoomKind.ROOM
    type: Type = ""
    status: RoomStatus = RoomStatus.AVAILABLE
    capacity: Capacity | None = None
    amenities: Amenities = Field(default=[])


class RoomPage(Page[Room]):
    """Rooms of a property, by name: 2 before 10."""


class RoomQuery(ListQuery):
    """Filters of a property's rooms. `floor` and `status` can be given several times."""

    floor: list[Floor] = Field(default=[], max_length=100)
    status: list[RoomStatus] = Field(default=[], max_length=100)
    q: Annotated[str, Line(200)] | None = None
    """Looked for in name and type."""

    def filters(self) -> RoomFilters:
        """What the list is narrowed to."""
        return RoomFilters(self.floor, self.status, self.q)


class RoomPath(PropertyPath):
    """A room of a property."""

    room_id: Id


class CodeFormat(StrEnum):
    """How a code is given."""

    SVG = "svg"
    PNG = "png"
    JSON = "json"


class CodeQuery(Query):
    """How the code is given."""

    format: CodeFormat = CodeFormat.SVG
    """`svg`, `png`, or `json`: what the code says."""


class RoomCode(Model):
    """What a room's code says."""

    url: str
    token: str
