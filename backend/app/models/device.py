"""Browsers and phones that take pushes."""

from enum import StrEnum

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from .base import Base, Created, Document, Key, Moment, one_of


class DeviceKind(StrEnum):
    """What takes a push."""

    WEB_PUSH = "web_push"
    MOBILE_PUSH = "mobile_push"


class Device(Base):
    """What takes a person's pushes: a browser's subscription (`token` is its endpoint) or a phone (Expo's token)."""

    __tablename__ = "devices"
    __table_args__ = (
        one_of("kind", DeviceKind),
        Index("devices_token_key", "token", unique=True),
        Index("devices_user_id_idx", "user_id"),
    )

    id: Mapped[Key]
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    session_id: Mapped[str | None]
    kind: Mapped[str]
    token: Mapped[str]
    keys: Mapped[Document] = mapped_column(default=dict, server_default="{}")
    name: Mapped[str] = mapped_column(default="", server_default="")
    created_at: Mapped[Created]
    last_sent_at: Mapped[Moment | None]


class PushReceipt(Base):
    """A push that Expo took and has not answered for yet; asked for after a quarter of an hour."""

    __tablename__ = "push_receipts"
    __table_args__ = (Index("push_receipts_ask_at_idx", "ask_at"),)

    id: Mapped[str] = mapped_column(primary_key=True)
    delivery_id: Mapped[int] = mapped_column(ForeignKey("deliveries.id", ondelete="CASCADE"))
    device_id: Mapped[int | None] = mapped_column(ForeignKey("devices.id", ondelete="SET NULL"))
    ask_at: Mapped[Moment]
