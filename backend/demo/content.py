"""What the demo tells, read from `content/`: plain texts that anybody can edit, checked as they are read."""

import tomllib
from pathlib import Path
from typing import Literal, TypeVar

from pydantic import BaseModel, ConfigDict

from app.models import RoomStatus

FOLDER = Path(__file__).parent / "content"
STATUSES = {
    "a": RoomStatus.AVAILABLE,
    "o": RoomStatus.OCCUPIED,
    "c": RoomStatus.CLEANING,
    "x": RoomStatus.OUT_OF_ORDER,
}

Content = TypeVar("Content", bound="Texts")


class Texts(BaseModel):
    """A table of one of the files; an unknown name is a mistake in it."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Row(Texts):
    """The rooms of one floor: a letter of STATUSES each, numbered from `first`."""

    floor: int
    first: int
    statuses: str
    type: str
    capacity: int


class Area(Texts):
    """A place of the house that isn't let; `unit` where guests have no business."""

    name: str
    type: str
    floor: int | None = None
    status: RoomStatus = RoomStatus.AVAILABLE
    kind: Literal["common", "unit"] = "common"
    capacity: int | None = None


class House(Texts):
    """A property. `tickets` is its share of all, in percent."""

    code: str
    name: str
    address: str
    type: str
    timezone: str
    currency: str
    description: str
    tickets: int
    rows: list[Row]
    areas: list[Area]


class Person(Texts):
    """A user. `stay` and `away` are days from today, first and last."""

    name: str
    role: str
    department: str | None = None
    manages: list[str] = []
    member: list[str] = []
    room: str | None = None
    stay: tuple[int, int] | None = None
    away: tuple[int, int] | None = None
    login: str | None = None
    phone: str | None = None
    locale: str = "en"
    invited: bool = False
    active: bool = True


class Report(Texts):
    """Something that is reported again and again, with how it ends. `cost` is in minor units."""

    category: str
    title: str
    text: str
    language: Literal["en", "de"] = "en"
    kind: Literal["request", "service_request", "incident"] = "request"
    by: Literal["guest", "staff", "both"] = "both"
    where: list[str] = []
    weight: int = 1
    season: Literal["summer", "winter"] | None = None
    picture: str | None = None
    quantity: int | None = None
    incident: str | None = None
    task: str | None = None
    minutes: tuple[int, int]
    cost: tuple[int, int] | None = None
    done: str


class Hold(Texts):
    """Since `at` minutes ago, until in some days."""

    reason: str
    days: int
    at: int


Said = tuple[str, int, str] | tuple[str, int, str, Literal["internal"]]


class Scene(Texts):
    """A ticket of today. Numbers are minutes before now, but `due`, which is minutes after now."""

    title: str
    text: str
    room: str
    category: str
    priority: str
    reporter: str
    entered_by: str | None = None
    age: int
    due: int | None = None
    number: int | None = None
    manager: str | None = None
    worker: str | None = None
    task: str | None = None
    begun: int | None = None
    hold: Hold | None = None
    resolved: int | None = None
    handed_back: str | None = None
    quantity: int | None = None
    picture: str | None = None
    second_picture: str | None = None
    may_enter: str | None = None
    said: list[Said] = []


class Remarks(Texts):
    """What people write in one language."""

    answer: list[str]
    reply: list[str]
    internal: list[str]
    thanks: list[str]
    complaint: list[str]
    on_hold: list[tuple[str, int]]
    reopen: list[str]
    cancel: list[str]
    decline: str


class _Places(Texts):
    property: list[House]


class _People(Texts):
    person: list[Person]


class _Reports(Texts):
    report: list[Report]


class _Scenes(Texts):
    ticket: list[Scene]


class _Remarks(Texts):
    en: Remarks
    de: Remarks


class Names(Texts):
    """First and last names of former guests."""

    first: list[str]
    last: list[str]


def houses() -> list[House]:
    """The properties with their rooms."""
    return _read("places.toml", _Places).property


def people() -> list[Person]:
    """The users."""
    return _read("people.toml", _People).person


def reports() -> list[Report]:
    """What is reported, department by department."""
    files = sorted((FOLDER / "reports").glob("*.toml"))
    return [report for file in files for report in _read(f"reports/{file.name}", _Reports).report]


def scenes() -> list[Scene]:
    """Today's tickets of the first property, oldest first."""
    return sorted(_read("showcase.toml", _Scenes).ticket, key=lambda scene: -scene.age)


def remarks() -> dict[str, Remarks]:
    """What people write, by language."""
    read = _read("remarks.toml", _Remarks)
    return {"en": read.en, "de": read.de}


def names() -> Names:
    """What former guests are called."""
    return _read("names.toml", Names)


def _read(name: str, model: type[Content]) -> Content:
    return model.model_validate(tomllib.loads((FOLDER / name).read_text(encoding="utf-8")))
