"""What Twilio sends beside its form."""

from app.schemas.base import Id, Query


class StatusQuery(Query):
    """The parameters of the address that we gave Twilio."""

    delivery: Id | None = None
    """The delivery that the message is."""
