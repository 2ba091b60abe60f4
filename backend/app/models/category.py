"""What a ticket is about; maps to one department."""

from sqlalchemy import CheckConstraint, ForeignKey, Index, Integer, SmallInteger, text
from sqlalchemy.orm import Mapped, mapped_column

from .base import Base, Created, Document, Key, Moment, Version


class Category(Base):
    """Maintenance, Housekeeping …; may have a parent. `names` holds translations by language."""

    __tablename__ = "categories"
    __table_args__ = (
        CheckConstraint("default_priority BETWEEN 1 AND 4", name="default_priority"),
        CheckConstraint("room_status IN ('cleaning', 'maintenance', 'out_of_order')", name="room_status"),
        Index(
            "categories_name_key",
            text("coalesce(parent_id, 0)"),
            text("lower(name)"),
            unique=True,
            postgresql_where=text("archived_at IS NULL"),
        ),
        Index("categories_department_id_idx", "department_id"),
        Index("categories_parent_id_idx", "parent_id"),
    )

    id: Mapped[Key]
    key: Mapped[str | None] = mapped_column(unique=True)
    name: Mapped[str]
    names: Mapped[Document] = mapped_column(default=dict, server_default="{}")
    sort_key: Mapped[str]
    position: Mapped[int] = mapped_column(Integer, default=0, server_default="0")
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("categories.id", ondelete="RESTRICT"))
    department_id: Mapped[int] = mapped_column(ForeignKey("departments.id", ondelete="RESTRICT"))
    default_priority: Mapped[int | None] = mapped_column(SmallInteger)
    room_status: Mapped[str | None]
    version: Mapped[Version]
    created_at: Mapped[Created]
    archived_at: Mapped[Moment | None]
