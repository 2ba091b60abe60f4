"""Which templates there are, what they may use, and which of them an administrator has replaced."""

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from sqlalchemy import Connection, select

from app.kept import Kept
from app.models import MailTemplate
from app.notifications.letters.letter import Letter
from app.notifications.templates import sandbox
from app.notifications.templates.sandbox import Unusable

log = logging.getLogger(__name__)

KEYS: Final = ("ticket", "guest", "task", "digest", "daily_summary", "invitation", "verification", "test")
PARTS: Final = ("subject", "html", "text")
_FILES: Final = {"subject": "subject", "html": "html", "text": "txt"}
LONGEST_SUBJECT: Final = 400


@dataclass(frozen=True, slots=True)
class Mail:
    """A mail's three parts: templates, or what they became."""

    subject: str
    html: str
    text: str

    def part(self, name: str) -> str:
        """One of `PARTS`."""
        return {"subject": self.subject, "html": self.html, "text": self.text}[name]


class UnusablePart(Exception):
    """One part of a template can't be used. `part`: `subject`, `html` or `text`; `line`: of its source, from 1."""

    def __init__(self, part: str, cause: Unusable) -> None:
        super().__init__(f"{part}, line {cause.line}: {cause.why}")
        self.part = part
        self.line = cause.line
        self.why = cause.why


def built_in(key: str) -> Mail:
    """The product's own templates."""
    return Mail(**{part: sandbox.read(f"{key}.{_FILES[part]}") for part in PARTS})


def customised(connection: Connection, key: str) -> Mail | None:
    """What an administrator wrote instead, at most two seconds ago; None: nothing."""
    return _own.get(key, lambda: _customised(connection, key))


def forget(key: str) -> None:
    """What was written instead of this template has changed."""
    _own.forget(key)


def render(templates: Mail, values: Mapping[str, object]) -> Mail:
    """The templates with these values; `UnusablePart` where one can't be used."""
    made: dict[str, str] = {}
    for part in PARTS:
        try:
            made[part] = sandbox.render(templates.part(part), values, is_html=part == "html")
        except Unusable as error:
            raise UnusablePart(part, error) from error
    subject = " ".join(made["subject"].split())
    return Mail(subject[:LONGEST_SUBJECT], made["html"], made["text"].strip() + "\n")


def mail(connection: Connection, letter: Letter) -> Mail:
    """A letter as mail. An administrator's template that fails now is passed over: the mail goes out all the same."""
    own = customised(connection, letter.template)
    if own is not None:
        try:
            return render(own, letter.values)
        except UnusablePart as error:
            log.warning("The template %s of this installation fails, the built-in one is used: %s",
                        letter.template, error)  # fmt: skip
    return render(_kept(letter.template), letter.values)


_known: Final[dict[str, Mail]] = {}
_own: Final[Kept[Mail | None]] = Kept()


def _customised(connection: Connection, key: str) -> Mail | None:
    columns = (MailTemplate.subject, MailTemplate.html, MailTemplate.text)
    row = connection.execute(select(*columns).where(MailTemplate.key == key)).mappings().one_or_none()
    return None if row is None else Mail(**row)


def _kept(key: str) -> Mail:
    if key not in _known:
        _known[key] = built_in(key)
    return _known[key]
