"""Categories in JSON."""

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from app.models import Priority
from app.schemas.base import Id, Line, ListQuery, Model, Named, Page, Path
from app.schemas.patch import Patch

Name = Annotated[str, Line(100)]
Language = Annotated[str, StringConstraints(max_length=20, pattern=r"^[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2})?$")]
Names = Annotated[dict[Language, Name], Field(max_length=50)]
PriorityWord = Literal["low", "medium", "high", "critical"]
RoomStatus = Literal["cleaning", "maintenance", "out_of_order"]


class Category(Model):
    """What a ticket is about."""

    id: Id
    key: str | None
    """The stable word of a built-in category, which rules go by."""
    name: str
    names: dict[str, str]
    """The name in further languages, by code: `{"de": "Sanitär"}`."""
    parent_id: Id | None
    department: Named
    """Who gets tickets of it."""
    default_priority: PriorityWord | None
    room_status: RoomStatus | None
    """What the room is until such a ticket is resolved."""
    version: int


class CategoryPage(Page[Category]):
    """One page of categories, in the order in which they are offered."""


class CategoryNew(Model):
    """A category to make."""

    name: Name
    names: Names = Field(default_factory=dict[str, str])
    parent_id: Id | None = None
    department_id: Id
    default_priority: PriorityWord | None = None
    room_status: RoomStatus | None = None

    def values(self) -> dict[str, object]:
        """As services take it."""
        return _ranked(self.model_dump())


class CategoryPatch(Patch):
    """What is to change about a category."""

    name: Name = ""
    names: Names = Field(default_factory=dict[str, str])
    parent_id: Id | None = None
    department_id: Id = 0
    default_priority: PriorityWord | None = None
    room_status: RoomStatus | None = None

    def values(self) -> dict[str, object]:
        """As services take it."""
        return _ranked(self.changes())


def _ranked(values: Mapping[str, object]) -> dict[str, object]:
    """With the priority as the rank that is stored."""
    word = values.get("default_priority")
    return {**values, "default_priority": int(Priority[word.upper()])} if isinstance(word, str) else dict(values)


class CategoryPath(Path):
    """A category."""

    category_id: Id


class CategoryQuery(ListQuery):
    """Which part of the categories."""
