"""The templates of mail in JSON."""

from typing import Annotated

from pydantic import Field

from app.schemas.base import Instant, Model, Page, Path

Source = Annotated[str, Field(min_length=1, max_length=100_000)]


class MailTemplateSummary(Model):
    """A template in the list."""

    key: str
    name: str
    about: str
    """When it is used."""
    customised: bool
    updated_at: Instant | None
    """When it was last changed here; null: it is the product's own."""


class MailTemplatePage(Page[MailTemplateSummary]):
    """All templates."""


class Variable(Model):
    """Something that a template may use."""

    name: str
    """`button.url`; `rows[].label` for the parts of a list."""
    about: str
    example: str


class MailTemplate(MailTemplateSummary):
    """A template with its three parts, in Jinja2."""

    subject: str
    html: str
    text: str
    variables: list[Variable]
    version: int


class MailParts(Model):
    """The three parts of a mail: as templates, or as what they become."""

    subject: Annotated[str, Field(min_length=1, max_length=1000)]
    html: Source
    text: Source


class RenderedMail(Model):
    """A mail as it would be sent."""

    subject: str
    html: str
    text: str


class TemplatePath(Path):
    """A template."""

    key: Annotated[str, Field(pattern=r"^[a-z_]{1,40}$")]
