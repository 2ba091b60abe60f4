"""The parts that letters about tickets and tasks share."""

import datetime as dt
from collections.abc import Mapping

from app.models import Priority
from app.notifications.texts import written

from .letter import Voice
from .plate import floor_words
from .reading import CommentFacts, Place

Value = Mapping[str, object]


def row(voice: Voice, key: str, value: str, *, late: bool = False) -> Value:
    """One line of the table of facts."""
    return {"label": voice.say(f"row.{key}"), "value": value, "late": late}


def due_row(voice: Voice, key: str, at: dt.datetime) -> Value:
    """By when; red once it is past."""
    value = voice.say("due", at=voice.clock.moment(at), ahead=voice.clock.ahead(at))
    return row(voice, key, value, late=at < voice.clock.now)


def priority(voice: Voice, rank: int) -> str:
    """`High`."""
    return voice.say(f"priority.{Priority(rank).word}")


def quoted(body: str, by: str) -> Value:
    """What somebody wrote, as HTML and as text."""
    return {"html": written.as_html(body), "text": written.as_text(body), "by": by}


def comment(voice: Voice, said: CommentFacts) -> Value:
    """A comment with its author."""
    key = "quote.internal" if said.internal else "quote.by"
    return quoted(said.body, voice.say(key, name=said.author, at=voice.clock.moment(said.at)))


def where(voice: Voice, place: Place) -> str:
    """`304, 3rd floor, Barmbeker Hof`: the plate for readers of text."""
    floor = floor_words(voice.texts, None if place.room is None else place.floor)
    return ", ".join(part for part in (place.room or "", floor, place.house) if part)


def first(name: str) -> str:
    """What a button has room for of a person's name."""
    return name.split(maxsplit=1)[0] if name.split() else name
