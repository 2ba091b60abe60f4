"""Who may be written to by SMS, and what came in."""

from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from .base import Base, Created, Moment, one_of


class Consent(StrEnum):
    """Whether a person may be written to at a phone number. `asked`: its phone has not answered yet."""

    ASKED = "asked"
    GIVEN = "given"
    STOPPED = "stopped"


class SmsConsent(Base):
    """What a number (E.164) itself said last, to us or to the provider. One that is `stopped` is written to in nobody's
    name."""

    __tablename__ = "sms_consents"
    __table_args__ = (CheckConstraint("state IN ('given', 'stopped')", name="state"),)

    phone: Mapped[str] = mapped_column(primary_key=True)
    state: Mapped[str]
    source: Mapped[str]
    at: Mapped[Created]


class SmsAgreement(Base):
    """Whether one person may be written to at one number (E.164), who said so last, and since when.

    `asked_at`: when the person last wanted it. `texted_at`: when the phone was last asked in their name; null: never.
    The row stays when it is `stopped`, since the limits of asking count by it.
    """

    __tablename__ = "sms_agreements"
    __table_args__ = (one_of("state", Consent), Index("sms_agreements_phone_idx", "phone"))

    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), primary_key=True)
    phone: Mapped[str] = mapped_column(primary_key=True)
    state: Mapped[str]
    asked_at: Mapped[Created]
    texted_at: Mapped[Moment | None]
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
