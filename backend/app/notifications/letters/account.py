"""Letters about an account or an address: an invitation, a confirmation, a test."""

import datetime as dt
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


def invitation(voice: Voice, link: OneTime) -> Letter:
    """Choose a password."""
    url = voice.addresses.app(f"/invitations/{link.token}")
    lead = voice.say("invitation.lead", actor=link.by) if link.by else voice.say("invitation.lead_plain")
    return _plain(voice, "invitation", lead, url, [_until(voice, "invitation", link)], voice.say("invitation.footer"))


def verification(voice: Voice, link: OneTime) -> Letter:
    """Confirm an address. Whoever reported without an account gets the link to their report with it."""
    url = voice.addresses.app(f"/email-verifications/{link.token}")
    notes = [_until(voice, "verification", link)]
    place = voice.say("verification.somewhere") if link.ticket is None else link.ticket.place.house
    footer = voice.say("verification.footer", property=place)
    if link.ticket is None:
        return _plain(voice, "verification", voice.say("verification.lead"), url, notes, footer)
    notes.insert(0, voice.say("verification.follow", url=where(voice, link.ticket)))
    subject = voice.say("verification.subject_guest", title=link.ticket.title)
    return _plain(voice, "verification", voice.say("verification.lead_guest"), url, notes, footer, subject)


def test(voice: Voice) -> Letter:
    """Mail works."""
    lead = voice.say("test.lead", at=voice.clock.moment(voice.clock.now))
    return _plain(voice, "test", lead, voice.addresses.app("/system/email"), [], voice.say("test.footer"))


def _until(voice: Voice, template: str, link: OneTime) -> str:
    return voice.say(f"{template}.until", until=voice.clock.moment(link.until))


def _plain(
    voice: Voice, template: str, lead: str, url: str, notes: list[str], footer: str, subject: str | None = None
) -> Letter:
    subject = subject or voice.say(f"{template}.subject")
    content = {
        "heading": voice.say(f"{template}.heading", name=voice.name),
        "lead": lead,
        "button": Link(voice.say(f"{template}.button"), url).as_value(),
        "notes": notes,
    }
    frame = framed(voice, subject, voice.say(f"{template}.preheader"), footer, [], content)
    return Letter(template, frame, subject, lead, url)
