"""The history in JSON."""

from typing import Annotated

from pydantic import Field, StringConstraints

from app.schemas.base import Id, Instant, Line, ListQuery, Model, Named, Page
from app.services.history import HistoryFilters

Word = Annotated[str, StringConstraints(max_length=60, pattern=r"^[a-z_.]+$")]


class HistoryEntry(Model):
    """One thing that happened."""

    id: Id
    at: Instant
    actor: Named | None
    """Who did it; null: the system itself, or somebody who isn't signed in."""
    entity_type: str
    """`ticket`, `task`, `room`, `user` …"""
    entity_id: int
    ticket_id: Id | None
    property_id: Id | None
    action: str
    """Such as `ticket.assigned`."""
    changes: dict[str, object]
    """Field and its values `[before, after]`."""
    reason: dict[str, object] | None
    """Why, where a rule chose or a person said."""
    request_id: str | None
    ip: str | None


class HistoryPage(Page[HistoryEntry]):
    """One page of the history, newest first."""


class HistoryQuery(ListQuery):
    """Which part of the history; the lists may be repeated."""

    entity_type: list[Word] = Field(default_factory=list[Word], max_length=100)
    entity_id: list[Id] = Field(default_factory=list[Id], max_length=100)
    actor_id: list[Id] = Field(default_factory=list[Id], max_length=100)
    action: list[Word] = Field(default_factory=list[Word], max_length=100)
    since: Annotated[Instant | None, Field(alias="from")] = None
    """From this moment on."""
    until: Annotated[Instant | None, Field(alias="to")] = None
    """Until before this moment."""
    q: Annotated[str, Line(200)] | None = None
    """Part of a person's name or address, or the whole of a ticket's number, an action, a request id, an IP address."""

    def filters(self) -> HistoryFilters:
        """As services take it."""
        return HistoryFilters(
            self.entity_type, self.entity_id, self.actor_id, self.action, self.since, self.until, self.q
        )
