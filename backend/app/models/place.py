"""Properties and their rooms."""

from enum import StrEnum

from sqlalchemy import ARRAY, CheckConstraint, ForeignKey, Index, Integer, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from .base import Base, Counter, Created, Key, Moment, Version, one_of


class RoomKind(StrEnum):
    """A room to stay in, another unit, or a common area that everybody of the property may report for."""

    ROOM = "room"
    UNIT = "unit"
    COMMON = "common"


class RoomStatus(StrEnum):
    """What a room is good for at the moment."""

    AVAILABLE = "available"
    OCCUPIED = "occupied"
    CLEANING = "cleaning"
    MAINTENANCE = "maintenance"
    OUT_OF_ORDER = "out_of_order"


class Property(Base):
    """A hotel, residence or building."""

    __tablename__ = "properties"
    __table_args__ = (
        CheckConstraint("code ~ '^[A-Z0-9]{2,8}$'", name="code"),
        CheckConstraint("currency ~ '^[A-Z]{3}$'", name="currency"),
        Index("properties_code_key", "code", unique=True, postgresql_where=text("archived_at IS NULL")),
        Index("properties_name_key", text("lower(name)"), unique=True, postgresql_where=text("archived_at IS NULL")),
    )

    id: Mapped[Key]
    code: Mapped[str]
    name: Mapped[str]
    sort_key: Mapped[str]
    address: Mapped[str] = mapped_column(default="", server_default="")
    type: Mapped[str] = mapped_column(default="hotel", server_default="hotel")
    timezone: Mapped[str] = mapped_column(default="UTC", server_default="UTC")
    currency: Mapped[str] = mapped_column(default="EUR", server_default="EUR")
    description: Mapped[str] = mapped_column(default="", server_default="")
    guest_days: Mapped[int] = mapped_column(Integer, default=14, server_default="14")
    version: Mapped[Version]
    created_at: Mapped[Created]
    updated_at: Mapped[Created]
    archived_at: Mapped[Moment | None]


class PropertyCounter(Base):
    """The running number of a property's tickets; locked last."""

    __tablename__ = "property_counters"

    property_id: Mapped[int] = mapped_column(ForeignKey("properties.id", ondelete="CASCADE"), primary_key=True)
    last_number: Mapped[Counter]


class Room(Base):
    """A room, unit or area. `base_status` is what a person last set; tickets that claim it may override `status`."""

    __tablename__ = "rooms"
    __table_args__ = (
        one_of("kind", RoomKind),
        one_of("status", RoomStatus),
        CheckConstraint("capacity IS NULL OR capacity BETWEEN 0 AND 10000", name="capacity"),
        CheckConstraint("floor IS NULL OR floor BETWEEN -20 AND 300", name="floor"),
        Index(
            "rooms_name_key",
            "property_id",
            text("lower(name)"),
            unique=True,
            postgresql_where=text("archived_at IS NULL"),
        ),
        Index("rooms_property_id_sort_key_idx", "property_id", "sort_key", "id"),
    )

    id: Mapped[Key]
    property_id: Mapped[int] = mapped_column(ForeignKey("properties.id", ondelete="RESTRICT"))
    name: Mapped[str]
    sort_key: Mapped[str]
    floor: Mapped[int | None] = mapped_column(Integer)
    kind: Mapped[str] = mapped_column(default=RoomKind.ROOM, server_default="room")
    type: Mapped[str] = mapped_column(default="", server_default="")
    status: Mapped[str] = mapped_column(default=RoomStatus.AVAILABLE, server_default="available")
    base_status: Mapped[str] = mapped_column(default=RoomStatus.AVAILABLE, server_default="available")
    capacity: Mapped[int | None] = mapped_column(Integer)
    amenities: Mapped[list[str]] = mapped_column(ARRAY(Text), default=list, server_default="{}")
    token: Mapped[str] = mapped_column(unique=True)
    version: Mapped[Version]
    created_at: Mapped[Created]
    updated_at: Mapped[Created]
    archived_at: Mapped[Moment | None]


class RoomClaim(Base):
    """A ticket that holds its room in a status until it is resolved; `overridden` once a person set the room's."""

    __tablename__ = "room_claims"
    __table_args__ = (one_of("status", RoomStatus), Index("room_claims_room_id_idx", "room_id"))

    ticket_id: Mapped[int] = mapped_column(ForeignKey("tickets.id", ondelete="CASCADE"), primary_key=True)
    room_id: Mapped[int] = mapped_column(ForeignKey("rooms.id", ondelete="CASCADE"))
    status: Mapped[str]
    overridden: Mapped[bool] = mapped_column(default=False, server_default="false")
    created_at: Mapped[Created]
