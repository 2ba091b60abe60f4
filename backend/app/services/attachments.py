"""Files on a ticket, on a comment of it or on a task of it."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Final

from sqlalchemy import BigInteger, Connection, Select, bindparam, select, tuple_
from sqlalchemy.orm import Session

from app.cursors import Page
from app.errors import Invalid, NotFound
from app.events import record
from app.events.types import AttachmentDeleted, TicketAttached
from app.models import Attachment, AttachmentState, Comment, Json, Task, Ticket, User
from app.permissions import Actor, Permission, allowed, forbidden, require, scope
from app.prepared import Statements
from app.services import files
from app.services.files import Stored
from app.services.rows import locked, now
from app.services.tickets import loading
from app.services.tickets.standing import touch

Shown = dict[str, object]
ORDER: Final = "id"
OWN_WITHIN: Final = dt.timedelta(minutes=15)


_COLUMNS = (
    Attachment.id,
    Attachment.name,
    Attachment.content_type,
    Attachment.size,
    Attachment.state,
    Attachment.comment_id,
    Attachment.task_id,
    Attachment.internal,
    Attachment.width,
    Attachment.height,
    Attachment.thumbnail_key,
    Attachment.rendition_key,
    Attachment.created_at,
    User.id.label("by_id"),
    User.name.label("by_name"),
)


_OF_TICKET: Final = Statements()


def of_ticket(connection: Connection, actor: Actor, ticket_id: int) -> list[Shown]:
    """Every attachment of a ticket that the actor may see, oldest first, with links for ten minutes."""
    values = {**scope.values(actor), "ticket_id": ticket_id}

    def build() -> Select[*tuple[Any, ...]]:
        one = Attachment.ticket_id == bindparam("ticket_id", type_=BigInteger())
        return _visible(actor).where(one).order_by(Attachment.id)

    return [_shown(row) for row in _OF_TICKET.rows(connection, scope.shape(actor), values, build)]


def listing(connection: Connection, actor: Actor, ticket_id: int, page: Page) -> Shown:
    """One page of a ticket's attachments; `NotFound` where the actor may not see the ticket."""
    loading.require_visible(connection, actor, ticket_id)
    statement = _visible(actor).where(Attachment.ticket_id == ticket_id)
    after = page.after(ORDER, int)
    if after is not None:
        statement = statement.where(Attachment.id > after[0])
    rows = connection.execute(statement.order_by(Attachment.id).limit(page.limit + 1)).mappings().all()
    answer = page.of(rows, ORDER, "id")
    return {**answer, "items": [_shown(dict(row)) for row in rows[: page.limit]]}


def together(connection: Connection, actor: Actor, first_id: int) -> Shown:
    """The attachments that came in one request, by the id of the first of them."""
    first = select(Attachment.ticket_id, Attachment.uploaded_by_id, Attachment.created_at)
    same = tuple_(Attachment.ticket_id, Attachment.uploaded_by_id, Attachment.created_at)
    statement = _visible(actor).where(same == first.where(Attachment.id == first_id).scalar_subquery())
    return {"items": [_shown(dict(row)) for row in connection.execute(statement.order_by(Attachment.id)).mappings()]}


def _visible(actor: Actor) -> Select[*tuple[Any, ...]]:
    return (
        select(*_COLUMNS)
        .select_from(Attachment)
        .join(Ticket, Ticket.id == Attachment.ticket_id)
        .join(User, User.id == Attachment.uploaded_by_id)
        .where(scope.attachments(actor))
    )


def _shown(row: Mapping[str, Any]) -> Shown:
    served = files.RENDITION if row["rendition_key"] else files.ORIGINAL
    return {
        "id": row["id"],
        "name": row["name"],
        "content_type": row["content_type"],
        "size": row["size"],
        "state": row["state"],
        "url": files.link(row["id"]),
        "preview_url": files.link(row["id"], served) if row["thumbnail_key"] else None,
        "thumbnail_url": files.link(row["id"], files.THUMBNAIL) if row["thumbnail_key"] else None,
        "width": row["width"],
        "height": row["height"],
        "comment_id": row["comment_id"],
        "task_id": row["task_id"],
        "internal": row["internal"],
        "created_at": row["created_at"],
        "by": {"id": row["by_id"], "name": row["by_name"]},
    }


def attach(
    session: Session,
    actor: Actor,
    ticket_id: int,
    stored: Sequence[Stored],
    *,
    comment_id: int | None = None,
    task_id: int | None = None,
) -> list[int]:
    """Put kept files on a ticket; on an internal comment or on a task they are internal. Returns their ids."""
    ticket = loading.load(session, actor, ticket_id)
    require(actor, Permission.ATTACHMENT_ADD, loading.facts_of(session, actor, ticket))
    internal = _comment_is_internal(session, actor, ticket_id, comment_id) or _has_task(
        session, actor, ticket_id, task_id
    )
    return add(session, actor, ticket, stored, comment_id=comment_id, task_id=task_id, internal=internal)


def add(
    session: Session,
    actor: Actor,
    ticket: Ticket,
    stored: Sequence[Stored],
    *,
    comment_id: int | None = None,
    task_id: int | None = None,
    internal: bool = False,
) -> list[int]:
    """Write the rows of kept files on a locked ticket, and what follows from them."""
    at = now()
    rows = [
        Attachment(
            ticket_id=ticket.id,
            comment_id=comment_id,
            task_id=task_id,
            uploaded_by_id=actor.user_id or ticket.reporter_id,
            internal=internal,
            created_at=at,
            **asdict(kept),
        )
        for kept in stored
    ]
    if not rows:
        return []
    session.add_all(rows)
    session.flush()
    ticket.attachment_count += len(rows)
    ticket.public_attachment_count += 0 if internal else len(rows)
    touch(ticket, at, internal=internal)
    names = {"attachments": [None, [{"id": row.id, "name": row.name} for row in rows]]}
    record(session, actor, TicketAttached(ticket.id, ticket.id, ticket.property_id, names, internal=internal))
    return [row.id for row in rows]


def _comment_is_internal(session: Session, actor: Actor, ticket_id: int, comment_id: int | None) -> bool:
    if comment_id is None:
        return False
    row = session.execute(
        select(Comment.internal, Comment.author_id)
        .join(Ticket, Ticket.id == Comment.ticket_id)
        .where(Comment.id == comment_id, Comment.ticket_id == ticket_id, scope.comments(actor))
    ).first()
    if row is None or row.author_id != actor.user_id:
        raise Invalid.field("/comment_id", "unknown", "There is no such comment of yours on this ticket.")
    return row.internal


def _has_task(session: Session, actor: Actor, ticket_id: int, task_id: int | None) -> bool:
    if task_id is None:
        return False
    found = session.scalar(select(Task.id).where(Task.id == task_id, Task.ticket_id == ticket_id, scope.tasks(actor)))
    if found is None:
        raise Invalid.field("/task_id", "unknown", "There is no such task of this ticket.")
    return True


def delete(session: Session, actor: Actor, attachment_id: int) -> int:
    """Take a file away: one's own within 15 minutes, or as a manager. The record of it stays. Returns the ticket."""
    ticket_id = session.scalar(
        select(Attachment.ticket_id)
        .join(Ticket, Ticket.id == Attachment.ticket_id)
        .where(Attachment.id == attachment_id, scope.attachments(actor))
    )
    if ticket_id is None:
        raise NotFound("attachment")
    ticket = loading.load(session, actor, ticket_id)
    visible = (Attachment.id == attachment_id) & Attachment.archived_at.is_(None)
    row = locked(session, Attachment, visible, "attachment")
    _require_removable(session, actor, ticket, row)
    at = row.archived_at = now()
    ticket.attachment_count -= 1
    ticket.public_attachment_count -= 0 if row.internal else 1
    touch(ticket, at, internal=row.internal)
    gone: Mapping[str, Json] = {"name": [row.name, None]}
    event = AttachmentDeleted(row.id, ticket.id, ticket.property_id, gone, internal=row.internal)
    record(session, actor, event)
    return ticket.id


def _require_removable(session: Session, actor: Actor, ticket: Ticket, row: Attachment) -> None:
    fresh = row.uploaded_by_id == actor.user_id and now() - row.created_at <= OWN_WITHIN
    facts = loading.facts_of(session, actor, ticket)
    if not fresh and not allowed(actor, Permission.ATTACHMENT_REMOVE, facts):
        raise forbidden(Permission.ATTACHMENT_REMOVE)


@dataclass(frozen=True, slots=True)
class Served:
    """What to send for a link: the stored object and how to name it."""

    key: str
    name: str
    content_type: str


def readable(connection: Connection, actor: Actor, attachment_id: int) -> None:
    """`NotFound` unless the actor may see that attachment."""
    if connection.execute(_visible(actor).where(Attachment.id == attachment_id)).first() is None:
        raise NotFound("attachment")


def served(connection: Connection, attachment_id: int, variant: str) -> Served:
    """The object behind a signed link; `NotFound` once the attachment was taken away or is blocked."""
    clean = (Attachment.state == AttachmentState.CLEAN) & Attachment.archived_at.is_(None)
    columns = (
        Attachment.name,
        Attachment.content_type,
        Attachment.storage_key,
        Attachment.thumbnail_key,
        Attachment.rendition_key,
    )
    row = connection.execute(select(*columns).where(Attachment.id == attachment_id, clean)).first()
    if row is None:
        raise NotFound("file")
    variants = {
        files.ORIGINAL: (row.storage_key, row.content_type),
        files.THUMBNAIL: (row.thumbnail_key, files.THUMBNAIL_TYPE),
        files.RENDITION: (row.rendition_key, "image/jpeg"),
    }
    key, content_type = variants.get(variant, (None, ""))
    if key is None:
        raise NotFound("file")
    return Served(key, row.name, content_type)
