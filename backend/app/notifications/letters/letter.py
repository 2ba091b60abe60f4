"""What a letter is before a template lays it out, and to whom it speaks."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from app.notifications.texts import Clock, Texts

EVERYTHING: Final = "all"
"""What a contact's link stops: they have no list of kinds to choose from."""

Values = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Addresses:
    """Where links lead. `base`: the installation, without a slash at its end. `follow`: the private link of a ticket,
    by its id and salt; `stop`: the one that ends mail of a kind, by person and kind."""

    base: str
    follow: Callable[[int, bytes], str]
    stop: Callable[[int, str], str]

    def app(self, path: str) -> str:
        """A page of the web app: `/tickets/7`."""
        return f"{self.base}/app{path}"


@dataclass(frozen=True, slots=True)
class Voice:
    """To whom a letter speaks: in which language, by which clock; `user_id` is theirs."""

    texts: Texts
    clock: Clock
    addresses: Addresses
    user_id: int
    name: str
    is_contact: bool = False
    is_guest: bool = False

    def say(self, key: str, **values: object) -> str:
        """A sentence."""
        return self.texts.say(key, **values)

    def or_else(self, key: str, otherwise: str) -> str:
        """The first of two sentences' names that the catalogue knows."""
        return key if self.texts.knows(key) else otherwise


@dataclass(frozen=True, slots=True)
class Link:
    """Something to press."""

    label: str
    url: str

    def as_value(self) -> Values:
        """As templates take it."""
        return {"label": self.label, "url": self.url}


@dataclass(frozen=True, slots=True)
class Letter:
    """`template` lays `values` out. `title` and `line` are all that a push or an SMS says; `url` is where it leads.

    `stops`: what the link at its foot ends; None: nobody can end it.
    """

    template: str
    values: Values
    title: str
    line: str
    url: str
    number: str | None = None
    stops: str | None = None


def framed(
    voice: Voice, subject: str, preheader: str, footer: str, links: Sequence[Link], values: Values
) -> Mapping[str, object]:
    """The values of every template, with its own."""
    frame: dict[str, object] = {
        "locale": voice.texts.locale,
        "subject": " ".join(subject.split()),
        "preheader": preheader,
        "footer": footer,
        "links": [link.as_value() for link in links],
        "person": {"name": voice.name},
    }
    return frame | dict(values)


def ways_out(voice: Voice, kind: str) -> Sequence[Link]:
    """How to change what is mailed: an account's preferences; for who has none, the end of it. Of several kinds there
    is a `+` between."""
    if voice.is_contact:
        return [Link(voice.say("guest.stop"), voice.addresses.stop(voice.user_id, EVERYTHING))]
    return [
        Link(voice.say("footer.manage"), voice.addresses.app("/profile")),
        Link(
            voice.say("footer.stop_many" if "+" in kind else "footer.stop"), voice.addresses.stop(voice.user_id, kind)
        ),
    ]
