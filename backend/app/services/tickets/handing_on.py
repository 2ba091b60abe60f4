"""No ticket waits unseen: who is away, gone or not in charge any more hands on, and the queue is drained."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, Connection, and_, exists, literal, or_, select
from sqlalchemy.orm import Session

from app.events import record
from app.models import ACTIVE, Category, Department, PropertyManager, RolePermission, Ticket, User, UserProperty
from app.permissions import SYSTEM, Permission, Scope
from app.services import assignment
from app.services.assignment import Named
from app.services.rows import now

from .editing import reassign
from .loading import load
from .standing import settle, touch

BATCH = 200


def misplaced(connection: Connection, after: int = 0) -> Sequence[int]:
    """Active tickets behind that id that the rule should give to somebody else, or to somebody at all; in id order.

    Those whose assignee is away, inactive or may not be assigned there any more; and those that nobody has (unless a
    person chose that) although somebody of the property is present.
    """
    lost = and_(Ticket.assignee_id.is_not(None), ~_may_keep())
    waiting = and_(Ticket.assignee_id.is_(None), ~Ticket.assignee_by_person, _somebody_there())
    statement = select(Ticket.id).where(Ticket.status.in_(ACTIVE), Ticket.id > after, or_(lost, waiting))
    return connection.scalars(statement.order_by(Ticket.id).limit(BATCH)).all()


def _may_keep() -> ColumnElement[bool]:
    manages = exists(
        select(literal(1)).where(
            PropertyManager.user_id == Ticket.assignee_id, PropertyManager.property_id == Ticket.property_id
        )
    )
    belongs = exists(
        select(literal(1)).where(
            UserProperty.user_id == Ticket.assignee_id, UserProperty.property_id == Ticket.property_id
        )
    )
    there = or_(
        RolePermission.scope == Scope.ALL,
        and_(RolePermission.scope == Scope.MANAGED, manages),
        and_(RolePermission.scope == Scope.ASSIGNED, belongs),
    )
    return exists(
        select(literal(1))
        .select_from(User)
        .join(RolePermission, RolePermission.role_id == User.role_id)
        .where(
            User.id == Ticket.assignee_id,
            assignment.present(now()),
            RolePermission.permission == Permission.TICKET_BE_ASSIGNED,
            there,
        )
    )


def _somebody_there() -> ColumnElement[bool]:
    return exists(
        select(literal(1))
        .select_from(PropertyManager)
        .join(User, User.id == PropertyManager.user_id)
        .join(RolePermission, RolePermission.role_id == User.role_id)
        .where(
            PropertyManager.property_id == Ticket.property_id,
            assignment.present(now()),
            RolePermission.permission == Permission.TICKET_BE_ASSIGNED,
        )
    )


def place(session: Session, ticket_id: int) -> None:
    """Run the rule again for one ticket, if it still needs to be; harmless at any time."""
    ticket = load(session, SYSTEM, ticket_id)
    if ticket_id not in misplaced(session.connection(), ticket_id - 1)[:1]:
        return
    department = session.execute(
        select(Department.id, Department.name).join(Category).where(Category.id == ticket.category_id)
    ).one()
    at = now()
    event = reassign(session, ticket, Named(*department), at)
    if event is None:
        return
    settle(session, ticket)
    ticket.version += 1
    touch(ticket, at)
    record(session, SYSTEM, event)
