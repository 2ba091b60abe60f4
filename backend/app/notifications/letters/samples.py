"""An invented house for previews: what a template is tried with, and the list of what it may use."""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Final
from zoneinfo import ZoneInfo

from app.notifications.texts import Clock, texts

from . import account, digest, guest, summary, task, ticket
from .account import OneTime
from .digest import Digest
from .letter import Addresses, Letter, Voice
from .reading import CommentFacts, Place, TaskFacts, TicketFacts
from .task import TaskNews
from .ticket import TicketNews

_ZONE: Final = ZoneInfo("Europe/Berlin")
NOW: Final = dt.datetime(2026, 5, 12, 12, 19, tzinfo=_ZONE)
PLACE: Final = Place(
    "304", 3, (-1, 0, 1, 2, 3, 4, 5), 1, "Barmbeker Hof", "BARH", "Fuhlsbüttler Straße 12, Hamburg", "Europe/Berlin"
)
TICKET: Final = TicketFacts(
    id=1042,
    number="BARH-1042",
    title="Tap in the bathroom drips, getting worse",
    description="It was slow yesterday, since this morning it is about **one drop a second** and there is a puddle.",
    status="open",
    priority=3,
    place=PLACE,
    reporter_id=7,
    reporter="Amélie Okonkwo-Lindqvist",
    assignee="Ingrid Sand",
    guest_reported=True,
    due_at=NOW + dt.timedelta(hours=1, minutes=26),
    answer_due_at=NOW + dt.timedelta(minutes=30),
    answered_at=None,
    on_hold_until=None,
    on_hold_reason=None,
    rating=None,
    created_at=NOW,
    follow_salt=b"sample",
)
COMMENT: Final = CommentFacts(
    "I have closed the valve, so it no longer drips. May I come in at **14:00** for ten minutes?\n\n"
    "- I bring the part\n- you need not be there",
    "Jonas Krüger",
    internal=False,
    at=NOW + dt.timedelta(minutes=12),
)
TASK: Final = TaskFacts(
    7, "Change the cartridge of the tap", "Part 38-112 is in the cellar.", "pending", 3, TICKET.due_at, PLACE
)


def voice(base: str, *, is_guest: bool = False) -> Voice:
    """To whom the samples speak."""
    english = texts("en")
    addresses = Addresses(
        base, lambda ticket_id, _salt: f"{ticket_id}-sample", lambda _user_id, _kind: f"{base}/unsubscribe/sample"
    )
    clock = Clock(english, _ZONE, NOW)
    name = "Amélie Okonkwo-Lindqvist" if is_guest else "Ingrid Sand"
    return Voice(english, clock, addresses, 7, name, is_contact=is_guest, is_guest=is_guest)


def letter(key: str, base: str) -> Letter:
    """A letter of that template."""
    return _SAMPLES[key](base)


def _ticket(base: str) -> Letter:
    return ticket.letter(voice(base), TicketNews("ticket_assigned", TICKET))


def _guest(base: str) -> Letter:
    begun = replace(TICKET, status="in_progress")
    return guest.letter(voice(base, is_guest=True), TicketNews("ticket_commented", begun, COMMENT.author, COMMENT))


def _task(base: str) -> Letter:
    return task.letter(voice(base), TaskNews("task_assigned", TASK, "Ingrid Sand", TICKET.number))


def _digest(base: str) -> Letter:
    speaking = voice(base)
    begun = replace(TICKET, status="in_progress")
    boiler = replace(
        TICKET, id=1051, number="BARH-1051", title="Boiler lost pressure again", priority=4,
        place=replace(PLACE, room="B-01", floor=-1),
    )  # fmt: skip
    news = [
        TicketNews("ticket_commented", begun, COMMENT.author, COMMENT),
        TicketNews("ticket_moved", begun, COMMENT.author, facts={"status": ["open", "in_progress"]}),
        TicketNews("ticket_created", boiler, "Tariq Haddad"),
    ]
    return digest.letter(speaking, Digest([ticket.letter(speaking, one) for one in news]))


def _summary(base: str) -> Letter:
    return summary.letter(voice(base), summary.Figures.model_validate(FIGURES))


def _invitation(base: str) -> Letter:
    return account.invitation(voice(base), _link(by="Ingrid Sand"))


def _verification(base: str) -> Letter:
    return account.verification(voice(base, is_guest=True), _link(ticket=TICKET))


def _test(base: str) -> Letter:
    return account.test(voice(base))


def _link(by: str | None = None, ticket: TicketFacts | None = None) -> OneTime:
    return OneTime("sample", NOW + dt.timedelta(days=3), by, ticket)


_SAMPLES: Final[Mapping[str, Callable[[str], Letter]]] = {
    "ticket": _ticket,
    "guest": _guest,
    "task": _task,
    "digest": _digest,
    "daily_summary": _summary,
    "invitation": _invitation,
    "verification": _verification,
    "test": _test,
}


def _median(words: str, change: str, *, is_slower: bool = False) -> Mapping[str, object]:
    return {"words": words, "change": change, "is_slower": is_slower}


def _counts(opened: int, resolved: int, is_open: int, overdue: int, critical: int) -> Mapping[str, int]:
    return {"opened": opened, "resolved": resolved, "open": is_open, "overdue": overdue, "critical": critical}


_SLOW: Final = _median("26 min", "8 min slower", is_slower=True)
_FLOORS: Final = [-1, 0, 1, 2, 3, 4, 5]
FIGURES: Final[Mapping[str, object]] = {
    "date": "Tuesday 12 May",
    "until": "18:00",
    "compared_with": "Tuesday 5 May",
    "subject": "Tuesday: two things wait for you, 13 overdue",
    "headline": "Two things wait for you",
    "intro": "A normal day in two properties: more solved than opened. Two more overdue than last Tuesday.",
    "preheader": "2 decisions. 47 opened, 49 resolved, 92 open, 13 overdue, 3 critical.",
    "totals": _counts(47, 49, 92, 13, 3),
    "decisions": [
        {
            "title": "Boiler: it has been overdue since Monday",
            "text": "Critical, 38 rooms have lukewarm water since 14:08.",
            "action": "Look at the boiler",
            "path": "/tickets/1051",
            "plate": {"room": "B-01", "floor": -1, "floor_words": "basement", "floors": _FLOORS,
                      "property": "Barmbeker Hof"},
        },
        {
            "title": "Housekeeping at Residenz Elbkai has no manager until Thursday",
            "text": "7 tickets have nobody.",
            "action": "Name a deputy",
            "path": "/tickets?assignee_id=none",
            "plate": {"room": "", "floor": None, "floor_words": "", "floors": [0, 1, 2], "property": "Residenz Elbkai"},
        },
    ],
    "further_decisions": 0,
    "properties": [
        {
            "name": "Barmbeker Hof", "city": "Hamburg", "until": "18:00", "counts": _counts(23, 27, 62, 6, 3),
            "due_today": 19, "bar": {"overdue": 9.7, "today": 30.6, "later": 59.7, "rest": 0},
            "oldest": {"title": "window frame", "place": "room 304", "days": 12},
            "first_response": _median("11 min", "3 min faster"),
            "resolution": _median("5 h 10", "52 min faster"),
            "path": "/tickets?property_id=1",
        },
        {
            "name": "Residenz Elbkai", "city": "Hamburg", "until": "18:00", "counts": _counts(24, 22, 30, 7, 0),
            "due_today": 8, "bar": {"overdue": 11.3, "today": 12.9, "later": 24.2, "rest": 51.6},
            "oldest": {"title": "shower tray", "place": "room 2.11", "days": 9},
            "first_response": _SLOW,
            "resolution": _median("7 h 40", "1 h 05 slower", is_slower=True),
            "path": "/tickets?property_id=2",
        },
    ],
    "departments": [
        {"name": "Engineering", "counts": _counts(20, 21, 48, 9, 3), "first_response": _SLOW,
         "resolution": _median("6 h 20", "40 min faster")},
        {"name": "Housekeeping", "counts": _counts(18, 19, 30, 4, 0),
         "first_response": _median("9 min", "as last week"), "resolution": _median("2 h 45", "10 min faster")},
    ],
    "people": [
        {"name": "Jonas Krüger", "resolved": 9, "completed": 11, "time": "6 h 20"},
        {"name": "Agnieszka Nowak", "resolved": 7, "completed": 8, "time": ""},
    ],
    "tickets_path": "/tickets",
    "preferences_path": "/profile",
}  # fmt: skip
