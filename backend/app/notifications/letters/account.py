"""Letters about an account or an address: an invitation, a confirmation, a test."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from .guest import where
from .letter import Letter, Link, Voice, framed
from .reading import TicketFacts


@dataclass(frozen=True, slots=True)
class OneTime:
    """A one-time link: its token, and until when it works. `by`: who invites. `ticket`: whose follower is asked."""

    token: str
    until: dt.datetime
    by: str | None = None
    ticket: TicketFacts | None = None


@dataclass(frozen=True, slots=True)
class _Said:
    """What one of these letters says beyond what the catalogue has for its template."""

    lead: str
    url: str
    notes: Sequence[str] = ()
    footer: str | None = None
    subject: str | None = None
    second: Link | None = None


def invitation(voice: Voice, link: OneTime) -> Letter:
    """Choose a password."""
    url = voice.addresses.app(f"/invitations/{link.token}")
    lead = voice.say("invitation.lead", actor=link.by) if link.by else voice.say("invitation.lead_plain")
    return _letter(voice, "invitation", _Said(lead, url, [_until(voice, "invitation", link)]))


def verification(voice: Voice, link: OneTime) -> Letter:
    """Confirm an address. Whoever reported without an account gets the link to their report with it."""
    url, notes = voice.addresses.app(f"/email-verifications/{link.token}"), [_until(voice, "verification", link)]
    if link.ticket is None:
        footer = voice.say("verification.footer", property=voice.say("verification.somewhere"))
        return _letter(voice, "verification", _Said(voice.say("verification.lead"), url, notes, footer))
    footer = voice.say("verification.footer", property=link.ticket.place.house)
    subject = voice.say("verification.subject_guest", title=link.ticket.title)
    second = Link(voice.say("guest.button"), where(voice, link.ticket))
    said = _Said(voice.say("verification.lead_guest"), url, notes, footer, subject, second)
    return _letter(voice, "verification", said)


def test(voice: Voice) -> Letter:
    """Mail works."""
    lead = voice.say("test.lead", at=voice.clock.moment(voice.clock.now))
    return _letter(voice, "test", _Said(lead, voice.addresses.app("/system/email")))


def _until(voice: Voice, template: str, link: OneTime) -> str:
    return voice.say(f"{template}.until", until=voice.clock.moment(link.until))


def _letter(voice: Voice, template: str, said: _Said) -> Letter:
    subject = said.subject or voice.say(f"{template}.subject")
    content = {
        "heading": voice.say(f"{template}.heading", name=voice.name),
        "lead": said.lead,
        "button": Link(voice.say(f"{template}.button"), said.url).as_value(),
        "second": None if said.second is None else said.second.as_value(),
        "notes": list(said.notes),
    }
    footer = said.footer or voice.say(f"{template}.footer")
    frame = framed(voice, subject, voice.say(f"{template}.preheader"), footer, [], content)
    return Letter(template, frame, subject, said.lead, said.url)
