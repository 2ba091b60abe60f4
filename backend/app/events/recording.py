"""`record`: what happened is written once, in the transaction that made it happen, with the job that tells others."""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache
from typing import Protocol

from sqlalchemy import TextClause, bindparam, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Session

from app import jobs
from app.models import Json

from . import canonical, signals
from .signals import Signal
from .types import Changes, Event


class Origin(Protocol):
    """Who did it and through which request (an Actor is one); None stands for the system itself."""

    @property
    def user_id(self) -> int | None: ...
    @property
    def request_id(self) -> str | None: ...
    @property
    def ip(self) -> str | None: ...


class NotInTransaction(RuntimeError):
    """`record` outside of a unit of work: the row and the event could come apart."""


_RESERVE = text("SELECT nextval('history_id_seq'), now() FROM generate_series(1, :count)")
_COLUMNS = (
    "class", "at", "id", "actor_id", "entity_type", "entity_id", "ticket_id", "property_id", "internal", "action",
    "changes", "reason", "request_id", "ip", "salts", "digests", "hash",
)  # fmt: skip
_DOCUMENTS = ("changes", "reason", "salts", "digests")


@cache
def _write(count: int) -> TextClause:
    """The rows and their jobs, in one statement."""
    rows = ", ".join("(" + ", ".join(f":{column}{n}" for column in _COLUMNS) + ")" for n in range(count))
    insert = f"INSERT INTO history ({', '.join(_COLUMNS)}) VALUES {rows}"
    statement = text(f"WITH written AS ({insert}) {jobs.deferring(count)}")
    documents = [
        bindparam(f"{column}{n}", type_=JSONB(none_as_null=True)) for n in range(count) for column in _DOCUMENTS
    ]
    return statement.bindparams(*documents)


def record(session: Session, origin: Origin, *events: Event) -> None:
    """Write one history row and defer one job for each event, in the session's transaction.

    Take the ticket's row lock first: ids of one ticket's events then follow the order of their commits.
    """
    if not events:
        return
    connection = session.connection()
    if not session.in_transaction() or connection.get_isolation_level() == "AUTOCOMMIT":
        raise NotInTransaction("record() needs a unit of work")
    session.flush()
    reserved = connection.execute(_RESERVE, {"count": len(events)}).all()
    happened = [(event, identity, at) for event, (identity, at) in zip(events, reserved, strict=True)]
    values = jobs.values([_job(event, identity, at) for event, identity, at in happened])
    for n, (event, identity, at) in enumerate(happened):
        values |= {f"{column}{n}": value for column, value in _row(event, origin, identity, at).items()}
    connection.execute(_write(len(events)), values)
    signals.tell(session, *(signal for event in events for signal in _signals_of(event)))


def _signals_of(event: Event) -> Iterator[Signal]:
    former = _former(event.changes)
    for signal in signals.signals_of(
        event.action, event.entity, event.entity_id, ticket_id=event.ticket_id, internal=event.internal
    ):
        yield replace(signal, former=former)


def _former(changes: Changes) -> frozenset[int]:
    """Who had the task until this change of its people."""
    match changes.get("user_ids"):
        case [list() as before, list() as after]:
            return frozenset(one for one in before if isinstance(one, int) and one not in after)
        case _:
            return frozenset()


def _row(event: Event, origin: Origin, identity: int, at: dt.datetime) -> Mapping[str, object]:
    header: dict[str, Json] = {
        "class": str(event.history_class),
        "id": identity,
        "at": canonical.timestamp(at),
        "actor_id": origin.user_id,
        "entity_type": event.entity,
        "entity_id": event.entity_id,
        "ticket_id": event.ticket_id,
        "property_id": event.property_id,
        "internal": event.internal,
        "action": event.action,
        "schema_version": 1,
    }
    sealed = canonical.seal(header, canonical.values(event.changes, event.reason, origin.request_id, origin.ip))
    del header["schema_version"]
    return header | {
        "at": at,
        "changes": event.changes,
        "reason": event.reason,
        "request_id": origin.request_id,
        "ip": origin.ip,
        "salts": sealed.salts,
        "digests": sealed.digests,
        "hash": sealed.hash,
    }


def _job(event: Event, identity: int, at: dt.datetime) -> jobs.Job:
    args: dict[str, object] = {"class": event.history_class, "id": identity, "at": at.isoformat()}
    return jobs.Job(jobs.REACT, args | {"ticket_id": event.ticket_id})
