"""Tickets in JSON: what is asked, sent and shown."""

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from app.models import Next, Priority, TicketKind, TicketStatus
from app.schemas.attachments import Attachment
from app.schemas.base import Id, Instant, Line, ListQuery, Model, Named, Page, Path, Query, Text
from app.schemas.patch import Patch
from app.schemas.ticket_details import Access, Incident, OnBehalfOf, Service
from app.services.tickets.filtering import TicketFilters
from app.services.tickets.report import Report

PriorityWord = Literal["low", "medium", "high", "critical"]
Sort = Literal["-created_at", "created_at", "-updated_at", "due_at", "-priority"]
Person = Id | Literal["me", "none"]
Title = Annotated[str, Line(200)]
Description = Annotated[str, Text(20_000, minimum=0)]
Rating = Annotated[int, Field(ge=1, le=5)]
Many = Field(default=[], max_length=100)


def rank(word: str) -> int:
    """The rank of a priority's word."""
    return int(Priority[word.upper()])


class PropertyName(Named):
    """A property with its code."""

    code: str


class RoomName(Named):
    """A room with its floor."""

    floor: int | None


class Ticket(Model):
    """One report or request."""

    id: Id
    number: str
    """The property's code and a running number, such as BARH-1042."""
    kind: TicketKind
    title: str
    description: str
    """Markdown, as it was written."""
    status: TicketStatus
    priority: PriorityWord
    category: Named
    property: PropertyName
    room: RoomName | None
    reporter: Named
    assignee: Named | None
    """The manager who answers for it."""
    holder: Named | None
    """Who has it now."""
    next: Next
    """What is to happen next."""
    due_at: Instant | None
    first_response_due_at: Instant | None
    first_response_at: Instant | None
    on_hold_until: Instant | None
    on_hold_reason: str | None
    access: Access | None
    """May somebody enter?"""
    incident: Incident | None
    service: Service | None
    created_at: Instant
    updated_at: Instant
    resolved_at: Instant | None
    closed_at: Instant | None
    comment_count: int
    attachment_count: int
    rating: int | None
    rating_comment: str | None
    version: int
    """Counts changes of what PATCH can set; the ETag."""
    seq: int
    """Counts everything that a reader would see, a comment too."""


class TicketInFull(Ticket):
    """A ticket with its attachments, tasks, and what the caller may do to it."""

    attachments: list[Attachment]
    task_ids: list[Id]
    allowed_statuses: list[TicketStatus]
    allowed_actions: list[str]
    """Permissions that the caller has for this ticket as it stands, such as `ticket:assign`."""
    undo_until: Instant | None
    """Until when the caller may take back the last move, their own."""


class TicketPage(Page[Ticket]):
    """One page of tickets."""


class TicketCounts(Model):
    """How many tickets there are, by status and by priority; what has none is left out."""

    by_status: dict[TicketStatus, int]
    by_priority: dict[PriorityWord, int]
    unassigned: int
    """Active ones that nobody is assigned to."""
    overdue: int
    """Active ones past their due time."""


class TicketPath(Path):
    """Which ticket."""

    ticket_id: Id


class TicketCountQuery(Query):
    """What a count is narrowed to; every filter but the single ones may be repeated."""

    status: list[TicketStatus] = Many
    priority: list[PriorityWord] = Many
    kind: list[TicketKind] = Many
    next: list[Next] = Many
    category_id: list[Id] = Many
    """With their subcategories."""
    property_id: list[Id] = Many
    room_id: list[Id] = Many
    floor: list[Annotated[int, Field(ge=-20, le=300)]] = Many
    assignee_id: list[Person] = Many
    """Also `me` and `none`."""
    holder_id: list[Person] = Many
    """Also `me` and `none`."""
    reporter_id: list[Id] = Many
    q: Annotated[str, Line(200)] | None = None
    """Looks through number, title, description, room and reporter; every word must occur."""
    created_after: Instant | None = None
    created_before: Instant | None = None
    overdue: bool | None = None

    def filters(self) -> TicketFilters:
        """The filters as the service takes them."""
        return TicketFilters(
            status=tuple(self.status),
            priority=tuple(rank(word) for word in self.priority),
            kind=tuple(self.kind),
            next=tuple(self.next),
            category_id=tuple(self.category_id),
            property_id=tuple(self.property_id),
            room_id=tuple(self.room_id),
            floor=tuple(self.floor),
            assignee_id=tuple(self.assignee_id),
            holder_id=tuple(self.holder_id),
            reporter_id=tuple(self.reporter_id),
            q=self.q,
            created_after=self.created_after,
            created_before=self.created_before,
            overdue=self.overdue,
        )


class TicketQuery(TicketCountQuery, ListQuery):
    """What a list is narrowed to, and its order."""

    sort: Sort = "-created_at"


class TicketNew(Model):
    """A report."""

    title: Title
    description: Description = ""
    property_id: Id
    room_id: Id | None = None
    category_id: Id | None = None
    """Without one: General."""
    priority: PriorityWord | None = None
    """Staff and managers of the property; else the category's, else medium."""
    kind: TicketKind = TicketKind.REQUEST
    incident: Incident | None = None
    service: Service | None = None
    access: Access | None = None
    on_behalf_of: OnBehalfOf | None = None
    """Staff and above: who called."""

    @model_validator(mode="after")
    def _details_fit_the_kind(self) -> Self:
        if self.incident is not None and self.kind != TicketKind.INCIDENT:
            raise PydanticCustomError("incident_only", "Only an incident report has these fields.")
        if self.service is not None and self.kind != TicketKind.SERVICE_REQUEST:
            raise PydanticCustomError("service_only", "Only a service request has these fields.")
        return self

    def report(self) -> Report:
        """What is said, as the service takes it."""
        return Report(
            title=self.title,
            property_id=self.property_id,
            description=self.description,
            room_id=self.room_id,
            category_id=self.category_id,
            priority=None if self.priority is None else rank(self.priority),
            kind=self.kind,
            incident=None if self.incident is None else self.incident.values(),
            service=None if self.service is None else self.service.values(),
            access=None if self.access is None else self.access.values(),
            on_behalf_of=None if self.on_behalf_of is None else self.on_behalf_of.caller(),
        )


class TicketPatch(Patch):
    """What changes; who may set what is told by `allowed_actions` and `allowed_statuses`."""

    title: Title = ""
    description: Description = ""
    status: TicketStatus = TicketStatus.OPEN
    priority: PriorityWord = "medium"
    category_id: Id = 0
    room_id: Id | None = None
    assignee_id: Id | None = None
    due_at: Instant | None = None
    """Null: as the priority says."""
    on_hold_until: Instant | None = None
    reason: Annotated[str, Text(2_000)] | None = None
    """Why it moves; the reporter reads it. Needed for `on_hold`."""
    access: Access | None = None
    rating: Rating | None = None
    rating_comment: Annotated[str, Text(2_000, minimum=0)] | None = None

    def values(self) -> dict[str, object]:
        """The fields that were sent, as the service takes them."""
        sent = self.model_dump(exclude_unset=True)
        if "priority" in sent:
            sent["priority"] = rank(self.priority)
        if self.access is not None:
            sent["access"] = self.access.values()
        return sent


class TicketBulk(Model):
    """One change for many tickets."""

    ids: Annotated[list[Id], Field(min_length=1, max_length=100)]
    patch: TicketPatch


class BulkProblem(Model):
    """Why one of them wasn't changed."""

    code: str
    detail: str


class BulkResult(Model):
    """What became of one ticket; `status` is HTTP's."""

    id: Id
    status: int
    problem: BulkProblem | None = None


class BulkResults(Model):
    """What became of each, in the order asked."""

    results: list[BulkResult]
