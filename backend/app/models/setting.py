"""What an administrator edits live, and the days whose summary went out."""

import datetime as dt

from sqlalchemy import ForeignKey, Integer, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from .base import Base, Created, Document, Moment, Version


class Setting(Base):
    """What an administrator edits live, a row a topic (`email`, `sms` …). `secrets` is encrypted and never shown."""

    __tablename__ = "settings"

    key: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[Document] = mapped_column(default=dict, server_default="{}")
    secrets: Mapped[bytes | None] = mapped_column(LargeBinary)
    version: Mapped[Version]
    updated_at: Mapped[Created]


class MailTemplate(Base):
    """A template that an administrator changed; no row: the product's own."""

    __tablename__ = "mail_templates"

    key: Mapped[str] = mapped_column(primary_key=True)
    subject: Mapped[str]
    html: Mapped[str]
    text: Mapped[str]
    version: Mapped[Version]
    updated_at: Mapped[Created]
    updated_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"))


class DailySummary(Base):
    """The summary of one day as it was sent; the key is what keeps a day from being sent twice.

    `due_at`: the moment at which the figures were cut. `scheduled`: the day's own sending, at its hour, has happened;
    until then the row stands for what was sent by hand before. `resends`: how often it was sent by hand.
    """

    __tablename__ = "daily_summaries"

    day: Mapped[dt.date] = mapped_column(primary_key=True)
    due_at: Mapped[Moment]
    created_at: Mapped[Created]
    figures: Mapped[Document]
    scheduled: Mapped[bool] = mapped_column(default=True, server_default="true")
    resends: Mapped[int] = mapped_column(Integer, default=0, server_default="0")
