"""What open pages should look at again: told once the unit has committed, as a type and an id, never with content.

A signal is best effort; the reaction to the event tells it again. Whoever configures a publisher takes the signals of
this process; without one they end here.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal

from sqlalchemy.orm import Session

from app import db

Kind = Literal["ticket", "task", "notification", "access"]
Publisher = Callable[[Sequence["Signal"]], None]

_WAITING: Final = "signals"


@dataclass(frozen=True, slots=True)
class Signal:
    """Something changed: a ticket, a task, one person's notifications, or what somebody (`user_id`) may see.

    `id`: of the ticket, the task or the notification; of the user, property or role whose `access` changed. `internal`:
    nothing that guests see of it has changed. `user_id`: the only person to tell. `former`: who lost the task, or a
    task of the ticket, by it; told after the commit only, for later numbers are of what they may not see.
    """

    type: Kind
    id: int
    internal: bool = False
    user_id: int | None = None
    former: frozenset[int] = frozenset()


# After these somebody may see other things than before.
_OF_ONE_PERSON: Final = frozenset({"user.changed", "session.ended"})
_OF_ANYBODY: Final = frozenset({"property.changed"})


def signals_of(
    action: str, entity: str, entity_id: int, *, ticket_id: int | None = None, internal: bool = False
) -> Iterator[Signal]:
    """What open pages should look at again after an event, and whose access it may have changed."""
    if ticket_id is not None:
        yield Signal("ticket", ticket_id, internal=internal)
    if entity == "task":
        yield Signal("task", entity_id, internal=internal)
    if action in _OF_ONE_PERSON:
        yield Signal("access", entity_id, user_id=entity_id)
    if action in _OF_ANYBODY:
        yield Signal("access", entity_id)


_publishers: list[Publisher] = []


def configure(publish: Publisher | None) -> None:
    """From now on this process's signals go there. It is called in the path of answers: it must only take them in."""
    _publishers[:] = [] if publish is None else [publish]


def tell(session: Session, *signals: Signal) -> None:
    """Tell these once the unit has committed."""
    if not _publishers:
        return
    waiting: list[Signal] | None = session.info.get(_WAITING)
    if waiting is None:
        waiting = session.info[_WAITING] = []
        db.after_commit(session, lambda: _publish(session))
    waiting.extend(signals)


def merged(signals: Iterable[Signal]) -> list[Signal]:
    """Each thing once, in public if any of its changes was, and to all who lost it."""
    found: dict[tuple[str, int, int | None], Signal] = {}
    for signal in signals:
        key = (signal.type, signal.id, signal.user_id)
        found[key] = _both(found[key], signal) if key in found else signal
    return list(found.values())


def _both(one: Signal, other: Signal) -> Signal:
    return replace(one, internal=one.internal and other.internal, former=one.former | other.former)


def _publish(session: Session) -> None:
    signals: list[Signal] = session.info.pop(_WAITING, [])
    for publish in _publishers:
        publish(merged(signals))
