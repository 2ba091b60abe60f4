"""Who watches a ticket, and whom one can mention there, in JSON."""

from typing import Annotated

from app.schemas.base import Id, Line, Model, Named, Query


class Watchers(Model):
    """Who wants to be told of everything that happens to a ticket."""

    items: list[Named]
    """As far as the caller may know them, by name."""
    watching: bool
    """Whether the caller does."""


class Mentionable(Model):
    """Somebody who can be mentioned."""

    id: Id
    name: str
    role: str | None
    """The key of a built-in role."""


class MentionablePeople(Model):
    """Who can be mentioned."""

    items: list[Mentionable]
    """By name, twenty at most."""


class MentionableQuery(Query):
    """Who is looked for."""

    q: Annotated[str, Line(100)] | None = None
    """Parts of a name."""
    internal: bool = False
    """Only who sees staff notes there."""
