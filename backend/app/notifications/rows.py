"""The two rows of a message as the engine and the channels' texts see them: plain values, never ORM objects."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from app.models import Channel

from .kinds import Kind


@dataclass(frozen=True, slots=True)
class NotificationRow:
    """What one person is told of one cause (table `notifications`). `actor_name`: as it is now."""

    id: int
    user_id: int
    cause: str
    kind: Kind
    ticket_id: int | None
    task_id: int | None
    comment_id: int | None
    actor_id: int | None
    actor_name: str | None
    internal: bool
    facts: Mapping[str, object]
    happened_at: dt.datetime


@dataclass(frozen=True, slots=True)
class DeliveryRow:
    """One notification through one channel (table `deliveries`). `address` is the one of now; a push has none."""

    id: int
    notification_id: int
    channel: Channel
    user_id: int
    ticket_id: int | None
    address: str | None
    message_id: str | None
    attempts: int
    created_at: dt.datetime


class Withdrawn(Exception):
    """Raised by whoever renders a message: it is no longer to be told. `reason` is a word for the ledger."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason
