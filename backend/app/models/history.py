"""The append-only record of everything that happened. Partitions, roles and guards are made by the migration."""

from enum import StrEnum

from sqlalchemy import BigInteger, Index, Integer, LargeBinary, Sequence, text
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.types import UserDefinedType

from .base import Base, Document, Moment


class HistoryClass(StrEnum):
    """What decides how long a row is kept: a ticket's lives as long as the ticket, the others have a retention."""

    TICKET = "ticket"
    SECURITY = "security"
    SYSTEM = "system"


class TransactionId(UserDefinedType[str]):
    """PostgreSQL's `xid8`: which transaction wrote the row (an id is no commit order)."""

    cache_ok = True

    def get_col_spec(self, **_kw: object) -> str:
        """The type's name in DDL."""
        return "xid8"


HISTORY_ID = Sequence("history_id_seq", metadata=Base.metadata, data_type=BigInteger)


class History(Base):
    """One thing that happened. `ticket_id` is the ticket whose timeline shows it; `internal` hides it from guests.

    `salts` and `digests` map each hashed value's name to its salt and its digest (hex); docs/reference/history.md
    defines `hash`.
    """

    __tablename__ = "history"
    __table_args__ = (
        Index("history_ticket_id_id_idx", "ticket_id", "id"),
        Index("history_entity_type_entity_id_id_idx", "entity_type", "entity_id", "id"),
        Index("history_at_id_idx", "at", "id"),
        Index("history_actor_id_id_idx", "actor_id", "id"),
        {"postgresql_partition_by": "LIST (class)"},
    )

    class_: Mapped[str] = mapped_column("class", primary_key=True)
    at: Mapped[Moment] = mapped_column(primary_key=True)
    id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    actor_id: Mapped[int | None]
    entity_type: Mapped[str]
    entity_id: Mapped[int]
    ticket_id: Mapped[int | None]
    property_id: Mapped[int | None]
    internal: Mapped[bool] = mapped_column(default=False, server_default="false")
    action: Mapped[str]
    changes: Mapped[Document]
    reason: Mapped[Document | None]
    request_id: Mapped[str | None]
    ip: Mapped[str | None]
    schema_version: Mapped[int] = mapped_column(Integer, default=1, server_default="1")
    xid: Mapped[str] = mapped_column(TransactionId, server_default=text("pg_current_xact_id()"))
    salts: Mapped[Document]
    digests: Mapped[Document]
    hash: Mapped[bytes] = mapped_column(LargeBinary)
