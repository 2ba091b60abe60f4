"""Letters about a ticket to those who work on it: managers, staff, and whoever watches."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from pydantic import TypeAdapter

from app.models import ACTIVE
from app.notifications.texts import written

from . import parts
from .letter import Letter, Link, Voice, framed, ways_out
from .plate import plate
from .reading import CommentFacts, TicketFacts

_TELLS_THE_REPORT: Final = frozenset({"ticket_created", "ticket_assigned", "ticket_critical", "ticket_unassigned"})
_BUTTONS: Final = {"ticket_assigned": "button.assign", "ticket_unassigned": "button.take"}

_ITEMS: Final = TypeAdapter(list[object])

Facts = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class TicketNews:
    """What happened: its kind, to which ticket, who did it (None: the system), and what was written."""

    kind: str
    ticket: TicketFacts
    by: str | None = None
    comment: CommentFacts | None = None
    facts: Facts | None = None


def letter(voice: Voice, news: TicketNews) -> Letter:
    """The letter."""
    ticket, key = news.ticket, news.kind if voice.texts.knows(f"staff.{news.kind}.news") else "other"
    values = _words(voice, news)
    short = voice.say(_news_key(news, key), **values)
    sentence = f"{voice.say(_sentence_key(news, key), **values)} {_reason(voice, news)}".strip()
    subject = voice.say("subject.staff", place=ticket.place.short, title=ticket.title, news=short)
    url = voice.addresses.app(f"/tickets/{ticket.id}")
    footer = voice.say(
        "footer.staff",
        property=ticket.place.house,
        why=voice.say(f"staff.{key}.why", property=ticket.place.house),
    )
    quote = _quote(voice, news)
    content = {
        "plate": plate(voice.texts, ticket.place),
        "place": parts.where(voice, ticket.place),
        "kicker": voice.say("kicker.staff", number=ticket.number, news=short),
        "heading": ticket.title,
        "lead": sentence,
        "quote": quote,
        "rows": list(_rows(voice, ticket)),
        "button": _button(voice, news, url).as_value(),
        "notes": [],
        "ticket": _plain(voice, ticket),
    }
    line = f"{sentence} {written.excerpt(news.comment.body)}" if news.comment else sentence
    frame = framed(voice, subject, line, footer, ways_out(voice, news.kind), content)
    title = voice.say("short.staff", place=ticket.place.short, title=ticket.title)
    return Letter("ticket", frame, title, line, url, ticket.number, news.kind)


def _words(voice: Voice, news: TicketNews) -> dict[str, object]:
    ticket = news.ticket
    return {
        "actor": news.by or voice.say("system"),
        "property": ticket.place.house,
        "status": voice.say(f"status.{_status(voice, news)}").lower(),
        "rating": ticket.rating,
        "due": voice.clock.moment(ticket.due_at) if ticket.due_at else "",
    }


def _status(voice: Voice, news: TicketNews) -> str:
    """Where it was moved to; where that is not known, where it is."""
    moved = (news.facts or {}).get("status")
    to = _ITEMS.validate_python(moved)[-1] if isinstance(moved, list) and moved else None
    return to if isinstance(to, str) and voice.texts.knows(f"status.{to}") else news.ticket.status


def _reason(voice: Voice, news: TicketNews) -> str:
    """What a person gave as the reason, as a sentence."""
    reason = (news.facts or {}).get("reason")
    return voice.say("staff.reason", reason=reason) if isinstance(reason, str) and reason else ""


def _news_key(news: TicketNews, key: str) -> str:
    if key == "ticket_assigned" and news.ticket.due_at is not None:
        return "staff.ticket_assigned.news_due"
    if key == "ticket_rated" and news.ticket.rating is not None:
        return "staff.ticket_rated.news_value"
    return f"staff.{key}.news"


def _sentence_key(news: TicketNews, key: str) -> str:
    if key == "ticket_assigned" and news.by is not None:
        reported = news.by == news.ticket.reporter  # who reports gives it to nobody: the rules of assignment do
        return f"staff.ticket_assigned.sentence_{'reported' if reported else 'by'}"
    if key == "ticket_rated" and news.ticket.rating is not None:
        return "staff.ticket_rated.sentence_value"
    return f"staff.{key}.sentence"


def _quote(voice: Voice, news: TicketNews) -> parts.Value | None:
    if news.comment is not None:
        return parts.comment(voice, news.comment)
    ticket = news.ticket
    if news.kind not in _TELLS_THE_REPORT or not ticket.description.strip():
        return None
    by = voice.say("quote.by", name=ticket.reporter, at=voice.clock.moment(ticket.created_at))
    return parts.quoted(ticket.description, by)


def _rows(voice: Voice, ticket: TicketFacts) -> Iterator[parts.Value]:
    if ticket.status in ACTIVE:
        if ticket.answer_due_at is not None and ticket.answered_at is None:
            yield parts.due_row(voice, "answer_by", ticket.answer_due_at)
        if ticket.due_at is not None:
            yield parts.due_row(voice, "solve_by", ticket.due_at)
    yield parts.row(voice, "priority", parts.priority(voice, ticket.priority))
    yield parts.row(voice, "status", voice.say(f"status.{ticket.status}"))
    if ticket.on_hold_until is not None and ticket.status == "on_hold":
        yield parts.row(voice, "looks_again", voice.clock.moment(ticket.on_hold_until))
    yield parts.row(voice, "assignee", ticket.assignee or voice.say("nobody"))
    yield parts.row(voice, "reporter", ticket.reporter)


def _button(voice: Voice, news: TicketNews, url: str) -> Link:
    if news.comment is not None:
        return Link(voice.say("button.answer", name=parts.first(news.comment.author)), url)
    return Link(voice.say(_BUTTONS.get(news.kind, "button.ticket")), url)


def _plain(voice: Voice, ticket: TicketFacts) -> parts.Value:
    """The ticket itself, for those who write templates of their own."""
    return {
        "number": ticket.number,
        "title": ticket.title,
        "status": voice.say(f"status.{ticket.status}"),
        "priority": parts.priority(voice, ticket.priority),
        "property": ticket.place.house,
        "room": ticket.place.room or "",
    }
