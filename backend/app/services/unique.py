"""Names and codes that only one row may have: a violated unique index becomes a 409 that says what is taken."""

from collections.abc import Generator, Mapping
from contextlib import contextmanager

from psycopg import errors as pg
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.errors import Conflict


@contextmanager
def unique(session: Session, conflicts: Mapping[str, Conflict]) -> Generator[None]:
    """Flush what the block did; `conflicts`: name of the unique index → the 409 that it stands for.

    The index decides, not a look beforehand: of two that come at the same moment one gets the 409.
    """
    try:
        yield
        session.flush()
    except IntegrityError as error:
        conflict = conflicts.get(_constraint(error))
        if conflict is None:
            raise
        raise conflict from error


def name_taken(sentence: str) -> Conflict:
    """409: something that isn't archived has this name."""
    return Conflict(sentence, "name_taken", params={"field": "name"})


def _constraint(error: IntegrityError) -> str:
    return (error.orig.diag.constraint_name or "") if isinstance(error.orig, pg.UniqueViolation) else ""
