"""Bringing the database to the newest revision, and giving the application's role what it needs and no more."""

import re
from pathlib import Path
from typing import Final

import psycopg
from psycopg import sql

import config

BACKEND: Final = Path(__file__).resolve().parents[2]
LOCK: Final = 0x6D6D6D69  # the one that migrations/env.py takes
_REVISION: Final = re.compile(r"^(down_)?revision = ['\"](\w+)['\"]", re.MULTILINE)

# Nothing on a partition: it is reached through history alone, and so can be neither changed nor emptied by itself.
_GRANTS: Final = """
GRANT USAGE ON SCHEMA public TO {role};
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {role};
GRANT USAGE, SELECT, UPDATE ON ALL SEQUENCES IN SCHEMA public TO {role};
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE, SELECT, UPDATE ON SEQUENCES TO {role};
REVOKE INSERT, UPDATE, DELETE, TRUNCATE ON alembic_version FROM {role};
REVOKE UPDATE, DELETE, TRUNCATE ON history FROM {role};
GRANT EXECUTE ON FUNCTION history_make_months(integer), history_drop_months(text, date),
    history_erase_person(bigint) TO {role};
"""
_PARTITIONS: Final = """
SELECT relname FROM pg_partition_tree('history') JOIN pg_class ON pg_class.oid = relid WHERE level > 0
"""


def newest() -> str:
    """The newest revision of this source, read without loading Alembic and every migration."""
    found = [match for file in _files() for match in _REVISION.findall(file.read_text(encoding="utf-8"))]
    older = {name for down, name in found if down}
    return ",".join(sorted(name for down, name in found if not down and name not in older))


def _files() -> list[Path]:
    return sorted((BACKEND / "migrations" / "versions").glob("*.py"))


def upgrade(settings: config.Settings) -> None:
    """Migrate as the owner, then let the application's role in. Both can be repeated at any time."""
    # Heavy, and needed only when there is something to migrate.
    from alembic import command
    from alembic.config import Config

    owner = settings.migration_database_url or settings.database_url
    alembic = Config(str(BACKEND / "alembic.ini"))
    alembic.attributes["database_url"] = owner
    command.upgrade(alembic, "head")
    grant(owner, settings.database_url)


def grant(owner_url: str, application_url: str) -> None:
    """Give the application's role its rights; nothing to do where the owner and the application are one role."""
    application = _role(application_url)
    with psycopg.connect(owner_url) as connection:
        if application == _current(connection):
            return
        connection.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
        connection.execute(sql.SQL(_GRANTS).format(role=sql.Identifier(application)))
        for (partition,) in connection.execute(_PARTITIONS).fetchall():
            statement = sql.SQL("REVOKE ALL ON {table} FROM {role}")
            table = sql.Identifier("public", partition)
            connection.execute(statement.format(table=table, role=sql.Identifier(application)))


def _role(url: str) -> str:
    """The role that PostgreSQL knows (a pooler's user name may carry more)."""
    with psycopg.connect(url) as connection:
        return _current(connection)


def _current(connection: psycopg.Connection) -> str:
    row = connection.execute("SELECT current_user::text").fetchone()
    return str(row[0]) if row else ""
