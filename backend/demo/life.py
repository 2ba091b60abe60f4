"""One ticket's life: each verb changes its rows as the services do and notes what happened."""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import count

from app.events import Event
from app.events.types import (
    TaskAssigned,
    TaskCompleted,
    TaskMoved,
    TaskStarted,
    TicketAssigned,
    TicketAttached,
    TicketCommented,
    TicketCreated,
    TicketEdited,
    TicketMoved,
    TicketRated,
)
from app.models import (
    UNFINISHED,
    Attachment,
    Base,
    Comment,
    Json,
    Priority,
    Task,
    TaskAssignment,
    TaskStatus,
    Ticket,
    TicketStatus,
)
from app.services.assignment import Choice
from app.services.holding import OpenTask, Standing, holding
from app.services.rows import change
from app.services.tickets.standing import touch

from .cast import Member
from .pictures import Picture


@dataclass(frozen=True, slots=True)
class Step:
    """Something that happened, when, and who did it (None: the system)."""

    at: dt.datetime
    actor_id: int | None
    event: Event


@dataclass(frozen=True, slots=True)
class Ids:
    """The ids that the next rows of each table get."""

    ticket: Iterator[int] = field(default_factory=lambda: count(1))
    task: Iterator[int] = field(default_factory=lambda: count(1))
    comment: Iterator[int] = field(default_factory=lambda: count(1))
    attachment: Iterator[int] = field(default_factory=lambda: count(1))


@dataclass(slots=True)
class Life:
    """A ticket with its tasks, comments and attachments."""

    ids: Ids
    ticket: Ticket
    currency: str
    tasks: list[Task] = field(default_factory=list[Task])
    workers: dict[int, int] = field(default_factory=dict[int, int])
    rows: list[Base] = field(default_factory=list[Base])
    steps: list[Step] = field(default_factory=list[Step])

    def created(self, by: int, choice: Choice) -> None:
        """It came in and was assigned by rule."""
        ticket, at = self.ticket, self.ticket.created_at
        told: dict[str, Json] = {
            "number": [None, ticket.number],
            "status": [None, str(ticket.status)],
            "priority": [None, Priority(ticket.priority).word],
        }
        self._note(at, by, TicketCreated(ticket.id, ticket.id, ticket.property_id, told))
        ticket.assignee_id = choice.user_id
        assigned: dict[str, Json] = {"assignee_id": [None, choice.user_id]}
        self._note(at, by, TicketAssigned(ticket.id, ticket.id, ticket.property_id, assigned, choice.reason))

    def unassign(self, by: int, at: dt.datetime, why: str) -> None:
        """A person took it from its manager."""
        changes = change(self.ticket, {"assignee_id": None, "assignee_by_person": True})
        self._seen(at, edited=True)
        told: dict[str, Json] = {"assignee_id": changes["assignee_id"]}
        reason: dict[str, Json] = {"rule": "person", "text": why}
        self._note(at, by, TicketAssigned(self.ticket.id, self.ticket.id, self.ticket.property_id, told, reason))

    def edit(self, by: int, at: dt.datetime, values: Mapping[str, object]) -> None:
        """Somebody set fields; what set them by hand is remembered beside (`due_by_person`)."""
        told = {name: value for name, value in change(self.ticket, values).items() if not name.endswith("_by_person")}
        if not told:
            return
        self._seen(at, edited=True)
        self._note(at, by, TicketEdited(self.ticket.id, self.ticket.id, self.ticket.property_id, told))

    def attach(self, by: int, at: dt.datetime, pictures: Mapping[str, Picture], task_id: int | None = None) -> None:
        """Photos, by file name; those of a task are internal."""
        names: list[Json] = []
        for name, picture in pictures.items():
            row = self._attachment(by, at, name, picture, task_id)
            names.append({"id": row.id, "name": name})
            self.rows.append(row)
        internal = task_id is not None
        self.ticket.attachment_count += len(pictures)
        self.ticket.public_attachment_count += 0 if internal else len(pictures)
        self._seen(at, internal=internal)
        told: dict[str, Json] = {"attachments": [None, names]}
        event = TicketAttached(self.ticket.id, self.ticket.id, self.ticket.property_id, told, internal=internal)
        self._note(at, by, event)

    def comment(self, by: int, at: dt.datetime, body: str, *, internal: bool = False) -> None:
        """A message; an internal one guests never see."""
        row = Comment(
            id=next(self.ids.comment),
            ticket_id=self.ticket.id,
            author_id=by,
            body=body,
            internal=internal,
            created_at=at,
        )
        self.rows.append(row)
        self.ticket.comment_count += 1
        if not internal:
            self.ticket.public_comment_count += 1
            self._answered(by, at)
        self._seen(at, internal=internal)
        told: dict[str, Json] = {"comment_id": [None, row.id]}
        event = TicketCommented(self.ticket.id, self.ticket.id, self.ticket.property_id, told, internal=internal)
        self._note(at, by, event)

    def give_task(self, by: int, at: dt.datetime, worker: Member, title: str) -> Task:
        """The manager gives the work to somebody."""
        task = Task(
            id=next(self.ids.task),
            ticket_id=self.ticket.id,
            property_id=self.ticket.property_id,
            room_id=self.ticket.room_id,
            title=title,
            description="",
            status=TaskStatus.PENDING,
            priority=self.ticket.priority,
            created_by_id=by,
            due_at=self.ticket.due_at,
            minutes_spent=0,
            created_at=at,
            updated_at=at,
            version=1,
            seq=1,
        )
        self.tasks.append(task)
        self.workers[task.id] = worker.id
        self.rows.append(task)
        self.rows.append(TaskAssignment(task_id=task.id, user_id=worker.id, assigned_by_id=by, assigned_at=at))
        self._seen(at)
        told: dict[str, Json] = {
            "task_id": [None, task.id],
            "title": [None, title],
            "user_ids": [None, [worker.id]],
            "people": [None, [{"id": worker.id, "name": worker.row.name}]],
        }
        event = TaskAssigned(task.id, self.ticket.id, self.ticket.property_id, told)
        self._note(at, by, event)
        return task

    def start(self, task: Task, at: dt.datetime) -> None:
        """The worker begins; an open ticket is then in progress."""
        by = self.workers[task.id]
        changes = self._change_task(task, at, {"status": TaskStatus.IN_PROGRESS, "started_at": at})
        self._seen(at)
        self._note(at, by, self._about(TaskStarted, task, changes))
        if self.ticket.status == TicketStatus.OPEN:
            self.move(by, at, TicketStatus.IN_PROGRESS)

    def complete(self, task: Task, at: dt.datetime, minutes: int, cost: int | None) -> None:
        """The work is done."""
        by = self.workers[task.id]
        values = {"status": TaskStatus.COMPLETED, "completed_at": at, "minutes_spent": minutes}
        changes = self._change_task(task, at, values)
        task.completed_by_id = by
        if cost is not None:
            task.cost_amount, task.cost_currency = cost, self.currency
            changes["cost"] = [None, {"amount": cost, "currency": self.currency}]
        self._seen(at)
        self._note(at, by, self._about(TaskCompleted, task, changes))

    def move(
        self,
        by: int | None,
        at: dt.datetime,
        to: TicketStatus,
        *,
        why: str | None = None,
        until: dt.datetime | None = None,
    ) -> None:
        """The status changes; `why` and `until` go with on hold."""
        on_hold = to == TicketStatus.ON_HOLD
        values: dict[str, object] = {
            "status": str(to),
            "on_hold_reason": why if on_hold else None,
            "on_hold_until": until if on_hold else None,
            "closed_at": at if to == TicketStatus.CLOSED else None,
            "resolved_at": self.ticket.resolved_at if to == TicketStatus.CLOSED else None,
        }
        if to == TicketStatus.RESOLVED:
            values["resolved_at"] = at
        changes = change(self.ticket, values)
        self._answered(by, at)
        self._seen(at, edited=True)
        reason: dict[str, Json] | None = {"text": why} if why else None
        self._note(at, by, TicketMoved(self.ticket.id, self.ticket.id, self.ticket.property_id, changes, reason))
        if to == TicketStatus.CANCELLED:
            self._cancel_tasks(by, at)

    def rate(self, at: dt.datetime, stars: int, words: str | None) -> None:
        """The reporter's verdict."""
        changes = change(self.ticket, {"rating": stars, "rating_comment": words})
        self._seen(at, edited=True)
        event = TicketRated(self.ticket.id, self.ticket.id, self.ticket.property_id, changes)
        self._note(at, self.ticket.reporter_id, event)

    def settle(self) -> None:
        """Who has it now and what comes next, by the rule that every ticket follows."""
        ticket = self.ticket
        unfinished = [OpenTask(one.status, self.workers[one.id]) for one in self.tasks if one.status in UNFINISHED]
        now = holding(
            Standing(ticket.status, ticket.assignee_id, ticket.reporter_id, ticket.guest_reported, unfinished)
        )
        ticket.holder_id, ticket.next = now.holder_id, now.next

    def _attachment(self, by: int, at: dt.datetime, name: str, picture: Picture, task_id: int | None) -> Attachment:
        identity = next(self.ids.attachment)
        return Attachment(
            id=identity,
            ticket_id=self.ticket.id,
            task_id=task_id,
            uploaded_by_id=by,
            internal=task_id is not None,
            name=name,
            content_type="image/jpeg",
            size=len(picture.jpeg),
            sha256=picture.sha256,
            storage_key=f"demo-{picture.name}-{identity}.jpg",
            thumbnail_key=f"demo-{picture.name}-{identity}-thumbnail.webp",
            width=picture.width,
            height=picture.height,
            created_at=at,
        )

    def _cancel_tasks(self, by: int | None, at: dt.datetime) -> None:
        for task in self.tasks:
            if task.status in UNFINISHED:
                changes = self._change_task(task, at, {"status": TaskStatus.CANCELLED})
                self._note(at, by, self._about(TaskMoved, task, changes, internal=True))

    def _change_task(self, task: Task, at: dt.datetime, values: Mapping[str, object]) -> dict[str, Json]:
        task.version, task.seq, task.updated_at = task.version + 1, task.seq + 1, at
        return change(task, values)

    def _about(self, event: type[Event], task: Task, changes: Mapping[str, Json], *, internal: bool = False) -> Event:
        told: dict[str, Json] = {"task_id": [task.id, task.id], "title": [task.title, task.title], **changes}
        return event(task.id, self.ticket.id, self.ticket.property_id, told, internal=internal)

    def _answered(self, by: int | None, at: dt.datetime) -> None:
        if self.ticket.first_response_at is None and by not in (None, self.ticket.reporter_id):
            self.ticket.first_response_at = at

    def _seen(self, at: dt.datetime, *, edited: bool = False, internal: bool = False) -> None:
        touch(self.ticket, at, internal=internal)
        self.ticket.version += edited

    def _note(self, at: dt.datetime, by: int | None, event: Event) -> None:
        self.steps.append(Step(at, by, event))
