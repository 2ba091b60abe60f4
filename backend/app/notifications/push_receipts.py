"""What follows from a push: devices that exist no more are removed, and Expo is asked for its receipts, a quarter of
an hour after it took a push, until it tells or a day is over."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Protocol

from sqlalchemy import Connection, Update, delete, exists, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from app import db
from app.clock import now
from app.models import Delivery, Device, PushReceipt

from . import receipts
from .channels import Permanent, Transient
from .channels.mobile_push import Answer

READY_AFTER: Final = dt.timedelta(minutes=15)
KEPT_BY_EXPO: Final = dt.timedelta(hours=24)
AT_ONCE: Final = 300


class Asked(Protocol):
    """Who knows what became of pushes: `MobilePushSender`."""

    def receipts(self, tickets: Sequence[str]) -> Mapping[str, Answer]:
        """By ticket; those that nothing is known of are missing."""
        ...


@dataclass(frozen=True, slots=True)
class Pending:
    """A push whose receipt is awaited."""

    ticket: str
    delivery_id: int
    device_id: int | None
    is_late: bool


def forget(session: Session, device_ids: Iterable[int]) -> None:
    """Remove devices that take no pushes any more."""
    gone = delete(Device).where(Device.id.in_(list(device_ids)))
    session.execute(gone.execution_options(synchronize_session=False))


def keep(session: Session, delivery_id: int, pending: Mapping[str, int]) -> None:
    """Remember to ask: ticket → device. A device that has gone meanwhile is left out."""
    at = now() + READY_AFTER
    known = select(Device.id).where(Device.id.in_(pending.values()))
    alive = set(session.scalars(known.with_for_update(read=True, key_share=True)))
    rows = [
        {"id": ticket, "delivery_id": delivery_id, "device_id": device_id if device_id in alive else None, "ask_at": at}
        for ticket, device_id in pending.items()
    ]
    if rows:
        session.execute(insert(PushReceipt).on_conflict_do_nothing(), rows)


def ask_all(asked: Asked) -> None:
    """Ask for everything that is due, batch by batch. An outage at Expo ends the turn: the next one comes."""
    while due := _due():
        try:
            answers = asked.receipts([one.ticket for one in due])
        except (Transient, Permanent):
            return
        db.repeat(lambda session, due=due, answers=answers: _settle(session, due, answers))


def _due() -> Sequence[Pending]:
    with db.reads() as connection:
        return _of(connection, now())


def _of(connection: Connection, at: dt.datetime) -> Sequence[Pending]:
    statement = (
        select(PushReceipt.id, PushReceipt.delivery_id, PushReceipt.device_id, Delivery.created_at)
        .join(Delivery, Delivery.id == PushReceipt.delivery_id)
        .where(PushReceipt.ask_at <= at)
        .order_by(PushReceipt.ask_at, PushReceipt.id)
        .limit(AT_ONCE)
    )
    late = at - KEPT_BY_EXPO
    return [
        Pending(ticket, delivery_id, device_id, created_at < late)
        for ticket, delivery_id, device_id, created_at in connection.execute(statement)
    ]


def _settle(session: Session, due: Sequence[Pending], answers: Mapping[str, Answer]) -> None:
    later = [one.ticket for one in due if one.ticket not in answers and not one.is_late]
    done = [one.ticket for one in due if one.ticket in answers or one.is_late]
    session.execute(_wait(later))
    session.execute(delete(PushReceipt).where(PushReceipt.id.in_(done)).execution_options(synchronize_session=False))
    answered = [(one, answers[one.ticket]) for one in due if one.ticket in answers]
    # What reached one of a person's phones has arrived, whatever the others say.
    for one, answer in sorted(answered, key=lambda pair: not pair[1].is_ok):
        _note(session, one, answer)


def _wait(tickets: Sequence[str]) -> Update:
    later = update(PushReceipt).where(PushReceipt.id.in_(tickets)).values(ask_at=now() + READY_AFTER)
    return later.execution_options(synchronize_session=False)


def _note(session: Session, one: Pending, answer: Answer) -> None:
    if answer.is_ok:
        receipts.arrived(session, one.delivery_id)
        return
    if answer.is_gone and one.device_id is not None:
        forget(session, [one.device_id])
    others = exists().where(PushReceipt.delivery_id == one.delivery_id)
    if answer.problem is not None and not session.scalar(select(others)):
        receipts.did_not_arrive(session, one.delivery_id, answer.problem.words)
