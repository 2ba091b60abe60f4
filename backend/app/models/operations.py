"""What the machinery itself remembers: idempotency keys, errors of jobs, facts about the installation."""

from sqlalchemy import Index, Integer, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from .base import Base, Created, Document, Key


class IdempotencyKey(Base):
    """A POST that was answered (or is being answered); kept 14 days."""

    __tablename__ = "idempotency_keys"
    __table_args__ = (Index("idempotency_keys_created_at_idx", "created_at"),)

    caller: Mapped[str] = mapped_column(primary_key=True)
    route: Mapped[str] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(primary_key=True)
    fingerprint: Mapped[bytes] = mapped_column(LargeBinary)
    status: Mapped[int | None] = mapped_column(Integer)
    resource_id: Mapped[int | None]
    answer: Mapped[Document | None]
    created_at: Mapped[Created]


class JobError(Base):
    """The error of one attempt at a job; the queue itself keeps no text."""

    __tablename__ = "job_errors"
    __table_args__ = (Index("job_errors_job_id_idx", "job_id"), Index("job_errors_at_idx", "at"))

    id: Mapped[Key]
    job_id: Mapped[int]
    task: Mapped[str]
    attempt: Mapped[int] = mapped_column(Integer)
    error: Mapped[str]
    at: Mapped[Created]


class Installation(Base):
    """One fact about this installation, for example whether it is a demo."""

    __tablename__ = "installation"

    key: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[Document]
