"""What a ticket may carry: access, incident, service, and on whose behalf it was reported."""

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from app.schemas.base import Day, Email, Id, Instant, Line, Model, Text
from app.services.tickets.report import Caller

Phone = Annotated[str, Line(40)]


class Access(Model):
    """May somebody enter the room, when, and what to know before."""

    may_enter: bool
    from_: Instant | None = Field(default=None, alias="from")
    until: Instant | None = None
    note: Annotated[str, Text(500, minimum=0)] | None = None

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        if self.from_ is not None and self.until is not None and self.until <= self.from_:
            raise PydanticCustomError("order", "The end must come after the beginning.")
        return self

    def values(self) -> dict[str, object]:
        """As it is kept: JSON values under the wire's names."""
        return self.model_dump(mode="json", by_alias=True)


class Incident(Model):
    """What an incident report says besides."""

    type: Annotated[str, Line(100)] | None = None
    place: Annotated[str, Line(200)] | None = None
    occurred_at: Instant | None = None
    injury: bool | None = None
    severity: Literal["minor", "moderate", "serious", "severe"] | None = None
    witnesses: Annotated[str, Text(2_000, minimum=0)] | None = None
    police_report: Annotated[str, Line(100)] | None = None
    insurance_claim: Annotated[str, Line(100)] | None = None
    follow_up_on: Day | None = None

    def values(self) -> dict[str, object]:
        """As it is kept."""
        return self.model_dump(mode="json")


class Service(Model):
    """What a service request says besides."""

    item: Annotated[str, Line(100)] | None = None
    quantity: Annotated[int, Field(ge=1, le=1000)] | None = None
    wanted_at: Instant | None = None

    def values(self) -> dict[str, object]:
        """As it is kept."""
        return self.model_dump(mode="json")


class OnBehalfOf(Model):
    """Who called: a person of the house by id, or anybody by name."""

    user_id: Id | None = None
    name: Annotated[str, Line(200)] | None = None
    room_id: Id | None = None
    phone: Phone | None = None
    email: Email | None = None

    @model_validator(mode="after")
    def _one_of_both(self) -> Self:
        if (self.user_id is None) == (self.name is None):
            raise PydanticCustomError("user_or_name", "Give either user_id or name.")
        return self

    def caller(self) -> Caller:
        """As the service takes it."""
        return Caller(self.user_id, self.name, self.room_id, self.phone, self.email)
