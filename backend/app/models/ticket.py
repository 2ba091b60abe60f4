"""Tickets with their comments and attachments."""

import datetime as dt
from enum import IntEnum, StrEnum

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, Integer, LargeBinary, SmallInteger, text
from sqlalchemy.orm import Mapped, mapped_column

from .base import Base, Counter, Created, Document, Key, Moment, Version, one_of


class TicketKind(StrEnum):
    """A report, something wanted, or an incident."""

    REQUEST = "request"
    SERVICE_REQUEST = "service_request"
    INCIDENT = "incident"


class TicketStatus(StrEnum):
    """Where a ticket is in its life; `services.transitions` says who may move it where."""

    OPEN = "open"
    IN_PROGRESS = "in_progress"
    ON_HOLD = "on_hold"
    RESOLVED = "resolved"
    CLOSED = "closed"
    CANCELLED = "cancelled"


ACTIVE = (TicketStatus.OPEN, TicketStatus.IN_PROGRESS, TicketStatus.ON_HOLD)


class Priority(IntEnum):
    """Stored as a rank, so that it sorts; shown as the lower-case word."""

    LOW = 1
    MEDIUM = 2
    HIGH = 3
    CRITICAL = 4

    @property
    def word(self) -> str:
        """The word of the wire: `low`, `medium`, `high`, `critical`."""
        return self.name.lower()


class Next(StrEnum):
    """What is to happen next."""

    NEEDS_SOMEONE = "needs_someone"
    ASSIGN = "assign"
    START = "start"
    GUEST_CONFIRMS = "guest_confirms"
    MANAGER_CHECKS = "manager_checks"
    RESUMES = "resumes"
    CLOSES = "closes"
    NONE = "none"


class AttachmentState(StrEnum):
    """Whether an attachment has been looked at and may be served."""

    PENDING = "pending"
    CLEAN = "clean"
    BLOCKED = "blocked"


_WAITING = text("status IN ('open', 'in_progress', 'on_hold')")


class Ticket(Base):
    """One report or request.

    What internal writing moves exists twice: `updated_at`, `seq` and the counts for those who see everything,
    the `public_` ones for guests. `version` counts changes of what PATCH can set.
    """

    __tablename__ = "tickets"
    __table_args__ = (
        one_of("kind", TicketKind),
        one_of("status", TicketStatus),
        one_of("next", Next),
        CheckConstraint("priority BETWEEN 1 AND 4", name="priority"),
        CheckConstraint("rating BETWEEN 1 AND 5", name="rating"),
        Index("tickets_created_at_id_idx", "created_at", "id"),
        Index("tickets_property_id_created_at_id_idx", "property_id", "created_at", "id"),
        Index("tickets_updated_at_id_idx", "updated_at", "id"),
        Index("tickets_public_updated_at_id_idx", "public_updated_at", "id"),
        Index("tickets_reporter_id_created_at_id_idx", "reporter_id", "created_at", "id"),
        Index("tickets_assignee_id_created_at_id_idx", "assignee_id", "created_at", "id"),
        Index("tickets_room_id_created_at_id_idx", "room_id", "created_at", "id"),
        Index("tickets_category_id_idx", "category_id"),
        Index("tickets_waiting_due_at_idx", "due_at", "id", postgresql_where=_WAITING),
        Index("tickets_waiting_created_at_idx", "created_at", "id", postgresql_where=_WAITING),
        Index("tickets_waiting_property_id_idx", "property_id", "status", postgresql_where=_WAITING),
        Index("tickets_priority_created_at_idx", text("priority DESC"), text("created_at DESC"), text("id DESC")),
        Index("tickets_due_at_id_idx", "due_at", "id"),
        Index("tickets_resolved_idx", "property_id", "resolved_at", postgresql_where=text("resolved_at IS NOT NULL")),
        Index(
            "tickets_answered_idx",
            "property_id",
            "first_response_at",
            postgresql_where=text("first_response_at IS NOT NULL"),
        ),
        Index("tickets_on_hold_until_idx", "on_hold_until", postgresql_where=text("status = 'on_hold'")),
        Index("tickets_search_idx", "search", postgresql_using="gin", postgresql_ops={"search": "gin_trgm_ops"}),
    )

    id: Mapped[Key]
    number: Mapped[str] = mapped_column(unique=True)
    kind: Mapped[str] = mapped_column(default=TicketKind.REQUEST)
    title: Mapped[str]
    description: Mapped[str] = mapped_column(default="", server_default="")
    search: Mapped[str] = mapped_column(default="", server_default="")
    status: Mapped[str] = mapped_column(default=TicketStatus.OPEN)
    priority: Mapped[int] = mapped_column(SmallInteger)
    priority_by_person: Mapped[bool] = mapped_column(default=False, server_default="false")
    category_id: Mapped[int] = mapped_column(ForeignKey("categories.id", ondelete="RESTRICT"))
    property_id: Mapped[int] = mapped_column(ForeignKey("properties.id", ondelete="RESTRICT"))
    room_id: Mapped[int | None] = mapped_column(ForeignKey("rooms.id", ondelete="RESTRICT"))
    reporter_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="RESTRICT"))
    entered_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="RESTRICT"))
    assignee_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="RESTRICT"))
    assignee_by_person: Mapped[bool] = mapped_column(default=False, server_default="false")
    holder_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="RESTRICT"))
    next: Mapped[str] = mapped_column(default=Next.NEEDS_SOMEONE)
    guest_reported: Mapped[bool] = mapped_column(default=False, server_default="false")
    due_at: Mapped[Moment | None]
    due_by_person: Mapped[bool] = mapped_column(default=False, server_default="false")
    first_response_due_at: Mapped[Moment | None]
    first_response_at: Mapped[Moment | None]
    on_hold_until: Mapped[Moment | None]
    on_hold_reason: Mapped[str | None]
    access: Mapped[Document | None]
    incident: Mapped[Document | None]
    service: Mapped[Document | None]
    rating: Mapped[int | None] = mapped_column(SmallInteger)
    rating_comment: Mapped[str | None]
    follow_salt: Mapped[bytes | None] = mapped_column(LargeBinary)
    last_move: Mapped[Document | None]
    comment_count: Mapped[int] = mapped_column(Integer, default=0, server_default="0")
    public_comment_count: Mapped[int] = mapped_column(Integer, default=0, server_default="0")
    attachment_count: Mapped[int] = mapped_column(Integer, default=0, server_default="0")
    public_attachment_count: Mapped[int] = mapped_column(Integer, default=0, server_default="0")
    created_at: Mapped[Created]
    updated_at: Mapped[Created]
    public_updated_at: Mapped[Created]
    resolved_at: Mapped[Moment | None]
    closed_at: Mapped[Moment | None]
    version: Mapped[Version]
    seq: Mapped[Version]
    public_seq: Mapped[Version]


class TicketCursor(Base):
    """The last history id of a ticket that reactions have worked off; how often the next one has failed so far."""

    __tablename__ = "ticket_cursors"

    ticket_id: Mapped[int] = mapped_column(ForeignKey("tickets.id", ondelete="CASCADE"), primary_key=True)
    handled_id: Mapped[Counter]
    attempts: Mapped[int] = mapped_column(Integer, default=0, server_default="0")
    next_at: Mapped[Moment | None]


class Comment(Base):
    """A message on a ticket. An internal one is never shown to guests, in no channel."""

    __tablename__ = "comments"
    __table_args__ = (
        Index("comments_ticket_id_id_idx", "ticket_id", "id"),
        Index("comments_author_id_idx", "author_id"),
    )

    id: Mapped[Key]
    ticket_id: Mapped[int] = mapped_column(ForeignKey("tickets.id", ondelete="CASCADE"))
    author_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="RESTRICT"))
    body: Mapped[str]
    internal: Mapped[bool] = mapped_column(default=False, server_default="false")
    version: Mapped[Version]
    created_at: Mapped[Created]
    edited_at: Mapped[Moment | None]
    archived_at: Mapped[Moment | None]


class Attachment(Base):
    """A file on a ticket, a comment of it or a task of it. `size` is in bytes; the keys name stored objects."""

    __tablename__ = "attachments"
    __table_args__ = (
        one_of("state", AttachmentState),
        Index("attachments_ticket_id_id_idx", "ticket_id", "id"),
        Index("attachments_comment_id_idx", "comment_id"),
        Index("attachments_task_id_idx", "task_id"),
    )

    id: Mapped[Key]
    ticket_id: Mapped[int] = mapped_column(ForeignKey("tickets.id", ondelete="CASCADE"))
    comment_id: Mapped[int | None] = mapped_column(ForeignKey("comments.id", ondelete="CASCADE"))
    task_id: Mapped[int | None] = mapped_column(ForeignKey("tasks.id", ondelete="CASCADE"))
    uploaded_by_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="RESTRICT"))
    name: Mapped[str]
    content_type: Mapped[str]
    size: Mapped[int] = mapped_column(BigInteger)
    sha256: Mapped[bytes] = mapped_column(LargeBinary)
    state: Mapped[str] = mapped_column(default=AttachmentState.CLEAN)
    internal: Mapped[bool] = mapped_column(default=False, server_default="false")
    storage_key: Mapped[str]
    thumbnail_key: Mapped[str | None]
    rendition_key: Mapped[str | None]
    width: Mapped[int | None] = mapped_column(Integer)
    height: Mapped[int | None] = mapped_column(Integer)
    created_at: Mapped[Created]
    archived_at: Mapped[Moment | None]


CLOSES_AFTER = dt.timedelta(days=7)
REOPENED_WITHIN = dt.timedelta(days=14)
