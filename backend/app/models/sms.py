"""Who may be written to by SMS, and what came in."""

from enum import StrEnum

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from .base import Base, Created, one_of


class Consent(StrEnum):
    """Whether a phone number may be written to."""

    GIVEN = "given"
    STOPPED = "stopped"


class SmsConsent(Base):
    """Whether a number (E.164) may be written to, and how that came."""

    __tablename__ = "sms_consents"
    __table_args__ = (one_of("state", Consent),)

    phone: Mapped[str] = mapped_column(primary_key=True)
    state: Mapped[str]
    source: Mapped[str]
    at: Mapped[Created]


class SmsMessage(Base):
    """A message that came in; the provider's id makes a repeated webhook harmless."""

    __tablename__ = "sms_messages"

    id: Mapped[str] = mapped_column(primary_key=True)
    phone: Mapped[str]
    ticket_id: Mapped[int | None] = mapped_column(ForeignKey("tickets.id", ondelete="CASCADE"))
    comment_id: Mapped[int | None] = mapped_column(ForeignKey("comments.id", ondelete="SET NULL"))
    created_at: Mapped[Created]
