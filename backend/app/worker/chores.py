"""What the schedule asks for, by name. Each is harmless at any time and any number of times."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Final, Protocol

from sqlalchemy import Connection
from sqlalchemy.orm import Session

from app import db
from app.models import Channel
from app.notifications import push_receipts
from app.notifications.channels import registry
from app.notifications.channels.mobile_push import MobilePushSender
from app.reactions import on_hold
from app.services import housekeeping, orphans
from app.services.tickets import handing_on, moves

Chore = Callable[[], None]


def clear_outdated() -> None:
    """Delete what has had its time, batch by batch."""
    for what in housekeeping.OUTDATED:
        while db.repeat(partial(housekeeping.clear, what=what)) == housekeeping.BATCH:
            pass


def ask_push_receipts() -> None:
    """Ask Expo what became of the pushes that it took a quarter of an hour ago."""
    sender = registry.sender(Channel.MOBILE_PUSH)
    if isinstance(sender, MobilePushSender):
        push_receipts.ask_all(sender)


def make_history_months() -> None:
    """Keep the months ahead in stock."""
    db.repeat(housekeeping.make_history_months)


def close_resolved() -> None:
    """Close what was resolved a week ago and nobody confirmed; a unit of work a ticket."""
    _in_batches(moves.stale, moves.close_stale)


def place_tickets() -> None:
    """Hand on what lies with somebody who is away or gone, and drain the queue; a unit of work a ticket."""
    _in_batches(handing_on.misplaced, handing_on.place)


def remind_on_hold() -> None:
    """Bring back to mind what was on hold until a day that has come, batch by batch."""
    place = db.repeat(on_hold.remind)
    while place is not None:
        place = db.repeat(partial(on_hold.remind, after=place))


def discard_orphans() -> None:
    """Delete the bytes that no attachment came to refer to."""
    for keys in orphans.batches():
        with db.reads() as connection:
            orphans.discard(connection, keys)


class _Named(Protocol):
    """The next tickets behind an id, in the order of their ids; none: there are no more."""

    def __call__(self, connection: Connection, after: int = 0) -> Sequence[int]: ...


def _in_batches(named: _Named, verb: Callable[[Session, int], None]) -> None:
    """Treat the tickets that are named, in the order of their ids, a unit of work each.

    One that fails holds up no other; all that failed are told of at the end.
    """
    failures: list[Exception] = []
    after = 0
    while tickets := _read(partial(named, after=after)):
        for ticket_id in tickets:
            try:
                db.repeat(lambda unit, ticket_id=ticket_id: verb(unit, ticket_id))
            except Exception as error:  # noqa: BLE001 -- whatever it is, it is raised below
                error.add_note(f"ticket {ticket_id}")
                failures.append(error)
        after = tickets[-1]
    if failures:
        raise ExceptionGroup("Some tickets could not be treated", failures)


def _read(query: Callable[[Connection], Sequence[int]]) -> Sequence[int]:
    with db.reads() as connection:
        return query(connection)


CHORES: Final[Mapping[str, Chore]] = {
    "ask_push_receipts": ask_push_receipts,
    "clear_outdated": clear_outdated,
    "close_resolved": close_resolved,
    "discard_orphans": discard_orphans,
    "make_history_months": make_history_months,
    "place_tickets": place_tickets,
    "remind_on_hold": remind_on_hold,
}
