"""What the daily summary of one person says: plain values, with every text but the template's own already in words.

`as_facts` makes a dict of texts, numbers, lists and dicts of it: what the template `daily_summary` is given. A `path`
is an address within the web app (`/tickets/7`); the renderer puts the application's own address before it.
docs/reference/daily-summary.md defines each figure.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass


@dataclass(frozen=True, slots=True)
class Counts:
    """Tickets. `opened` and `resolved`: during the day. The others: as they stood at the day's end.

    `overdue`: active (open, in progress or on hold) and past their due time. `critical`: active, of that priority.
    """

    opened: int
    resolved: int
    open: int
    overdue: int
    critical: int


@dataclass(frozen=True, slots=True)
class Median:
    """A median time, and against the same weekday of last week.

    `seconds`, `before`: of the day and of last week's; None where there was nothing to measure. `words`: `11 min`,
    `5 h 10`, a dash without a value. `change`: `3 min faster`, `1 h 05 slower`, `as last week`, or empty where one of
    the two is missing. `is_slower`: to be shown in red.
    """

    seconds: int | None
    before: int | None
    words: str
    change: str
    is_slower: bool


@dataclass(frozen=True, slots=True)
class Plate:
    """Where something is, as the sign in front of it shows it.

    `room`: its name, or empty where it is of the whole property. `floor`: None where the room has none (a pool, a
    garden). `floor_words`: `basement`, `ground floor`, `2nd floor`, or empty. `floors`: those of the property's rooms,
    sorted upwards.
    """

    room: str
    floor: int | None
    floor_words: str
    floors: Sequence[int]
    property: str


@dataclass(frozen=True, slots=True)
class Oldest:
    """The active ticket that was reported first. `days`: since then, rounded down. `place`: `room 304`, `Lobby` or
    empty."""

    ticket_id: int
    number: str
    title: str
    place: str
    days: int
    path: str


@dataclass(frozen=True, slots=True)
class Bar:
    """Parts of a bar's whole width in percent, one decimal, together 100. The longest bar of the mail has no `rest`;
    all the others are drawn on its scale.

    `overdue`, `today` (due before the property's next midnight), `later` (due later, or not at all): of the active
    tickets.
    """

    overdue: float
    today: float
    later: float
    rest: float


@dataclass(frozen=True, slots=True)
class PropertyFigures:
    """One property's day. `city`: the last part of its address, or empty. `due_today`: active, due before its next
    midnight, and not overdue. `until`: the local time at which its figures were cut, `18:00`; `24:00` for a whole
    day."""

    id: int
    name: str
    city: str
    until: str
    counts: Counts
    due_today: int
    bar: Bar
    oldest: Oldest | None
    first_response: Median
    resolution: Median
    path: str


@dataclass(frozen=True, slots=True)
class DepartmentFigures:
    """One department over all properties of the recipient."""

    id: int
    name: str
    counts: Counts
    oldest: Oldest | None
    first_response: Median
    resolution: Median


@dataclass(frozen=True, slots=True)
class PersonFigures:
    """What somebody did that day. `resolved`: tickets. `completed`: tasks. `minutes`: noted on those tasks; `time` is
    that in words (`2 h 20`), empty for none."""

    id: int
    name: str
    resolved: int
    completed: int
    minutes: int
    time: str


@dataclass(frozen=True, slots=True)
class Decision:
    """Something that waits for a decision. `kind`: `no_manager`, `unassigned`, `critical_overdue`, `on_hold_past` or
    `reopened`. `title`: one sentence without a full stop. `text`: one or two more. `action`: what the button says,
    without an arrow."""

    kind: str
    title: str
    text: str
    action: str
    path: str
    plate: Plate


@dataclass(frozen=True, slots=True)
class Figures:
    """One person's summary of one day.

    `day`: ISO 8601. `weekday`: `Tuesday`. `date`: `Tuesday 12 May`. `until`: `18:00` where all properties were cut at
    the same local time, else empty (each property says its own). `compared_with`: `Tuesday 5 May`.

    `subject`: the news, such as `Tuesday: two things wait for you, 14 overdue`. `headline`: `Two things wait for you`,
    or `Nothing waits for you`. `intro`: two sentences. `preheader`: the figures in one line, for the list of an inbox.

    `decisions`: the most pressing ones; `further_decisions`: how many more there are. The first one's button is the
    mail's yellow one. `departments` and `people` are sorted, the busiest first; `people` are the ten who did most.
    """

    day: str
    weekday: str
    date: str
    until: str
    compared_with: str
    subject: str
    headline: str
    intro: str
    preheader: str
    totals: Counts
    decisions: Sequence[Decision]
    further_decisions: int
    properties: Sequence[PropertyFigures]
    departments: Sequence[DepartmentFigures]
    people: Sequence[PersonFigures]
    tickets_path: str
    preferences_path: str

    def as_facts(self) -> Mapping[str, object]:
        """The same as dicts and lists all the way down."""
        return asdict(self)
