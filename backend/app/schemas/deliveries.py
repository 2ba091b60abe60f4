"""Deliveries in JSON: one notification to one person through one channel."""

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from app.models import AttemptOutcome, Channel, DeliveryState
from app.notifications.ledger_reading import DeliveryFilters
from app.schemas.base import Id, Instant, Line, ListQuery, Model, Named, Page, Path

Many = Field(default=[], max_length=100)


class DeliveredTicket(Model):
    """The ticket that it is about."""

    id: Id
    number: str


class Delivery(Model):
    """One notification through one channel, and what became of it."""

    id: Id
    at: Instant
    """When it was decided to tell the person."""
    kind: str
    channel: Channel
    state: DeliveryState
    reason: str | None
    """Why it is folded, skipped or dead."""
    attempts: int
    next_at: Instant | None
    """When it is looked at again; null once it is done."""
    sent_at: Instant | None
    delivered_at: Instant | None
    """When the provider said that it arrived."""
    address: str | None
    """Masked."""
    person: Named
    ticket: DeliveredTicket | None
    folded_into_id: Id | None
    """The delivery that tells it instead."""


class DeliveryAttempt(Model):
    """One try."""

    number: int
    started_at: Instant
    ended_at: Instant | None
    outcome: AttemptOutcome | None
    """Null: it is under way, or its process died."""
    error: str | None
    """The other side's own words."""


class DeliveryInFull(Delivery):
    """A delivery with every try."""

    attempts_made: list[DeliveryAttempt]
    message_id: str | None
    """The mail's own; the same for every try."""
    provider_id: str | None
    segments: int | None
    """How many SMS it took."""


class DeliveryPage(Page[Delivery]):
    """One page of deliveries, the newest first."""


class ChannelCounts(Model):
    """What a channel did since midnight UTC, and what stands there."""

    on_the_way: int
    sent_today: int
    folded_today: int
    skipped_today: int
    dead: int


class DeliveryCounts(Model):
    """How many there are: of what is on its way or dead all, of what is done those of today (UTC)."""

    by_state: dict[DeliveryState, int]
    by_channel: dict[Channel, ChannelCounts]


class DeliveryPath(Path):
    """Which delivery."""

    delivery_id: Id


class DeliveryQuery(ListQuery):
    """Which part of the ledger; the lists may be repeated."""

    state: list[DeliveryState] = Many
    channel: list[Channel] = Many
    user_id: list[Id] = Many
    ticket_id: list[Id] = Many
    since: Annotated[Instant | None, Field(alias="from")] = None
    """From this moment on."""
    until: Annotated[Instant | None, Field(alias="to")] = None
    """Until before this moment."""
    q: Annotated[str, Line(200)] | None = None
    """Part of a person's name or address, or the whole of a ticket's number, a message id or a provider's id."""

    def filters(self) -> DeliveryFilters:
        """As the ledger takes them."""
        return DeliveryFilters(self.state, self.channel, self.user_id, self.ticket_id, self.since, self.until, self.q)


class DeliveryReplay(Model):
    """Which dead deliveries are to be tried again: those named, or all of them (of one channel)."""

    ids: Annotated[list[Id], Field(min_length=1, max_length=1000)] | None = None
    state: Literal["dead"] | None = None
    channel: Channel | None = None

    @model_validator(mode="after")
    def _names_one_kind(self) -> Self:
        if (self.ids is None) == (self.state is None) or (self.ids is not None and self.channel is not None):
            raise PydanticCustomError("one_of", "Name `ids`, or `state` and perhaps `channel`.")
        return self


class Replayed(Model):
    """How many are tried again; what wasn't dead is not among them."""

    replayed: int
