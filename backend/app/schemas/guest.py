"""What somebody without an account sends and sees: a room by its code, one ticket by its link."""

from typing import Annotated

from app.models import RoomKind, TicketStatus
from app.schemas.base import Email, Id, Line, Model, Named, Path, Text
from app.schemas.comments import Comment
from app.schemas.patch import Patch
from app.schemas.ticket_details import Phone
from app.schemas.tickets import Description, PropertyName, Rating, TicketInFull, Title
from app.schemas.timeline import TicketEvent
from app.services.guest import RoomReport


class Building(PropertyName):
    """A property with the floors of its rooms."""

    floors: list[int]


class GuestRoomName(Named):
    """The room whose code was read."""

    floor: int | None
    kind: RoomKind


class GuestCategory(Named):
    """A category to choose, with its name in other languages."""

    names: dict[str, str]


class GuestRoom(Model):
    """Where the code hangs, and what can be reported."""

    property: Building
    room: GuestRoomName
    categories: list[GuestCategory]


class RoomTokenPath(Path):
    """The token of a room's code."""

    room_token: str


class GuestReport(Model):
    """What is wrong or wanted; name, e-mail and phone only if one likes."""

    title: Title
    description: Description = ""
    category_id: Id | None = None
    name: Annotated[str, Line(200)] | None = None
    email: Email | None = None
    phone: Phone | None = None
    sms_consent: bool = False
    """They want to be written to at that number, once its phone has agreed; it needs to be one with its country."""

    def said(self) -> RoomReport:
        """As the service takes it."""
        return RoomReport(
            self.title, self.description, self.category_id, self.name, self.email, self.phone, self.sms_consent
        )


class ReportedTicket(Model):
    """The ticket that came of it."""

    id: Id
    number: str
    status: TicketStatus


class Reported(Model):
    """The ticket, and the private link to follow it."""

    ticket: ReportedTicket
    follow_url: str


class FollowPath(Path):
    """The token of a private link."""

    follow_token: str


class FollowedTicket(TicketInFull):
    """One's own ticket with everything that was said and done in public."""

    floors: list[int]
    """Of the property, to draw the building."""
    comments: list[Comment]
    history: list[TicketEvent]


class FollowPatch(Patch):
    """Confirm, reopen, cancel or rate."""

    status: TicketStatus = TicketStatus.OPEN
    rating: Rating | None = None
    rating_comment: Annotated[str, Text(2_000, minimum=0)] | None = None
    reason: Annotated[str, Text(2_000)] | None = None

    def values(self) -> dict[str, object]:
        """The fields that were sent, as the service takes them."""
        return self.model_dump(exclude_unset=True)


class GuestComment(Model):
    """What to say."""

    body: Annotated[str, Text(20_000)]
