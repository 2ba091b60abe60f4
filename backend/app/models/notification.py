"""What people are told, through which channels, and what became of it: the ledger of deliveries."""

import datetime as dt
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, Integer, Time, text
from sqlalchemy.orm import Mapped, mapped_column

from .base import Base, Created, Document, Key, Moment, Version, one_of


class Channel(StrEnum):
    """A way to reach a person."""

    IN_APP = "in_app"
    EMAIL = "email"
    SMS = "sms"
    WEB_PUSH = "web_push"
    MOBILE_PUSH = "mobile_push"


class DeliveryState(StrEnum):
    """Where a delivery is. The first three are on their way; the others are final.

    `waiting`: until `next_at`. `queued`: a job has it. `sending`: handed to the channel, the answer is not known yet.
    `sent`: the channel took it. `folded`: told in another delivery, a digest. `skipped`: no longer to be told, the
    reason says why. `dead`: it can't be delivered, the reason says why; may be replayed.
    """

    WAITING = "waiting"
    QUEUED = "queued"
    SENDING = "sending"
    SENT = "sent"
    FOLDED = "folded"
    SKIPPED = "skipped"
    DEAD = "dead"


class AttemptOutcome(StrEnum):
    """How one try at a delivery ended; none yet (or never: the process died) is null."""

    SENT = "sent"
    TRANSIENT = "transient"
    PERMANENT = "permanent"


ON_THE_WAY = (DeliveryState.WAITING, DeliveryState.QUEUED, DeliveryState.SENDING)
_ON_THE_WAY = text("state IN ('waiting', 'queued', 'sending')")


class Notification(Base):
    """What one person is told of one cause. `cause` names it once and for all: `event:123`, `summary:2026-05-04`,
    `digest:77`; so nobody is told twice. Texts are rendered when they are read, from the rows as they are then.

    `shown`: it stands in the person's list in the app. `facts`: what the text needs beyond the rows (a move's
    statuses). `internal`: of something that guests never see.
    """

    __tablename__ = "notifications"
    __table_args__ = (
        Index("notifications_user_id_cause_key", "user_id", "cause", unique=True),
        Index("notifications_shown_idx", "user_id", "id", postgresql_where=text("shown")),
        Index("notifications_unread_idx", "user_id", postgresql_where=text("shown AND read_at IS NULL")),
        Index("notifications_ticket_id_idx", "ticket_id"),
        Index("notifications_task_id_idx", "task_id"),
        Index("notifications_comment_id_idx", "comment_id"),
        Index("notifications_created_at_idx", "created_at"),
        Index("notifications_summaries_idx", "cause", postgresql_where=text("kind = 'daily_summary'")),
    )

    id: Mapped[Key]
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    cause: Mapped[str]
    kind: Mapped[str]
    ticket_id: Mapped[int | None] = mapped_column(ForeignKey("tickets.id", ondelete="CASCADE"))
    task_id: Mapped[int | None] = mapped_column(ForeignKey("tasks.id", ondelete="CASCADE"))
    comment_id: Mapped[int | None] = mapped_column(ForeignKey("comments.id", ondelete="CASCADE"))
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"))
    internal: Mapped[bool] = mapped_column(default=False, server_default="false")
    facts: Mapped[Document] = mapped_column(default=dict, server_default="{}")
    shown: Mapped[bool] = mapped_column(default=False, server_default="false")
    happened_at: Mapped[Created]
    created_at: Mapped[Created]
    read_at: Mapped[Moment | None]


class Delivery(Base):
    """One notification through one channel; the row says at any time what became of it.

    `ticket_id` and `user_id` are the notification's. `message_id` is the mail's and stays the same for every attempt.
    `first_attempt`: the number of the first one since it was last tried again by hand; what a day of tries counts from.
    `provider_id` is what the provider calls it; `delivered_at` comes with the provider's receipt.
    """

    __tablename__ = "deliveries"
    __table_args__ = (
        one_of("channel", Channel),
        one_of("state", DeliveryState),
        CheckConstraint("(state IN ('waiting', 'queued', 'sending')) = (next_at IS NOT NULL)", name="next_at"),
        Index("deliveries_notification_id_channel_key", "notification_id", "channel", unique=True),
        Index("deliveries_next_at_idx", "next_at", "id", postgresql_where=_ON_THE_WAY),
        Index("deliveries_sent_idx", "user_id", "channel", "sent_at", postgresql_where=text("state = 'sent'")),
        Index("deliveries_channel_sent_at_idx", "channel", "sent_at", postgresql_where=text("state = 'sent'")),
        Index("deliveries_ticket_id_idx", "ticket_id"),
        Index("deliveries_folded_into_id_idx", "folded_into_id"),
        Index("deliveries_state_id_idx", "state", "id"),
        Index("deliveries_provider_id_idx", "provider_id", postgresql_where=text("provider_id IS NOT NULL")),
        Index("deliveries_created_at_idx", "created_at"),
    )

    id: Mapped[Key]
    notification_id: Mapped[int] = mapped_column(ForeignKey("notifications.id", ondelete="CASCADE"))
    channel: Mapped[str]
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    ticket_id: Mapped[int | None] = mapped_column(ForeignKey("tickets.id", ondelete="CASCADE"))
    state: Mapped[str]
    reason: Mapped[str | None]
    next_at: Mapped[Moment | None]
    attempts: Mapped[int] = mapped_column(Integer, default=0, server_default="0")
    first_attempt: Mapped[int] = mapped_column(Integer, default=1, server_default="1")
    address: Mapped[str | None]
    message_id: Mapped[str | None]
    provider_id: Mapped[str | None]
    segments: Mapped[int | None] = mapped_column(Integer)
    folded_into_id: Mapped[int | None] = mapped_column(ForeignKey("deliveries.id", ondelete="SET NULL"))
    created_at: Mapped[Created]
    sent_at: Mapped[Moment | None]
    delivered_at: Mapped[Moment | None]


class DeliveryAttempt(Base):
    """One try. Without `ended_at` it is under way, or its process died; `error` has the other side's own words."""

    __tablename__ = "delivery_attempts"
    __table_args__ = (one_of("outcome", AttemptOutcome),)

    delivery_id: Mapped[int] = mapped_column(ForeignKey("deliveries.id", ondelete="CASCADE"), primary_key=True)
    number: Mapped[int] = mapped_column(Integer, primary_key=True)
    started_at: Mapped[Created]
    ended_at: Mapped[Moment | None]
    outcome: Mapped[str | None]
    error: Mapped[str | None]


class NotificationPreference(Base):
    """What a person chose; no row: the defaults. `choices`: kind → channel → `now`, `hourly`, `daily` or `off`.

    Quiet hours and `daily_at` are times of the person's own time zone; quiet hours may cross midnight.
    """

    __tablename__ = "notification_preferences"
    __table_args__ = (CheckConstraint("(quiet_from IS NULL) = (quiet_until IS NULL)", name="quiet_hours"),)

    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), primary_key=True)
    choices: Mapped[Document] = mapped_column(default=dict, server_default="{}")
    quiet_from: Mapped[dt.time | None] = mapped_column(Time)
    quiet_until: Mapped[dt.time | None] = mapped_column(Time)
    daily_at: Mapped[dt.time] = mapped_column(Time, default=dt.time(8), server_default="08:00")
    do_not_disturb_until: Mapped[Moment | None]
    version: Mapped[Version]


class TicketWatcher(Base):
    """This person wants to be told of everything that they may see of this ticket."""

    __tablename__ = "ticket_watchers"
    __table_args__ = (Index("ticket_watchers_user_id_idx", "user_id"),)

    ticket_id: Mapped[int] = mapped_column(ForeignKey("tickets.id", ondelete="CASCADE"), primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), primary_key=True)
    created_at: Mapped[Created]
