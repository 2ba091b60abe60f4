"""The room plate for mail: what stands on the door, and the building in section beside it, its storey lit.

As the web app draws it: up to eight storeys a bar each, taller buildings shortened with a break, and a spot beside the
building for what is on no floor. Here each is a row of table cells.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from app.notifications.texts import Texts

from .reading import Place

Storey = Literal["storey", "lit", "break", "spot"]

WHOLE: Final = 8
_OUTSIDE: Final[Sequence[Storey]] = ("storey", "storey", "storey", "spot", "spot", "storey")


@dataclass(frozen=True, slots=True)
class Plate:
    """`name`: on the door. `spoken`: said after it to who can't see the mark. `storeys`: top first."""

    name: str
    spoken: str
    storeys: Sequence[Storey]


def plate(texts: Texts, place: Place) -> Mapping[str, object]:
    """The plate of a place, for templates."""
    floor = None if place.room is None else place.floor
    spoken = ", ".join(part for part in (floor_words(texts, floor), place.house) if part)
    return as_facts(Plate(place.short, spoken, storeys(floor, place.floors)))


def as_facts(made: Plate) -> Mapping[str, object]:
    """As templates take it."""
    return {"name": made.name, "spoken": made.spoken, "storeys": list(made.storeys)}


def storeys(floor: int | None, floors: Sequence[int]) -> Sequence[Storey]:
    """What is drawn, top first."""
    if floor is None:
        return _OUTSIDE
    known = floors or range(min(0, floor), max(5, floor) + 1)
    drawn = _section(sorted({*known, floor}, reverse=True), floor)
    return ["break" if one is None else "lit" if one == floor else "storey" for one in drawn]


def floor_words(texts: Texts, floor: int | None) -> str:
    """`3rd floor`, `basement 1`, or nothing."""
    if floor is None:
        return ""
    if floor == 0:
        return texts.say("floor.ground")
    if floor < 0:
        return texts.say("floor.basement", level=-floor)
    return texts.say(f"floor.{texts.dates.ordinal_form(floor)}", level=floor)


def _section(floors: Sequence[int], lit: int) -> Sequence[int | None]:
    """Which storeys are drawn; None is a break."""
    if len(floors) <= WHOLE:
        return floors
    at, last = floors.index(lit), len(floors) - 1
    if at <= 3:
        return [*floors[:5], None, floors[last]]
    if at >= last - 3:
        return [floors[0], None, *floors[last - 4 :]]
    return [floors[0], None, *floors[at - 1 : at + 2], None, floors[last]]
