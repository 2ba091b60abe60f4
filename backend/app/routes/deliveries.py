"""The ledger of deliveries over HTTP. For super admins."""

from collections.abc import Mapping

from sqlalchemy.orm import Session

from app import db
from app.http import Api, caller
from app.notifications import ledger_reading, replaying
from app.schemas.deliveries import (
    DeliveryCounts,
    DeliveryInFull,
    DeliveryPage,
    DeliveryPath,
    DeliveryQuery,
    DeliveryReplay,
    Replayed,
)

api = Api("deliveries", tag="Deliveries and jobs")


@api.get("/deliveries", returns=DeliveryPage)
def list_deliveries(query: DeliveryQuery) -> Mapping[str, object]:
    """Who was told what through which channel, the newest first."""
    with db.reads() as connection:
        return ledger_reading.listing(connection, caller(), query.filters(), query.page())


@api.get("/deliveries/counts", returns=DeliveryCounts)
def count_deliveries() -> Mapping[str, object]:
    """How many there are, by state and by channel."""
    with db.reads() as connection:
        return ledger_reading.counts(connection, caller())


@api.get("/deliveries/<int:delivery_id>", returns=DeliveryInFull)
def get_delivery(path: DeliveryPath) -> Mapping[str, object]:
    """One delivery with every try and what the other side said."""
    with db.reads() as connection:
        return ledger_reading.shown(connection, caller(), path.delivery_id)


@api.post("/deliveries/<int:delivery_id>/replay", returns=DeliveryInFull, renders=ledger_reading.shown)
def replay_delivery(unit: Session, path: DeliveryPath) -> int:
    """Try a dead delivery again; 409 for any other."""
    return replaying.one(unit, caller(), path.delivery_id)


@api.post("/deliveries/replay", returns=Replayed)
def replay_deliveries(unit: Session, body: DeliveryReplay) -> Mapping[str, object]:
    """Try many dead deliveries again."""
    if body.ids is not None:
        return {"replayed": replaying.some(unit, caller(), body.ids)}
    return {"replayed": replaying.every(unit, caller(), body.channel)}
