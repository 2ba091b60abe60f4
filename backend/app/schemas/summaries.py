"""The daily summaries in JSON."""

from app.schemas.base import Day, Instant, ListQuery, Model, Page, Query


class SummaryRow(Model):
    """A day whose summary was sent."""

    day: Day
    due_at: Instant
    """The moment at which its figures were cut."""
    scheduled: bool
    """Whether it went out at its hour; else it was sent by hand only."""
    recipients: int
    """How many people were told."""
    sent: int
    """To how many of them a mail has gone out, by its own sending or a later one."""


class SummaryPage(Page[SummaryRow]):
    """One page of the days that were sent, the newest first."""


class SummaryQuery(ListQuery):
    """Which part of the list."""


class SummaryPreviewQuery(Query):
    """Which day."""

    day: Day | None = None
    """Left out: today, as it stands."""


class SummaryPreview(Model):
    """The mail of a day, about all properties."""

    day: Day
    subject: str
    html: str
    text: str


class SummarySend(Model):
    """Which day is to be sent."""

    day: Day | None = None
    """Left out: today, as it stands. A day that was sent keeps the figures that it was sent with."""


class SummarySent(Model):
    """What was sent."""

    day: Day
    recipients: int
    """How many people are told. Whoever has turned the summary off is none of them."""
