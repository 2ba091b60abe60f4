"""Alembic's environment: runs as the owner of the database, one transaction a migration, under one advisory lock."""

import os
import warnings

from alembic import context
from sqlalchemy import Connection, create_engine, text
from sqlalchemy.schema import SchemaItem

from app.db import driver_url
from app.models import Base

MIGRATION_LOCK = 0x6D6D6D69


def address() -> str:
    """Who migrates: what the command hands over, else `MIGRATION_DATABASE_URL`, else `DATABASE_URL`."""
    given = context.config.attributes.get("database_url")
    url = given or os.environ.get("MIGRATION_DATABASE_URL") or os.environ.get("DATABASE_URL")
    if not isinstance(url, str):
        raise SystemExit("Set DATABASE_URL (or MIGRATION_DATABASE_URL) to say which database to migrate.")
    return driver_url(url)


def is_ours(item: SchemaItem, name: str | None, type_: str, _reflected: bool, _compare_to: SchemaItem | None) -> bool:
    """Leave the queue's own tables and the partitions of history out of the drift check."""
    table = getattr(item, "table", None)
    owner = name if type_ == "table" else getattr(table, "name", None)
    return not (owner or "").startswith(("procrastinate_", "history_"))


def run(connection: Connection) -> None:
    """Migrate on this connection; two migrations at once queue up behind the lock."""
    connection.execute(text("SELECT pg_advisory_lock(:key)"), {"key": MIGRATION_LOCK})
    connection.commit()
    try:
        context.configure(
            connection=connection,
            target_metadata=Base.metadata,
            include_object=is_ours,
            compare_server_default=False,
            transaction_per_migration=True,
        )
        with context.begin_transaction():
            context.run_migrations()
    finally:
        connection.rollback()
        connection.execute(text("SELECT pg_advisory_unlock(:key)"), {"key": MIGRATION_LOCK})
        connection.commit()


def main() -> None:
    """Connect as the owner and run."""
    engine = create_engine(address())
    warnings.filterwarnings("ignore", message="Did not recognize type .xid8.")  # the drift check needs no more of it
    with engine.connect() as connection:
        run(connection)
    engine.dispose()


main()
