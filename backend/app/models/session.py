"""Signed-in sessions, and the one-time links of invitations and e-mail verification."""

from enum import StrEnum

from sqlalchemy import ForeignKey, Index, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from .base import Base, Created, Key, Moment, one_of


class LinkPurpose(StrEnum):
    """What following a one-time link does."""

    INVITATION = "invitation"
    VERIFY_EMAIL = "verify_email"


class UserSession(Base):
    """One signed-in device. `current` and `previous` are the ids of its refresh tokens; reuse ends the session."""

    __tablename__ = "sessions"
    __table_args__ = (Index("sessions_user_id_idx", "user_id"), Index("sessions_expires_at_idx", "expires_at"))

    id: Mapped[str] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    current: Mapped[str]
    previous: Mapped[str | None]
    rotated_at: Mapped[Moment | None]
    user_agent: Mapped[str] = mapped_column(default="", server_default="")
    ip: Mapped[str | None]
    created_at: Mapped[Created]
    expires_at: Mapped[Moment]
    ended_at: Mapped[Moment | None]
    ended_why: Mapped[str | None]


class OneTimeLink(Base):
    """An invitation or a verification: only the SHA-256 of its token is kept."""

    __tablename__ = "one_time_links"
    __table_args__ = (one_of("purpose", LinkPurpose), Index("one_time_links_user_id_idx", "user_id"))

    id: Mapped[Key]
    purpose: Mapped[str]
    token_hash: Mapped[bytes] = mapped_column(LargeBinary, unique=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    email: Mapped[str | None]
    created_at: Mapped[Created]
    expires_at: Mapped[Moment]
    used_at: Mapped[Moment | None]
