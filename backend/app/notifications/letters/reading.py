"""The rows that a letter speaks of, as they are when it is written, and only those that its reader may see."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import ARRAY, BigInteger, ColumnElement, Connection, Integer, Select, and_, bindparam, func, or_, select
from sqlalchemy.orm import aliased

from app.models import Comment, Property, Room, Task, Ticket, User
from app.permissions import Actor, scope
from app.prepared import Statements


@dataclass(frozen=True, slots=True)
class Place:
    """Where: the room, or the property where there is none. `floors`: those of the property's rooms, sorted."""

    room: str | None
    floor: int | None
    floors: Sequence[int]
    property_id: int
    house: str
    code: str
    address: str
    timezone: str

    @property
    def short(self) -> str:
        """What a subject begins with."""
        return self.room or self.code


@dataclass(frozen=True, slots=True)
class TicketFacts:
    """A ticket. `priority` is a rank."""

    id: int
    number: str
    title: str
    description: str
    status: str
    priority: int
    place: Place
    reporter_id: int
    reporter: str
    assignee: str | None
    guest_reported: bool
    due_at: dt.datetime | None
    answer_due_at: dt.datetime | None
    answered_at: dt.datetime | None
    on_hold_until: dt.datetime | None
    on_hold_reason: str | None
    rating: int | None
    created_at: dt.datetime
    follow_salt: bytes | None


@dataclass(frozen=True, slots=True)
class TaskFacts:
    """A task. `priority` is a rank."""

    id: int
    title: str
    description: str
    status: str
    priority: int
    due_at: dt.datetime | None
    place: Place


@dataclass(frozen=True, slots=True)
class CommentFacts:
    """What somebody wrote."""

    body: str
    author: str
    internal: bool
    at: dt.datetime


_Reporter, _Assignee = aliased(User), aliased(User)
_Any = aliased(Room)


def _floors() -> ColumnElement[Sequence[int]]:
    found = (
        select(_Any.floor)
        .where(_Any.property_id == Property.id, _Any.floor.is_not(None), _Any.archived_at.is_(None))
        .distinct()
        .order_by(_Any.floor)
    )
    return func.array(found.correlate(Property).scalar_subquery(), type_=ARRAY(Integer))


_PLACE: Final = (
    Room.name.label("room"),
    Room.floor,
    _floors().label("floors"),
    Property.id.label("property_id"),
    Property.name.label("house"),
    Property.code,
    Property.address,
    Property.timezone,
)


_PLACE_NAMES: Final = tuple(column.name for column in _PLACE)

_TICKET: Final = (
    Ticket.id,
    Ticket.number,
    Ticket.title,
    Ticket.description,
    Ticket.status,
    Ticket.priority,
    Ticket.reporter_id,
    _Reporter.name.label("reporter"),
    _Assignee.name.label("assignee"),
    Ticket.guest_reported,
    Ticket.due_at,
    Ticket.first_response_due_at.label("answer_due_at"),
    Ticket.first_response_at.label("answered_at"),
    Ticket.on_hold_until,
    Ticket.on_hold_reason,
    Ticket.rating,
    Ticket.created_at,
    Ticket.follow_salt,
)
_TASK: Final = (Task.id, Task.title, Task.description, Task.status, Task.priority, Task.due_at)


_TICKETS: Final = Statements()
_COMMENTS: Final = Statements()


def ticket(connection: Connection, actor: Actor, ticket_id: int) -> TicketFacts | None:
    """The ticket; None where the actor may not see it."""

    def build() -> Select[*tuple[Any, ...]]:
        return (
            select(*_TICKET, *_PLACE)
            .join(Property, Property.id == Ticket.property_id)
            .join(_Reporter, _Reporter.id == Ticket.reporter_id)
            .outerjoin(_Assignee, _Assignee.id == Ticket.assignee_id)
            .outerjoin(Room, Room.id == Ticket.room_id)
            .where(Ticket.id == bindparam("ticket_id", type_=BigInteger), scope.tickets(actor))
        )

    values = {**scope.values(actor), "ticket_id": ticket_id}
    rows = _TICKETS.rows(connection, scope.shape(actor), values, build)
    return TicketFacts(**_placed(rows[0])) if rows else None


def task(connection: Connection, actor: Actor, task_id: int) -> TaskFacts | None:
    """The task; None where the actor may not see it."""
    statement = (
        select(*_TASK, *_PLACE)
        .join(Property, Property.id == Task.property_id)
        .outerjoin(Ticket, Ticket.id == Task.ticket_id)
        .outerjoin(Room, Room.id == func.coalesce(Task.room_id, Ticket.room_id))
        .where(Task.id == task_id, or_(scope.tasks(actor), and_(Task.ticket_id.is_not(None), scope.tickets(actor))))
    )
    row = connection.execute(statement).mappings().one_or_none()
    return None if row is None else TaskFacts(**_placed(dict(row)))


def comment(connection: Connection, actor: Actor, comment_id: int) -> CommentFacts | None:
    """The comment; None where it was taken back, or is not the actor's to see."""

    def build() -> Select[*tuple[Any, ...]]:
        return (
            select(Comment.body, Comment.internal, Comment.created_at.label("at"), User.name.label("author"))
            .join(Ticket, Ticket.id == Comment.ticket_id)
            .join(User, User.id == Comment.author_id)
            .where(Comment.id == bindparam("comment_id", type_=BigInteger), scope.comments(actor))
        )

    values = {**scope.values(actor), "comment_id": comment_id}
    rows = _COMMENTS.rows(connection, scope.shape(actor), values, build)
    return CommentFacts(**rows[0]) if rows else None


def _placed(row: Mapping[str, Any]) -> dict[str, Any]:
    """A row's own columns, and where it is as one value."""
    place = Place(**{name: row[name] for name in _PLACE_NAMES})
    return {**{name: value for name, value in row.items() if name not in _PLACE_NAMES}, "place": place}
