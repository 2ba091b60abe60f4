"""What the other side tells later of something that it took: it arrived, or it did not."""

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from app.clock import now
from app.models import Channel, Delivery, DeliveryState

TAKEN = (DeliveryState.SENDING, DeliveryState.SENT)


def of_sms(session: Session, provider_id: str, delivery_id: int | None) -> int | None:
    """The delivery that a receipt of an SMS is about. Its id may be told: the receipt may come before we have noted
    what the provider calls the message."""
    known = Delivery.provider_id == provider_id
    if delivery_id is not None:
        known |= (Delivery.id == delivery_id) & Delivery.provider_id.is_(None)
    statement = select(Delivery.id).where(Delivery.channel == Channel.SMS, known)
    return session.scalar(statement.order_by(Delivery.id.desc()).limit(1))


def arrived(session: Session, delivery_id: int) -> None:
    """It reached the person's device."""
    statement = update(Delivery).where(Delivery.id == delivery_id, Delivery.delivered_at.is_(None))
    session.execute(statement.values(delivered_at=now()).execution_options(synchronize_session=False))


def did_not_arrive(session: Session, delivery_id: int, reason: str) -> None:
    """It was taken, and then could not be delivered: dead, unless it arrived after all."""
    statement = update(Delivery).where(
        Delivery.id == delivery_id, Delivery.state.in_(TAKEN), Delivery.delivered_at.is_(None)
    )
    dead = {"state": DeliveryState.DEAD, "reason": reason, "next_at": None}
    session.execute(statement.values(dead).execution_options(synchronize_session=False))
