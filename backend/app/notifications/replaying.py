"""Trying again what could not be delivered: one, some, or all of a channel."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.errors import Conflict, NotFound
from app.models import Channel, Delivery, DeliveryState
from app.permissions import Actor, Permission, require_everywhere

from . import ledger


def one(session: Session, actor: Actor, delivery_id: int) -> int:
    """Queue a dead delivery again; 409 for any other: what is on its way needs no help, what was sent is sent."""
    require_everywhere(actor, Permission.SETTINGS_MANAGE)
    state = session.scalar(select(Delivery.state).where(Delivery.id == delivery_id))
    if state is None:
        raise NotFound("delivery")
    if state != DeliveryState.DEAD or not ledger.replay(session, actor, [delivery_id]):
        raise Conflict("Only a delivery that is dead can be tried again.", "not_dead", params={"state": state})
    return delivery_id


def some(session: Session, actor: Actor, ids: Sequence[int]) -> int:
    """Queue again those of these that are dead; how many."""
    require_everywhere(actor, Permission.SETTINGS_MANAGE)
    return ledger.replay(session, actor, ids)


def every(session: Session, actor: Actor, channel: Channel | None = None) -> int:
    """Queue again all that are dead (of a channel); how many."""
    require_everywhere(actor, Permission.SETTINGS_MANAGE)
    return ledger.replay_dead(session, actor, channel)
