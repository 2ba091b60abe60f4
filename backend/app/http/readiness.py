"""Whether the database has the tables that this source expects."""

from dataclasses import dataclass

from flask import Flask
from sqlalchemy import Connection, text
from sqlalchemy.exc import ProgrammingError

EXTENSION = "readiness"


@dataclass(slots=True)
class Readiness:
    """Compares the database's revision with the newest one until they agree once: it never goes back."""

    newest: str
    _agreed: bool = False

    def missing(self, connection: Connection) -> list[str]:
        """What stands between the database and this source, a sentence each; nothing: they agree."""
        self._agreed = self._agreed or _revision(connection) == self.newest
        return [] if self._agreed else ["The database is not migrated to the newest revision."]


def _revision(connection: Connection) -> str | None:
    statement = "SELECT string_agg(version_num, ',' ORDER BY version_num) FROM alembic_version"
    try:
        return connection.execute(text(statement)).scalar()
    except ProgrammingError:
        return None


def install(app: Flask, newest: str) -> None:
    """Expect this revision."""
    app.extensions[EXTENSION] = Readiness(newest)


def readiness_of(app: Flask) -> Readiness:
    """What `install` set up."""
    readiness = app.extensions[EXTENSION]
    if not isinstance(readiness, Readiness):
        raise TypeError("create_app sets up readiness")
    return readiness
