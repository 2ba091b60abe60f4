"""Engines, the one unit of work, and autocommit reads. Nobody else commits."""

from collections.abc import Callable, Generator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final, TypeVar

import orjson
from psycopg import errors as pg
from sqlalchemy import Connection, Engine, create_engine, make_url
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

Result = TypeVar("Result")

ATTEMPTS = 3
_AFTER_COMMIT: Final = "after_commit"

BY_KEY: Final = "-c enable_seqscan=off -c jit=off"
"""Options of connections whose statements all read by key. They are prepared, and a plan that was made while a table
was nearly empty would go through all of it, time and again, until the table is analysed."""


@dataclass(frozen=True, slots=True)
class Engines:
    """One pool for units of work, one for those that don't wait for the disk, and one in autocommit for reads (a
    BEGIN/ROLLBACK pair costs as much as a query)."""

    writes: Engine
    lazy: Engine
    reads: Engine

    def dispose(self) -> None:
        """Close every connection."""
        for engine in (self.writes, self.lazy, self.reads):
            engine.dispose()


class NotConfigured(RuntimeError):
    """`configure` was not called before the first query."""


_engines: list[Engines] = []


def driver_url(database_url: str) -> str:
    """`postgres://` and `postgresql://` addresses, as operators know them, in SQLAlchemy's form for psycopg 3."""
    url = make_url(database_url.replace("postgres://", "postgresql://", 1))
    return url.set(drivername="postgresql+psycopg").render_as_string(hide_password=False)


def configure(database_url: str, *, pool_size: int = 10) -> Engines:
    """Connect this process to one PostgreSQL. A second call with another address replaces the first (tests); one with
    the same address keeps it as it is."""
    url = driver_url(database_url)
    if _engines and _engines[0].writes.url == make_url(url):
        return _engines[0]
    options = {"pool_size": pool_size, "max_overflow": pool_size, "pool_timeout": 10, "pool_pre_ping": False}
    writes, lazy = _engine(url, options), _engine(url, options, f"-c synchronous_commit=off {BY_KEY}")
    reads = _engine(url, {**options, "isolation_level": "AUTOCOMMIT", "pool_reset_on_return": None})
    dispose()
    _engines.append(Engines(writes, lazy, reads))
    return _engines[0]


def _to_json(value: object) -> str:
    return orjson.dumps(value).decode()


def _engine(url: str, options: Mapping[str, object], server_options: str = "") -> Engine:
    return create_engine(
        url,
        json_serializer=_to_json,
        json_deserializer=orjson.loads,
        hide_parameters=True,  # values are people's words; an error's text goes into logs
        pool_use_lifo=True,  # few warm connections, whose plans are kept, rather than all of them now and then
        connect_args={
            "options": f"-c timezone=UTC -c lock_timeout=10000 {server_options}",
            "connect_timeout": 5,
            "prepare_threshold": 1,
        },
        **options,
    )


def dispose() -> None:
    """Close every connection of this process."""
    while _engines:
        _engines.pop().dispose()


def engines() -> Engines:
    """The configured engines of this process."""
    if not _engines:
        raise NotConfigured("call db.configure(database_url) first")
    return _engines[0]


@contextmanager
def unit_of_work(*, lazily: bool = False) -> Generator[Session]:
    """A session in one transaction: committed once at the end, rolled back on any error. `lazily`: see `repeat`."""
    engine = engines().lazy if lazily else engines().writes
    with Session(engine, expire_on_commit=False, autoflush=False) as session:
        with session.begin():
            yield session
        callbacks: Sequence[Callable[[], None]] = session.info.pop(_AFTER_COMMIT, ())
        for callback in callbacks:
            callback()


def after_commit(session: Session, callback: Callable[[], None]) -> None:
    """Call it once the unit has committed, and not at all if it rolls back. It must be quick and must not raise: the
    answer waits for it, and what it should have told is told again by the job."""
    session.info.setdefault(_AFTER_COMMIT, []).append(callback)


@contextmanager
def reads() -> Generator[Connection]:
    """A connection in autocommit, for the hot reads."""
    with engines().reads.connect() as connection:
        yield connection


@contextmanager
def single() -> Generator[Connection]:
    """A connection on which every statement is a unit of its own, and doesn't wait for the disk (see `repeat`): once to
    PostgreSQL and back, where a unit of one statement goes three times."""
    with engines().lazy.execution_options(isolation_level="AUTOCOMMIT").connect() as connection:
        yield connection


def is_repeatable(error: Exception) -> bool:
    """Whether the same unit may well succeed when it runs again: a deadlock or a serialization failure."""
    return isinstance(error, DBAPIError) and isinstance(error.orig, pg.DeadlockDetected | pg.SerializationFailure)


def repeat(unit: Callable[[Session], Result], *, lazily: bool = False) -> Result:
    """Run `unit` in a unit of work; a deadlock or a serialization failure repeats the whole of it, up to 3 times.

    `lazily`: it doesn't wait until the commit is on the disk. For what is done again, harmlessly, if the machine that
    PostgreSQL runs on loses its power in that moment; a process that dies loses nothing either way.
    """
    for attempt in range(1, ATTEMPTS + 1):
        try:
            with unit_of_work(lazily=lazily) as session:
                return unit(session)
        except DBAPIError as error:
            if attempt == ATTEMPTS or not is_repeatable(error):
                raise
    raise AssertionError("unreachable: the last attempt returns or raises")
