"""Messages on a ticket: public, or internal and then never a guest's to see."""

import datetime as dt
from typing import Any, Final

from sqlalchemy import Connection, RowMapping, Select, select
from sqlalchemy.orm import Session

from app.cursors import Page
from app.errors import Conflict, NotFound
from app.events import record
from app.events.types import CommentDeleted, CommentEdited, TicketCommented
from app.models import Comment, Role, Ticket, User
from app.permissions import Actor, Permission, forbidden, require, scope
from app.services.rows import change, expect_version, locked, now
from app.services.tickets import loading
from app.services.tickets.standing import touch

Shown = dict[str, object]
ORDER: Final = "id"
OWN_WITHIN: Final = dt.timedelta(minutes=15)

_COLUMNS = (
    Comment.id,
    Comment.ticket_id,
    Comment.body,
    Comment.internal,
    Comment.version,
    Comment.created_at,
    Comment.edited_at,
    User.id.label("author_id"),
    User.name.label("author_name"),
    Role.key.label("author_role"),
)


def listing(connection: Connection, actor: Actor, ticket_id: int, page: Page) -> Shown:
    """One page of a ticket's comments, oldest first; `NotFound` where the actor may not see the ticket."""
    loading.require_visible(connection, actor, ticket_id)
    statement = _visible(actor).where(Comment.ticket_id == ticket_id)
    after = page.after(ORDER, int)
    if after is not None:
        statement = statement.where(Comment.id > after[0])
    rows = connection.execute(statement.order_by(Comment.id).limit(page.limit + 1)).mappings().all()
    answer = page.of(rows, ORDER, "id")
    return {**answer, "items": [_shown(row) for row in rows[: page.limit]]}


def shown(connection: Connection, actor: Actor, comment_id: int) -> Shown:
    """One comment; `NotFound` where the actor may not see it."""
    row = connection.execute(_visible(actor).where(Comment.id == comment_id)).mappings().first()
    if row is None:
        raise NotFound("comment")
    return _shown(row)


def _visible(actor: Actor) -> Select[*tuple[Any, ...]]:
    return (
        select(*_COLUMNS)
        .select_from(Comment)
        .join(Ticket, Ticket.id == Comment.ticket_id)
        .join(User, User.id == Comment.author_id)
        .join(Role, Role.id == User.role_id)
        .where(scope.comments(actor))
    )


def _shown(row: RowMapping) -> Shown:
    return {
        "id": row["id"],
        "ticket_id": row["ticket_id"],
        "author": {"id": row["author_id"], "name": row["author_name"], "role": row["author_role"]},
        "body": row["body"],
        "internal": row["internal"],
        "created_at": row["created_at"],
        "edited_at": row["edited_at"],
        "version": row["version"],
    }


def write(session: Session, actor: Actor, ticket_id: int, body: str, *, internal: bool = False) -> int:
    """Add a comment; the first public one by someone other than the reporter is the first response."""
    ticket = loading.load(session, actor, ticket_id)
    facts = loading.facts_of(session, actor, ticket)
    require(actor, Permission.COMMENT_WRITE, facts)
    if internal:
        require(actor, Permission.COMMENT_INTERNAL, facts)
    return add(session, actor, ticket, body, internal=internal)


def add(session: Session, actor: Actor, ticket: Ticket, body: str, *, internal: bool = False) -> int:
    """Write a comment on a locked ticket, and what follows from it."""
    at = now()
    author_id = ticket.reporter_id if actor.user_id is None else actor.user_id
    comment = Comment(ticket_id=ticket.id, author_id=author_id, body=body, internal=internal, created_at=at)
    session.add(comment)
    session.flush()
    ticket.comment_count += 1
    if not internal:
        ticket.public_comment_count += 1
        if ticket.first_response_at is None and author_id != ticket.reporter_id:
            ticket.first_response_at = at
    touch(ticket, at, internal=internal)
    told = {"comment_id": [None, comment.id]}
    record(session, actor, TicketCommented(ticket.id, ticket.id, ticket.property_id, told, internal=internal))
    return comment.id


def edit(session: Session, actor: Actor, comment_id: int, body: str, expected: int | None = None) -> int:
    """Change one's own comment, within 15 minutes of writing it."""
    ticket, comment = _own(session, actor, comment_id)
    expect_version(expected, comment.version, {"body": body}, lambda: shown(session.connection(), actor, comment_id))
    _require_fresh(actor, comment)
    changes = change(comment, {"body": body})
    if changes:
        at = comment.edited_at = now()
        comment.version += 1
        touch(ticket, at, internal=comment.internal)
        event = CommentEdited(comment.id, ticket.id, ticket.property_id, changes, internal=comment.internal)
        record(session, actor, event)
    return comment.id


def delete(session: Session, actor: Actor, comment_id: int, expected: int | None = None) -> None:
    """Take one's own comment back, within 15 minutes of writing it; history keeps that it was there."""
    ticket, comment = _own(session, actor, comment_id)
    expect_version(expected, comment.version, {}, lambda: shown(session.connection(), actor, comment_id))
    _require_fresh(actor, comment)
    at = comment.archived_at = now()
    ticket.comment_count -= 1
    ticket.public_comment_count -= 0 if comment.internal else 1
    touch(ticket, at, internal=comment.internal)
    gone = {"body": [comment.body, None]}
    record(
        session,
        actor,
        CommentDeleted(comment.id, ticket.id, ticket.property_id, gone, internal=comment.internal),
    )


def _own(session: Session, actor: Actor, comment_id: int) -> tuple[Ticket, Comment]:
    """The ticket, then the comment, both locked; `NotFound` where the actor may not see it."""
    ticket_id = session.scalar(
        select(Comment.ticket_id)
        .join(Ticket, Ticket.id == Comment.ticket_id)
        .where(Comment.id == comment_id, scope.comments(actor))
    )
    if ticket_id is None:
        raise NotFound("comment")
    ticket = loading.load(session, actor, ticket_id)
    return ticket, locked(session, Comment, (Comment.id == comment_id) & Comment.archived_at.is_(None), "comment")


def _require_fresh(actor: Actor, comment: Comment) -> None:
    if actor.user_id is None or comment.author_id != actor.user_id:
        raise forbidden(Permission.COMMENT_WRITE)
    if now() - comment.created_at > OWN_WITHIN:
        raise Conflict("A comment can be changed for 15 minutes; that has passed.", "too_late")
