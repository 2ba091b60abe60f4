"""The daily summary: the figures of `app.reports.daily_summary`, laid out to be read in a minute."""

from collections.abc import Mapping, Sequence
from typing import Final

from pydantic import BaseModel

from . import plate as plates
from .letter import Letter, Link, Voice, framed
from .plate import Plate

KIND: Final = "daily_summary"
NOT_MEASURED: Final = "\N{EN DASH}"
_COLOURS: Final = {"overdue": ("late", "#B3261E"), "today": ("today", "#474F55"), "later": ("later", "#A9B0B5")}
_WORDS: Final = (
    "decide", "by_property", "by_department", "who", "opened", "resolved", "open", "overdue", "critical",
    "first_answer", "solved_in", "department", "person", "tickets", "tasks", "time", "bars",
)  # fmt: skip

MOST_PROPERTIES: Final = 30
"""What a minute has room for; a mail of hundreds would be cut off by those who receive it."""

Value = Mapping[str, object]


class _Counts(BaseModel):
    opened: int
    resolved: int
    open: int
    overdue: int
    critical: int


class _Median(BaseModel):
    words: str
    change: str
    is_slower: bool


class _Oldest(BaseModel):
    title: str
    place: str
    days: int


class _Bar(BaseModel):
    overdue: float
    today: float
    later: float
    rest: float


class _Property(BaseModel):
    name: str
    city: str
    until: str
    counts: _Counts
    due_today: int
    bar: _Bar
    oldest: _Oldest | None
    first_response: _Median
    resolution: _Median
    path: str


class _Department(BaseModel):
    name: str
    counts: _Counts
    first_response: _Median
    resolution: _Median


class _Person(BaseModel):
    name: str
    resolved: int
    completed: int
    time: str


class _Place(BaseModel):
    room: str
    floor: int | None
    floor_words: str
    floors: Sequence[int]
    property: str


class _Decision(BaseModel):
    title: str
    text: str
    action: str
    path: str
    plate: _Place


class Figures(BaseModel):
    """What of the figures the letter shows; `reports/daily_summary/figures.py` says what each is."""

    date: str
    until: str
    compared_with: str
    subject: str
    headline: str
    intro: str
    preheader: str
    totals: _Counts
    decisions: Sequence[_Decision]
    further_decisions: int
    properties: Sequence[_Property]
    departments: Sequence[_Department]
    people: Sequence[_Person]
    tickets_path: str
    preferences_path: str


def letter(voice: Voice, figures: Figures) -> Letter:
    """The letter."""
    url = voice.addresses.app(figures.tickets_path)
    further = figures.further_decisions
    shown = _shown(figures.properties)
    others = len(figures.properties) - len(shown)
    content = {
        "kicker": voice.say("summary.until", date=figures.date, until=figures.until) if figures.until else figures.date,
        "headline": figures.headline,
        "intro": figures.intro,
        "totals": figures.totals.model_dump(),
        "decisions": [_decision(voice, one) for one in figures.decisions],
        "further": voice.say("summary.further", count=further) if further else "",
        "properties": [_property(voice, one, says_until=not figures.until) for one in shown],
        "others": voice.say("summary.others", count=others) if others else "",
        "departments": [_department(voice, one) for one in figures.departments],
        "people": [one.model_dump() for one in figures.people],
        "words": {word: voice.say(f"summary.{word}") for word in _WORDS},
        "button": Link(voice.say("summary.button"), url).as_value(),
    }
    links = [Link(voice.say("summary.manage"), voice.addresses.app(figures.preferences_path))]
    footer = voice.say("summary.footer", compared_with=figures.compared_with)
    frame = framed(voice, figures.subject, figures.preheader, footer, links, content)
    return Letter("daily_summary", frame, figures.subject, figures.preheader, url, None, KIND)


def _shown(properties: Sequence[_Property]) -> Sequence[_Property]:
    """Those where most is overdue, critical and open, in the order given."""

    def weight(one: _Property) -> tuple[int, int, int]:
        return one.counts.overdue, one.counts.critical, one.counts.open

    heaviest = sorted(properties, key=weight, reverse=True)[:MOST_PROPERTIES]
    names = {one.path for one in heaviest}
    return [one for one in properties if one.path in names]


def _decision(voice: Voice, one: _Decision) -> Value:
    spoken = ", ".join(part for part in (one.plate.floor_words, one.plate.property) if part)
    floor = one.plate.floor if one.plate.room else None
    drawn = Plate(one.plate.room or one.plate.property, spoken, plates.storeys(floor, one.plate.floors))
    return {
        "plate": plates.as_facts(drawn),
        "title": one.title,
        "text": one.text,
        "button": Link(one.action, voice.addresses.app(one.path)).as_value(),
    }


def _property(voice: Voice, one: _Property, *, says_until: bool) -> Value:
    counts = one.counts
    figures = [
        {"value": value, "words": voice.say(f"summary.{name}"), "late": name in ("overdue", "critical") and value > 0}
        for name, value in counts.model_dump().items()
    ]
    later = max(0, counts.open - counts.overdue - one.due_today)
    return {
        "name": one.name,
        "city": one.city,
        "url": voice.addresses.app(one.path),
        "figures": figures,
        "bar": [_part(name, width) for name, width in one.bar.model_dump().items()],
        "bar_words": voice.say("summary.bar", overdue=counts.overdue, today=one.due_today, later=later),
        "lines": _lines(voice, one, says_until=says_until),
    }


def _part(name: str, width: float) -> Value:
    shown, colour = _COLOURS.get(name, ("", ""))
    return {"name": shown, "width": width, "colour": colour}


def _lines(voice: Voice, one: _Property, *, says_until: bool) -> list[str]:
    said: list[str] = []
    if one.oldest is not None:
        key = "summary.oldest_words" if one.oldest.place else "summary.oldest_words_alone"
        age = voice.say("summary.age" if one.oldest.days else "summary.age_new", days=one.oldest.days)
        words = voice.say(key, age=age, place=one.oldest.place, title=one.oldest.title)
        said.append(f"{voice.say('summary.oldest')} {words}.")
    if one.first_response.words != NOT_MEASURED:
        said.append(f"{voice.say('summary.first_answer')} {_median(one.first_response)}.")
    if one.resolution.words != NOT_MEASURED:
        said.append(f"{voice.say('summary.solved_in')} {_median(one.resolution)}.")
    if says_until:
        said.append(voice.say("summary.until_property", until=one.until))
    return [" ".join(said)] if said else []


def _median(one: _Median) -> str:
    """On one line: `5 h 10 (52 min faster)`."""
    words = f"{one.words} ({one.change})" if one.change else one.words
    return words.replace(" ", "\N{NO-BREAK SPACE}")


def _department(voice: Voice, one: _Department) -> Value:
    overdue = one.counts.overdue
    return {
        "name": one.name,
        "open": voice.say("summary.open_count", count=one.counts.open),
        "overdue": voice.say("summary.overdue_count", count=overdue) if overdue else "",
        "first_response": one.first_response.model_dump(),
        "resolution": one.resolution.model_dump(),
    }
