"""Who sees which rows: the only place. One function a noun turns an actor into a WHERE clause."""

from collections.abc import Hashable, Iterable, Mapping
from typing import Final

from sqlalchemy import (
    ARRAY,
    BigInteger,
    BindParameter,
    ColumnElement,
    Integer,
    and_,
    any_,
    bindparam,
    exists,
    false,
    literal,
    literal_column,
    or_,
    select,
    true,
)
from sqlalchemy.orm import InstrumentedAttribute

from app.models import (
    UNFINISHED,
    Attachment,
    Comment,
    History,
    Property,
    PropertyManager,
    Room,
    RoomKind,
    Task,
    TaskAssignment,
    TaskStatus,
    Ticket,
    User,
    UserKind,
    UserProperty,
)

from .actor import Actor
from .vocabulary import Permission, Scope

Clause = ColumnElement[bool]
ONE: Final[ColumnElement[int]] = literal_column("1", Integer)


Id = InstrumentedAttribute[int] | InstrumentedAttribute[int | None]


def _among(column: Id, ids: Iterable[int], name: str | None = None) -> Clause:
    """`column = ANY(:name)`: one parameter however many ids, so that the statement stays prepared."""
    return column == any_(bindparam(name, sorted(ids), type_=ARRAY(BigInteger), unique=name is None))


def _self(actor: Actor) -> BindParameter[int | None]:
    return bindparam("actor_id", actor.user_id, type_=BigInteger)


def _at(actor: Actor, permission: Permission, column: Id) -> Clause:
    """Rows of the properties that the permission reaches."""
    properties = actor.properties(permission)
    if properties is None:
        return true()
    return _among(column, properties, f"at_{permission.name}") if properties else false()


def involved(actor: Actor) -> Clause:
    """Tickets of which the actor has a task that isn't cancelled."""
    return exists(
        select(ONE)
        .select_from(TaskAssignment)
        .join(Task, Task.id == TaskAssignment.task_id)
        .where(
            Task.ticket_id == Ticket.id,
            TaskAssignment.user_id == _self(actor),
            Task.status != TaskStatus.CANCELLED,
            Task.archived_at.is_(None),
        )
        .correlate(Ticket)
    )


def tickets(actor: Actor) -> Clause:
    """Tickets that the actor may see: within the role's reach, and always those that they reported."""
    reach = actor.grants.get(Permission.TICKET_READ)
    own = Ticket.reporter_id == _self(actor)
    if reach is None:
        return false()
    if reach is Scope.OWN:
        return own
    if reach is Scope.INVOLVED:
        return or_(own, involved(actor))
    within = _at(actor, Permission.TICKET_READ, Ticket.property_id)
    return true() if actor.properties(Permission.TICKET_READ) is None else or_(within, own)


# The permissions whose clauses stand in prepared statements.
_PREPARED = (
    Permission.TICKET_READ,
    Permission.COMMENT_INTERNAL,
    Permission.TASK_READ,
    Permission.PROPERTY_READ,
    Permission.ROOM_READ,
)


def values(actor: Actor) -> Mapping[str, object]:
    """The values of the parameters that the clauses of tickets, tasks, properties and rooms put into a prepared one."""
    among = {f"at_{permission.name}": actor.properties(permission) for permission in _PREPARED}
    own = {"actor_id": actor.user_id, "member": sorted(actor.member), "rooms": sorted(actor.rooms)}
    return {**own, **{name: sorted(ids) for name, ids in among.items() if ids}}


def shape(actor: Actor) -> Hashable:
    """What decides the form of those clauses: equal for two actors, they differ in the parameters' values only."""
    held = tuple([(actor.grants.get(one), one in actor.member_grants) for one in _PREPARED])
    return held, bool(actor.managed), bool(actor.member)


def sees_internal(actor: Actor, property_id: int) -> bool:
    """Whether internal writing at that property is the actor's to see."""
    return actor.reaches(Permission.COMMENT_INTERNAL, property_id)


def sees_all_internal(actor: Actor) -> bool | None:
    """True: everywhere; False: nowhere; None: it depends on the property."""
    properties = actor.properties(Permission.COMMENT_INTERNAL)
    if properties is None:
        return True
    return None if properties else False


def internal_properties(actor: Actor) -> Clause:
    """Tickets whose internal side the actor sees."""
    return _at(actor, Permission.COMMENT_INTERNAL, Ticket.property_id)


def comments(actor: Actor) -> Clause:
    """Comments on tickets that the actor sees; to be joined with Ticket. Internal ones for those in the know only."""
    return and_(tickets(actor), Comment.archived_at.is_(None), or_(~Comment.internal, internal_properties(actor)))


def attachments(actor: Actor) -> Clause:
    """Attachments of tickets that the actor sees; to be joined with Ticket."""
    return and_(tickets(actor), Attachment.archived_at.is_(None), or_(~Attachment.internal, internal_properties(actor)))


def tasks(actor: Actor) -> Clause:
    """Tasks within the role's reach, and those that the actor works on or made."""
    if not actor.holds(Permission.TASK_READ):
        return false()
    mine = exists(
        select(ONE)
        .select_from(TaskAssignment)
        .where(TaskAssignment.task_id == Task.id, TaskAssignment.user_id == _self(actor))
        .correlate(Task)
    )
    within = _at(actor, Permission.TASK_READ, Task.property_id)
    return and_(Task.archived_at.is_(None), or_(within, mine, Task.created_by_id == _self(actor)))


def managed_tasks(actor: Actor) -> Clause:
    """Tasks of the properties that the role reaches, whoever works on them."""
    return _at(actor, Permission.TASK_READ, Task.property_id)


def properties(actor: Actor) -> Clause:
    """Properties that the actor manages, belongs to, or stays at."""
    return and_(Property.archived_at.is_(None), _at(actor, Permission.PROPERTY_READ, Property.id))


def rooms(actor: Actor) -> Clause:
    """Rooms of those properties; a guest's own room and the common areas."""
    within = and_(Room.archived_at.is_(None), _at(actor, Permission.ROOM_READ, Room.property_id))
    if actor.grants.get(Permission.ROOM_READ) is not Scope.OWN:
        return within
    common = and_(Room.kind == RoomKind.COMMON, _among(Room.property_id, actor.member, "member"))
    return and_(Room.archived_at.is_(None), or_(common, _among(Room.id, actor.rooms, "rooms")))


def users(actor: Actor) -> Clause:
    """People of the properties within reach, and always oneself. Contacts are nobody's to browse."""
    own = User.id == actor.user_id
    within = actor.properties(Permission.USER_READ)
    if not actor.holds(Permission.USER_READ):
        return own
    if within is None:
        return User.kind == UserKind.ACCOUNT
    if not within:
        return own
    here = or_(
        exists(
            select(literal(1))
            .select_from(PropertyManager)
            .where(PropertyManager.user_id == User.id, _among(PropertyManager.property_id, within))
            .correlate(User)
        ),
        exists(
            select(literal(1))
            .select_from(UserProperty)
            .where(UserProperty.user_id == User.id, _among(UserProperty.property_id, within))
            .correlate(User)
        ),
    )
    return or_(own, and_(User.kind == UserKind.ACCOUNT, here))


def history(actor: Actor) -> Clause:
    """Rows of the properties within reach; what belongs to no property only with the widest scope."""
    if not actor.holds(Permission.HISTORY_READ):
        return false()
    return _at(actor, Permission.HISTORY_READ, History.property_id)


def unfinished_tasks() -> Clause:
    """Tasks that still wait or are being done."""
    return and_(Task.status.in_(UNFINISHED), Task.archived_at.is_(None))
