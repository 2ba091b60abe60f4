"""Tasks, and who works on them."""

from enum import StrEnum

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, Integer, SmallInteger, text
from sqlalchemy.orm import Mapped, mapped_column

from .base import Base, Created, Key, Moment, Version, one_of


class TaskStatus(StrEnum):
    """Where a piece of work is."""

    PENDING = "pending"
    IN_PROGRESS = "in_progress"
    COMPLETED = "completed"
    CANCELLED = "cancelled"


UNFINISHED = (TaskStatus.PENDING, TaskStatus.IN_PROGRESS)


class Task(Base):
    """A piece of work for one or more people; usually of a ticket. `cost_amount` is in minor units."""

    __tablename__ = "tasks"
    __table_args__ = (
        one_of("status", TaskStatus),
        CheckConstraint("priority BETWEEN 1 AND 4", name="priority"),
        CheckConstraint("minutes_spent >= 0", name="minutes_spent"),
        CheckConstraint("(cost_amount IS NULL) = (cost_currency IS NULL)", name="cost"),
        Index("tasks_ticket_id_id_idx", "ticket_id", "id"),
        Index("tasks_property_id_due_at_id_idx", "property_id", "due_at", "id"),
        Index("tasks_completed_idx", "property_id", "completed_at", postgresql_where=text("completed_at IS NOT NULL")),
        Index(
            "tasks_unfinished_due_at_idx", "due_at", "id", postgresql_where=text("status IN ('pending', 'in_progress')")
        ),
    )

    id: Mapped[Key]
    ticket_id: Mapped[int | None] = mapped_column(ForeignKey("tickets.id", ondelete="CASCADE"))
    property_id: Mapped[int] = mapped_column(ForeignKey("properties.id", ondelete="RESTRICT"))
    room_id: Mapped[int | None] = mapped_column(ForeignKey("rooms.id", ondelete="RESTRICT"))
    title: Mapped[str]
    description: Mapped[str] = mapped_column(default="", server_default="")
    status: Mapped[str] = mapped_column(default=TaskStatus.PENDING)
    priority: Mapped[int] = mapped_column(SmallInteger)
    position: Mapped[int] = mapped_column(Integer, default=0, server_default="0")
    created_by_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="RESTRICT"))
    completed_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="RESTRICT"))
    due_at: Mapped[Moment | None]
    minutes_spent: Mapped[int] = mapped_column(Integer, default=0, server_default="0")
    cost_amount: Mapped[int | None] = mapped_column(BigInteger)
    cost_currency: Mapped[str | None]
    started_at: Mapped[Moment | None]
    completed_at: Mapped[Moment | None]
    created_at: Mapped[Created]
    updated_at: Mapped[Created]
    archived_at: Mapped[Moment | None]
    version: Mapped[Version]
    seq: Mapped[Version]


class TaskAssignment(Base):
    """This person works on this task; `position` is the order in which they were named."""

    __tablename__ = "task_assignments"
    __table_args__ = (Index("task_assignments_user_id_task_id_idx", "user_id", "task_id"),)

    task_id: Mapped[int] = mapped_column(ForeignKey("tasks.id", ondelete="CASCADE"), primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), primary_key=True)
    position: Mapped[int] = mapped_column(Integer, default=0, server_default="0")
    assigned_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"))
    assigned_at: Mapped[Created]
