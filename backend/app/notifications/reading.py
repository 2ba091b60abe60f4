"""What a person was told, in the app: the list behind the bell, how much of it is unread, and marking it read.

A row is the person's for good, but is shown only as long as they may see what it speaks of. Nothing of it is a text:
the web app says it in the reader's language, from the rows as they are now.
"""

import re
from collections.abc import Mapping
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, RowMapping, Select, and_, case, func, or_, select, update
from sqlalchemy.orm import Session, aliased

from app.cursors import Page
from app.errors import NotFound
from app.events import signals
from app.events.signals import Signal
from app.models import Comment, Notification, Priority, Property, Room, Task, Ticket, User
from app.permissions import Actor, scope

Shown = dict[str, object]
Clause = ColumnElement[bool]
ORDER: Final = "-id"
EXCERPT: Final = 160

_MENTION: Final = re.compile(r"@\[([^\]]*)\]\(user:\d+\)")
_PRIORITIES: Final = {int(priority): priority.word for priority in Priority}
_Actor = aliased(User)

_COLUMNS: Final = (
    Notification.id,
    Notification.kind,
    Notification.happened_at,
    Notification.read_at,
    Notification.internal,
    Notification.facts,
    Notification.actor_id,
    _Actor.name.label("actor_name"),
    Ticket.id.label("ticket_id"),
    Ticket.number,
    Ticket.title.label("ticket_title"),
    Ticket.status,
    Ticket.priority,
    Room.id.label("room_id"),
    Room.name.label("room_name"),
    Room.floor,
    Property.id.label("property_id"),
    Property.name.label("property_name"),
    Property.code,
    case((Comment.archived_at.is_(None), Comment.id)).label("comment_id"),
    Comment.body,
)


def listing(connection: Connection, actor: Actor, unread: bool | None, page: Page) -> Shown:
    """What the actor was told, the newest first. `unread`: only that, or only what was read; None: both."""
    statement = _select(actor).where(_visible(actor))
    if unread is not None:
        statement = statement.where(Notification.read_at.is_(None) if unread else Notification.read_at.is_not(None))
    after = page.after(ORDER, int)
    if after is not None:
        statement = statement.where(Notification.id < after[0])
    ordered = statement.order_by(Notification.id.desc()).limit(page.limit + 1)
    rows = connection.execute(ordered).mappings().all()
    return {**page.of(rows, ORDER, "id"), "items": [_shown(row) for row in rows[: page.limit]]}


def shown(connection: Connection, actor: Actor, notification_id: int) -> Shown:
    """One of them; `NotFound` where it is another's, or speaks of what the actor may no longer see."""
    statement = _select(actor).where(_visible(actor), Notification.id == notification_id)
    row = connection.execute(statement).mappings().one_or_none()
    if row is None:
        raise NotFound("notification")
    return _shown(row)


def unread(connection: Connection, actor: Actor) -> Mapping[str, int | None]:
    """How many the actor has not read, and the newest of all, read or not: `{unread, newest}`."""
    own = and_(Notification.user_id == actor.user_id, Notification.shown)
    newest = select(func.max(Notification.id)).where(own).correlate(None).scalar_subquery()
    counted = _joined(select(func.count(Notification.id).label("unread"), newest.label("newest")))
    statement = counted.where(_visible(actor), Notification.read_at.is_(None))
    return dict(connection.execute(statement).mappings().one())


def mark(session: Session, actor: Actor, notification_id: int, *, read: bool) -> int:
    """Mark one as read, or as not read; `NotFound` as `shown`. Marking it twice changes nothing."""
    shown(session.connection(), actor, notification_id)
    other = Notification.read_at.is_(None) if read else Notification.read_at.is_not(None)
    _set(session, actor, and_(Notification.id == notification_id, other), read=read)
    return notification_id


def mark_up_to(session: Session, actor: Actor, notification_id: int) -> Mapping[str, int | None]:
    """Mark as read what the actor was told up to that one, itself included; how many are left: `{unread, newest}`.

    What came since the list was loaded stays unread. Any id will do: only the actor's own rows are touched.
    """
    own = and_(Notification.user_id == actor.user_id, Notification.shown, Notification.id <= notification_id)
    _set(session, actor, and_(own, Notification.read_at.is_(None)), read=True)
    return unread(session.connection(), actor)


def _set(session: Session, actor: Actor, which: Clause, *, read: bool) -> None:
    """The person's other open pages hear of it, if anything changed."""
    statement = update(Notification).where(which).values(read_at=func.now() if read else None)
    changed = session.execute(statement.returning(Notification.id)).scalars().all()
    if changed:
        signals.tell(session, Signal("notification", max(changed), user_id=actor.user_id))


def _visible(actor: Actor) -> Clause:
    """The actor's own, of tickets and tasks that they see now; what is internal only while that side is theirs."""
    alone = and_(Notification.ticket_id.is_(None), Notification.task_id.is_not(None))
    ticket = or_(Notification.ticket_id.is_(None), scope.tickets(actor))
    task = or_(~alone, scope.tasks(actor))
    internal = or_(~Notification.internal, scope.internal_properties(actor), alone)
    said = or_(Comment.id.is_(None), ~Comment.internal, scope.internal_properties(actor))
    return and_(Notification.user_id == actor.user_id, Notification.shown, ticket, task, internal, said)


def _select(actor: Actor) -> Select[*tuple[Any, ...]]:
    """With the rows that it speaks of, as they are now. A comment that was taken back has no text any more."""
    task = and_(Task.id == Notification.task_id, scope.tasks(actor))
    return (
        _joined(select(*_COLUMNS))
        .outerjoin(Room, Room.id == Ticket.room_id)
        .outerjoin(Property, Property.id == Ticket.property_id)
        .outerjoin(_Actor, _Actor.id == Notification.actor_id)
    ).add_columns(case((task, Task.id)).label("task_id"), case((task, Task.title)).label("task_title"))


def _joined(statement: Select[*tuple[Any, ...]]) -> Select[*tuple[Any, ...]]:
    return (
        statement.select_from(Notification)
        .outerjoin(Ticket, Ticket.id == Notification.ticket_id)
        .outerjoin(Task, Task.id == Notification.task_id)
        .outerjoin(Comment, Comment.id == Notification.comment_id)
    )


def _shown(row: RowMapping) -> Shown:
    return {
        "id": row["id"],
        "kind": row["kind"],
        "at": row["happened_at"],
        "read_at": row["read_at"],
        "internal": row["internal"],
        "ticket": None if row["ticket_id"] is None else _ticket(row),
        "task": None if row["task_id"] is None else {"id": row["task_id"], "title": row["task_title"]},
        "comment": None if row["comment_id"] is None else {"id": row["comment_id"], "excerpt": excerpt(row["body"])},
        "actor": None if row["actor_id"] is None else {"id": row["actor_id"], "name": row["actor_name"]},
        "facts": row["facts"],
    }


def _ticket(row: RowMapping) -> Shown:
    room = {"id": row["room_id"], "name": row["room_name"], "floor": row["floor"]}
    return {
        "id": row["ticket_id"],
        "number": row["number"],
        "title": row["ticket_title"],
        "status": row["status"],
        "priority": _PRIORITIES[row["priority"]],
        "room": None if row["room_id"] is None else room,
        "property": {"id": row["property_id"], "name": row["property_name"], "code": row["code"]},
    }


def excerpt(body: str) -> str:
    """The beginning of a comment on one line; people who are mentioned by their names alone."""
    line = " ".join(_MENTION.sub(r"@\1", body).split())
    return line if len(line) <= EXCERPT else line[: EXCERPT - 1].rstrip() + "…"
