"""The digest: many messages in one letter, a block a ticket."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from .letter import EVERYTHING, Letter, Link, Voice, framed, ways_out

LINES_A_TICKET: Final = 5
TICKETS: Final = 30


@dataclass(frozen=True, slots=True)
class Digest:
    """The letters that would have been sent, the newest first; `untold` more are older. `is_guard`: nobody asked for
    the digest."""

    letters: Sequence[Letter]
    untold: int = 0
    is_guard: bool = False


def letter(voice: Voice, digest: Digest) -> Letter:
    """The letter; one without news says so."""
    count = len(digest.letters) + digest.untold
    by_url = _by_url(digest.letters)
    shown = list(by_url.items())[:TICKETS]
    beyond = count - sum(len(letters) for _, letters in shown)
    url = voice.addresses.base if voice.is_contact else voice.addresses.app("/notifications")
    if count:
        first = digest.letters[0].title
        heading, subject = (
            voice.say("digest.heading", count=count),
            voice.say("digest.subject", count=count, first=first),
        )
        lead = voice.say("digest.lead_guard" if digest.is_guard else "digest.lead")
    else:
        heading = subject = voice.say("digest.subject_empty")
        lead = voice.say("digest.empty")
    line = "; ".join(one.title for one in digest.letters[:3])
    content = {
        "heading": heading,
        "lead": lead,
        "items": [_block(voice, url, letters) for url, letters in shown],
        "beyond": voice.say("digest.beyond", count=beyond) if beyond else "",
        "button": Link(voice.say("digest.button"), _own_page(digest, url)).as_value(),
    }
    ends = EVERYTHING if voice.is_contact else "+".join(sorted({one.stops for one in digest.letters if one.stops}))
    frame = framed(voice, subject, line, voice.say("digest.footer"), ways_out(voice, ends), content)
    return Letter("digest", frame, subject, line, url, None, ends)


def _own_page(digest: Digest, otherwise: str) -> str:
    """Where all is about one thing, straight there."""
    urls = {one.url for one in digest.letters}
    return urls.pop() if len(urls) == 1 else otherwise


def _by_url(letters: Sequence[Letter]) -> Mapping[str, Sequence[Letter]]:
    by_url: dict[str, list[Letter]] = {}
    for one in letters:
        by_url.setdefault(one.url, []).append(one)
    return by_url


def _block(voice: Voice, url: str, letters: Sequence[Letter]) -> Mapping[str, object]:
    lines = [one.line for one in letters[:LINES_A_TICKET]]
    if len(letters) > LINES_A_TICKET:
        lines.append(voice.say("digest.more", count=len(letters) - LINES_A_TICKET))
    first = letters[0]
    return {
        "plate": first.values.get("plate"),
        "title": first.values.get("heading") if first.template != "guest" else first.title,
        "number": first.number or "",
        "url": url,
        "lines": lines,
    }
