"""Letters about a ticket to the guest who reported it: what is public, and what comes next."""

from collections.abc import Iterator
from typing import Final

from app.models import TicketStatus
from app.notifications.texts import written

from . import parts
from .letter import EVERYTHING, Letter, Link, Voice, framed, ways_out
from .plate import plate
from .reading import TicketFacts
from .ticket import TicketNews

_WITH_NAME: Final = (TicketStatus.IN_PROGRESS, TicketStatus.RESOLVED)


def letter(voice: Voice, news: TicketNews) -> Letter:
    """The letter."""
    ticket = news.ticket
    key = _key(news)
    words = {
        "actor": news.by or voice.say("somebody"),
        "name": news.by or "",
        "until": voice.clock.moment(ticket.on_hold_until) if ticket.on_hold_until else "",
    }
    heading = voice.say(f"guest.{key}.news", **words)
    lead = voice.say(f"guest.{key}.lead", **words)
    if ticket.status == TicketStatus.ON_HOLD and ticket.on_hold_reason and news.comment is None:
        lead = f"{lead} {voice.say('guest.reason', reason=ticket.on_hold_reason)}"
    url = where(voice, ticket)
    quote = parts.comment(voice, news.comment) if news.comment and not news.comment.internal else None
    content = {
        "plate": plate(voice.texts, ticket.place),
        "place": parts.where(voice, ticket.place),
        "kicker": voice.say("guest.kicker", at=voice.clock.moment(ticket.created_at)),
        "heading": heading,
        "lead": lead,
        "quote": quote,
        "steps": list(_steps(voice, news)),
        "button": _button(voice, news, url).as_value(),
        "notes": [voice.say("guest.no_account")] if voice.is_contact else [],
        "ticket": {"number": ticket.number, "title": ticket.title, "status": voice.say(f"status.{ticket.status}")},
    }
    line = (
        f"{heading}: {written.excerpt(news.comment.body)}" if quote and news.comment else f"{heading}. {lead}".strip()
    )
    subject = voice.say("guest.subject", news=heading, title=ticket.title)
    footer = voice.say("guest.footer", property=_house(ticket))
    frame = framed(voice, subject, lead or line, footer, ways_out(voice, news.kind), content)
    return Letter("guest", frame, subject, line, url, ticket.number, EVERYTHING if voice.is_contact else news.kind)


def where(voice: Voice, ticket: TicketFacts) -> str:
    """The page on which this guest sees the ticket: without an account, the private link."""
    if not voice.is_contact:
        return voice.addresses.app(f"/tickets/{ticket.id}")
    if ticket.follow_salt is None:
        return voice.addresses.base
    return voice.addresses.app(f"/f/{voice.addresses.follow(ticket.id, ticket.follow_salt)}")


def _house(ticket: TicketFacts) -> str:
    return ", ".join(part for part in (ticket.place.house, ticket.place.address.replace("\n", ", ")) if part)


def _key(news: TicketNews) -> str:
    """Which sentences: by what happened, for a move by where the ticket stands now."""
    if news.comment is not None:
        return "commented"
    if news.kind == "ticket_created":
        return "created"
    status = news.ticket.status
    if status == TicketStatus.ON_HOLD and news.ticket.on_hold_until is not None:
        return "moved.on_hold_until"
    return f"moved.{status}_who" if status in _WITH_NAME and news.by else f"moved.{status}"


def _steps(voice: Voice, news: TicketNews) -> Iterator[parts.Value]:
    """The way of the report: what was, where it stands, what comes."""
    ticket = news.ticket
    yield _step("done", voice.say("guest.step.told"), voice.clock.moment(ticket.created_at))
    if ticket.status == TicketStatus.CANCELLED:
        yield _step("done", voice.say("guest.step.cancelled"))
        return
    is_over = ticket.status in (TicketStatus.RESOLVED, TicketStatus.CLOSED)
    yield _step("done" if is_over else "now", _doing(voice, news))
    if ticket.status == TicketStatus.CLOSED:
        yield _step("done", voice.say("guest.step.done"))
    elif ticket.status == TicketStatus.RESOLVED:
        yield _step("now", voice.say("guest.step.check_now"))
    else:
        yield _step("next", voice.say("guest.step.check"), voice.say("guest.step.then"))


def _step(state: str, text: str, note: str = "") -> parts.Value:
    return {"state": state, "text": text, "note": note}


def _doing(voice: Voice, news: TicketNews) -> str:
    status, moved = news.ticket.status, news.kind == "ticket_moved"
    worker = (news.by if moved else None) or news.ticket.assignee
    if status == TicketStatus.ON_HOLD:
        return voice.say("guest.step.waits")
    if worker is None:
        return voice.say("guest.step.chosen")
    if status == TicketStatus.OPEN:
        return voice.say("guest.step.has", name=news.ticket.assignee or worker)
    return voice.say("guest.step.working" if status == TicketStatus.IN_PROGRESS else "guest.step.worked", name=worker)


def _button(voice: Voice, news: TicketNews, url: str) -> Link:
    if news.comment is not None:
        return Link(voice.say("guest.button_answer", name=parts.first(news.comment.author)), url)
    checks = news.ticket.status == TicketStatus.RESOLVED
    return Link(voice.say("guest.button_check" if checks else "guest.button"), url)
