"""Who watches a ticket, and whom one can mention on it: never anybody who doesn't see the ticket themselves."""

from collections.abc import Collection, Mapping, Sequence
from typing import Final

from sqlalchemy import ColumnElement, Connection, RowMapping, Select, and_, delete, or_, select, union
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from app.errors import NotFound
from app.models import (
    Comment,
    PropertyManager,
    Role,
    RolePermission,
    Task,
    TaskAssignment,
    TaskStatus,
    Ticket,
    TicketWatcher,
    User,
    UserKind,
    UserProperty,
)
from app.models.text import fold
from app.permissions import Actor, Permission, Scope, TicketFacts, allowed, forbidden, scope
from app.permissions.actors import actors

Shown = Mapping[str, object]
MOST: Final = 20
# Whose sight of the ticket is looked at one by one; a few of them no longer have it (a stay that ended).
CANDIDATES: Final = 100


def watch(session: Session, actor: Actor, ticket_id: int) -> None:
    """The actor wants to be told of what happens to the ticket; `NotFound` where they don't see it."""
    _facts(session.connection(), actor, ticket_id)
    values = {"ticket_id": ticket_id, "user_id": actor.user_id}
    session.execute(insert(TicketWatcher).values(values).on_conflict_do_nothing())


def unwatch(session: Session, actor: Actor, ticket_id: int) -> None:
    """They no longer want to; what concerns them more closely (a task, a mention) they are told all the same."""
    _facts(session.connection(), actor, ticket_id)
    own = and_(TicketWatcher.ticket_id == ticket_id, TicketWatcher.user_id == actor.user_id)
    session.execute(delete(TicketWatcher).where(own))


def watchers(connection: Connection, actor: Actor, ticket_id: int) -> Shown:
    """`{items: [{id, name}], watching}`: who watches it and sees it still, as far as the actor may know them."""
    facts = _facts(connection, actor, ticket_id)
    statement = (
        select(User.id, User.name)
        .join(TicketWatcher, TicketWatcher.user_id == User.id)
        .where(TicketWatcher.ticket_id == ticket_id, User.is_active, _known(actor, ticket_id))
        .order_by(User.sort_key, User.id)
    )
    rows = connection.execute(statement).all()
    seeing = _audience(connection, ticket_id, facts, [row.id for row in rows], internal=False)
    items = [{"id": row.id, "name": row.name} for row in rows if row.id in seeing]
    return {"items": items, "watching": any(row.id == actor.user_id for row in rows)}


def mentionable(
    connection: Connection, actor: Actor, ticket_id: int, q: str | None = None, *, internal: bool = False
) -> Shown:
    """`{items: [{id, name, role}]}`: who sees the ticket (its internal side), by name, the first twenty.

    Those whom the actor sees as people, and those whose names stand on the ticket before their eyes anyway. A guest
    sees no people, and so finds the latter only. 403 for the internal side of one who doesn't see it.
    """
    facts = _facts(connection, actor, ticket_id)
    if internal and not scope.sees_internal(actor, facts.property_id):
        raise forbidden(Permission.COMMENT_INTERNAL)
    rows = _candidates(connection, actor, ticket_id, facts, q)
    seeing = _audience(connection, ticket_id, facts, [row["id"] for row in rows], internal=internal)
    items = [{"id": row["id"], "name": row["name"], "role": row["key"]} for row in rows if row["id"] in seeing]
    return {"items": items[:MOST]}


def _facts(connection: Connection, actor: Actor, ticket_id: int) -> TicketFacts:
    columns = (Ticket.property_id, Ticket.reporter_id, Ticket.status, Ticket.closed_at)
    row = connection.execute(select(*columns).where(Ticket.id == ticket_id, scope.tickets(actor))).first()
    if row is None:
        raise NotFound("ticket")
    return TicketFacts(*row)


def _candidates(
    connection: Connection, actor: Actor, ticket_id: int, facts: TicketFacts, q: str | None
) -> Sequence[RowMapping]:
    """Accounts that may see the ticket, as far as PostgreSQL can tell, by name; the actor themselves not. What is
    searched is more than the name, and addresses are not to be guessed: so the name is asked once more."""
    words = fold(q or "").split()
    statement = (
        select(User.id, User.name, Role.key)
        .join(Role, Role.id == User.role_id)
        .where(User.kind == UserKind.ACCOUNT, User.is_active, User.id != actor.user_id)
        .where(*[User.search.contains(word, autoescape=True) for word in words])
        .where(_known(actor, ticket_id), _may_see(ticket_id, facts))
    )
    rows = connection.execute(statement.order_by(User.sort_key, User.id).limit(CANDIDATES)).mappings()
    return [row for row in rows if all(word in fold(row["name"]) for word in words)]


def _known(actor: Actor, ticket_id: int) -> ColumnElement[bool]:
    """People within the actor's reach, themselves, and those whom the ticket shows to all its readers: who reported
    it, who has it, who wrote on it in public."""
    ticket = Ticket.id == ticket_id
    written = and_(Comment.ticket_id == ticket_id, ~Comment.internal, Comment.archived_at.is_(None))
    named = union(
        select(Ticket.reporter_id).where(ticket),
        select(Ticket.assignee_id).where(ticket),
        select(Ticket.holder_id).where(ticket),
        select(Comment.author_id).where(written),
    )
    return or_(scope.users(actor), User.id.in_(named))


def _may_see(ticket_id: int, facts: TicketFacts) -> ColumnElement[bool]:
    """Never narrower than what the permissions say; `_audience` has the last word."""
    manages = select(PropertyManager.user_id).where(PropertyManager.property_id == facts.property_id)
    belongs = select(UserProperty.user_id).where(UserProperty.property_id == facts.property_id)
    within = or_(User.id.in_(manages), User.id.in_(belongs))
    here = and_(User.role_id.in_(_reading(Scope.MANAGED, Scope.ASSIGNED)), within)
    anywhere = User.role_id.in_(_reading(Scope.ALL))
    return or_(anywhere, here, User.id == facts.reporter_id, User.id.in_(_involved(ticket_id)))


def _reading(*scopes: Scope) -> Select[int]:
    """Roles that read tickets that far."""
    reads = RolePermission.permission == Permission.TICKET_READ
    return select(RolePermission.role_id).where(reads, RolePermission.scope.in_(scopes))


def _involved(ticket_id: int) -> Select[int]:
    return (
        select(TaskAssignment.user_id)
        .join(Task, Task.id == TaskAssignment.task_id)
        .where(Task.ticket_id == ticket_id, Task.status != TaskStatus.CANCELLED, Task.archived_at.is_(None))
    )


def _audience(
    connection: Connection, ticket_id: int, facts: TicketFacts, user_ids: Collection[int], *, internal: bool
) -> frozenset[int]:
    """Who of these sees the ticket now, asked of the permissions of each."""
    involved = frozenset(connection.execute(_involved(ticket_id)).scalars())
    return frozenset(
        user_id
        for user_id, one in actors(connection, user_ids).items()
        if _sees(one, facts, involved=user_id in involved)
        and (not internal or scope.sees_internal(one, facts.property_id))
    )


def _sees(actor: Actor, facts: TicketFacts, *, involved: bool) -> bool:
    seen = TicketFacts(facts.property_id, facts.reporter_id, facts.status, facts.closed_at, involved)
    return allowed(actor, Permission.TICKET_READ, seen)
