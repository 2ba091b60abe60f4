"""The whole story, in the order of time: a year that is over, the last days, today."""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from random import Random

from . import content, today
from .cast import Cast
from .desk import Desk
from .pictures import Picture
from .telling import Telling, Topic
from .year import Year

SEED = "Barmbeker Hof"
TICKETS = 1500
WAITING = {"BARH": 14, "ELBK": 15, "THAM": 12}


@dataclass(frozen=True, slots=True)
class Chapter:
    """A ticket that will be told: when it came in, at which property, how it is told."""

    at: dt.datetime
    code: str
    tell: Callable[[], None]


def tell(now: dt.datetime, cast: Cast, topics: Mapping[str, Topic], pictures: Mapping[str, Picture]) -> Telling:
    """Everything that happened until `now`. The same for the same day and minute."""
    telling = Telling(now, _chance("story"), cast, topics, content.remarks(), pictures, Desk(cast))
    chapters = sorted(_chapters(telling), key=lambda chapter: chapter.at)
    _number(telling, chapters)
    for place, chapter in enumerate(chapters):
        telling.random = _chance(str(place))
        chapter.tell()
    return telling


def _chance(what: str) -> Random:
    """A stream of its own for each ticket: one that goes differently changes no other."""
    return Random(f"{SEED} {what}")  # noqa: S311 -- not a secret


def _chapters(telling: Telling) -> list[Chapter]:
    year = Year(telling, content.reports(), content.names())
    scenes = content.scenes()
    others = TICKETS - len(scenes) - sum(WAITING.values())

    def scene(one: content.Scene) -> Chapter:
        return Chapter(today.minutes_ago(telling, one.age), today.PLACE, lambda: today.tell(telling, one))

    past = [
        Chapter(at, place.house.code, lambda at=at, place=place: year.tell_past(at, place))
        for at, place in year.past(others)
    ]
    waiting = [
        Chapter(at, place.house.code, lambda row=(at, place, report, ending): year.tell_waiting(*row))
        for at, place, report, ending in year.waiting(WAITING)
    ]
    return [*past, *waiting, *map(scene, scenes)]


def _number(telling: Telling, chapters: list[Chapter]) -> None:
    """Let the counters begin so that the scene that names its number gets it."""
    scenes = content.scenes()
    wanted = next(scene for scene in scenes if scene.number is not None)
    at = today.minutes_ago(telling, wanted.age)
    before = sum(chapter.at < at and chapter.code == today.PLACE for chapter in chapters)
    telling.cast.place(today.PLACE).counter.last_number = max(0, (wanted.number or 0) - before - 1)
