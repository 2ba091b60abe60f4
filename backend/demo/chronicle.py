"""History rows of everything that happened, in the order of time, each with its hash; and how far it is handled."""

from collections.abc import Iterable

from app.events import canonical
from app.models import Base, History, Json, TicketCursor

from .life import Step


def rows(steps: Iterable[Step]) -> list[Base]:
    """One History row a step, numbered from 1 as they happened; the tickets' cursors stand at their last row."""
    ordered = sorted(steps, key=lambda step: step.at)
    written: list[Base] = [_row(identity, step) for identity, step in enumerate(ordered, start=1)]
    last = {step.event.ticket_id: number for number, step in enumerate(ordered, start=1)}
    cursors = (TicketCursor(ticket_id=ticket, handled_id=number) for ticket, number in last.items() if ticket)
    return [*written, *cursors]


def _row(identity: int, step: Step) -> History:
    event = step.event
    header: dict[str, Json] = {
        "class": str(event.history_class),
        "id": identity,
        "at": canonical.timestamp(step.at),
        "actor_id": step.actor_id,
        "entity_type": event.entity,
        "entity_id": event.entity_id,
        "ticket_id": event.ticket_id,
        "property_id": event.property_id,
        "internal": event.internal,
        "action": event.action,
        "schema_version": 1,
    }
    sealed = canonical.seal(header, canonical.values(event.changes, event.reason))
    return History(
        class_=str(event.history_class),
        at=step.at,
        id=identity,
        actor_id=step.actor_id,
        entity_type=event.entity,
        entity_id=event.entity_id,
        ticket_id=event.ticket_id,
        property_id=event.property_id,
        internal=event.internal,
        action=event.action,
        changes=event.changes,
        reason=event.reason,
        salts=sealed.salts,
        digests=sealed.digests,
        hash=sealed.hash,
    )
