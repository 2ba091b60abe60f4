"""Tasks in JSON: what is asked, sent and shown."""

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from app.models import TaskStatus, TicketStatus
from app.schemas.base import Id, Instant, ListQuery, Model, Named, Page, Path, Text
from app.schemas.patch import Patch
from app.schemas.tickets import Description, PriorityWord, RoomName, Title, rank
from app.services.tasks.costs import Cost
from app.services.tasks.making import Assignment, NewTask
from app.services.tasks.moving import Spent
from app.services.tasks.reading import TaskFilters

Position = Annotated[int, Field(ge=0, le=1_000_000)]
Minutes = Annotated[int, Field(ge=0, le=100_000)]
Note = Annotated[str, Text(2_000)]
People = Annotated[list[Id], Field(max_length=20)]
Nobody = Field(default=[])
Ids = Field(default=[], max_length=100)


class Money(Model):
    """An amount in minor units of the currency: 1250 EUR is €12.50."""

    amount: Annotated[int, Field(ge=0, le=1_000_000_000_000)]
    currency: Annotated[str, Field(pattern=r"^[A-Z]{3}$")]

    def cost(self) -> Cost:
        """As the service takes it."""
        return Cost(self.amount, self.currency)


class TaskTicket(Model):
    """The ticket whose work it is."""

    id: Id
    number: str
    title: str
    status: TicketStatus


class Task(Model):
    """A piece of work for one or more people."""

    id: Id
    ticket_id: Id | None
    ticket: TaskTicket | None
    title: str
    description: str
    """Markdown, as it was written."""
    status: TaskStatus
    priority: PriorityWord
    position: int
    """Its place among the tasks of its ticket."""
    property: Named
    room: RoomName | None
    assignees: list[Named]
    """Who works on it; nobody while it waits for somebody."""
    created_by: Named
    due_at: Instant | None
    minutes_spent: int
    cost: Money | None
    started_at: Instant | None
    completed_at: Instant | None
    created_at: Instant
    updated_at: Instant
    allowed_statuses: list[TaskStatus]
    """To which the caller may move it now."""
    version: int
    """Counts changes of what PATCH can set; the ETag."""
    seq: int
    """Counts everything that a reader would see."""


class TaskPage(Page[Task]):
    """One page of tasks."""


class TaskPath(Path):
    """Which task."""

    task_id: Id


class TaskQuery(ListQuery):
    """What a list is narrowed to, and its order."""

    scope: Literal["mine", "managed"] = "mine"
    """`mine`: on which the caller works; `managed`: all of the properties that the caller manages."""
    status: list[TaskStatus] = Ids
    due_before: Instant | None = None
    due_after: Instant | None = None
    property_id: list[Id] = Ids
    assignee_id: list[Id] = Ids
    ticket_id: list[Id] = Ids
    sort: Literal["due_at", "-created_at"] = "due_at"
    """By due time, those without one last; or the newest first."""

    def filters(self) -> TaskFilters:
        """The filters as the service takes them."""
        return TaskFilters(
            whose=self.scope,
            status=tuple(self.status),
            due_before=self.due_before,
            due_after=self.due_after,
            property_id=tuple(self.property_id),
            assignee_id=tuple(self.assignee_id),
            ticket_id=tuple(self.ticket_id),
        )


class AssignTask(Model):
    """Who is to do a ticket's work: `user_id` for one person, `user_ids` for several."""

    ticket_id: Id
    user_id: Id | None = None
    user_ids: People | None = None
    title: Title | None = None
    """Without one, a task of the ticket that waits for somebody is given on; else the ticket's title."""
    due_at: Instant | None = None
    note: Note | None = None
    """What to know before; it becomes the task's description."""

    @model_validator(mode="after")
    def _names_somebody(self) -> Self:
        if bool(self.user_id) == bool(self.user_ids):
            raise PydanticCustomError("one_of", "Name either `user_id` or `user_ids`.")
        return self

    def assignment(self) -> Assignment:
        """What is asked, as the service takes it."""
        one = None if self.user_id is None else (self.user_id,)
        return Assignment(
            ticket_id=self.ticket_id,
            user_ids=one or unique(self.user_ids or []),
            title=self.title,
            due_at=self.due_at,
            note=self.note,
            pointer="/user_id" if one else "/user_ids",
        )


class TaskNew(Model):
    """A task of a ticket, or one of its own at a property."""

    title: Title
    ticket_id: Id | None = None
    property_id: Id | None = None
    """Needed without a ticket."""
    room_id: Id | None = None
    description: Description = ""
    user_ids: People = Nobody
    due_at: Instant | None = None
    priority: PriorityWord | None = None
    """Without one: the ticket's, else medium."""

    @model_validator(mode="after")
    def _is_somewhere(self) -> Self:
        if self.ticket_id is None and self.property_id is None:
            raise PydanticCustomError("one_of", "Name `ticket_id` or `property_id`.")
        return self

    def task(self) -> NewTask:
        """What is asked, as the service takes it."""
        return NewTask(
            title=self.title,
            ticket_id=self.ticket_id,
            property_id=self.property_id,
            room_id=self.room_id,
            description=self.description,
            user_ids=unique(self.user_ids),
            due_at=self.due_at,
            priority=None if self.priority is None else rank(self.priority),
        )


class TaskPatch(Patch):
    """What changes; which status may follow is told by `allowed_statuses`."""

    title: Title = ""
    description: Description = ""
    due_at: Instant | None = None
    priority: PriorityWord = "medium"
    user_ids: People = Nobody
    status: TaskStatus = TaskStatus.PENDING
    position: Position = 0
    minutes_spent: Annotated[int, Field(ge=0, le=1_000_000)] = 0
    cost: Money | None = None

    def values(self) -> dict[str, object]:
        """The fields that were sent, as the service takes them."""
        sent = self.model_dump(exclude_unset=True)
        typed = {
            "priority": rank(self.priority),
            "user_ids": unique(self.user_ids),
            "cost": None if self.cost is None else self.cost.cost(),
        }
        return {name: typed.get(name, value) for name, value in sent.items()}


class TaskComplete(Model):
    """What it took. Minutes and cost are added to what the task has already."""

    minutes: Minutes = 0
    cost: Money | None = None
    note: Note | None = None

    def spent(self) -> Spent:
        """As the service takes it."""
        return Spent(self.minutes, None if self.cost is None else self.cost.cost(), self.note)


class TaskDecline(Model):
    """Why it is given back."""

    reason: Note


def unique(ids: list[int]) -> tuple[int, ...]:
    """Each once, in the order given."""
    return tuple(dict.fromkeys(ids))
