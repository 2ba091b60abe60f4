"""Whose a task is: people of its property who may work on tasks."""

from collections.abc import Sequence

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from app.errors import Invalid
from app.events.types import TaskAssigned
from app.models import (
    Json,
    PropertyManager,
    RolePermission,
    TaskAssignment,
    TaskStatus,
    User,
    UserKind,
    UserProperty,
)
from app.permissions import Permission

from .loading import Work

POINTER = "/user_ids"


def require_assignable(session: Session, property_id: int, user_ids: Sequence[int], pointer: str = POINTER) -> None:
    """422 unless each is active, belongs to or manages the property, and may work on tasks (so no guests)."""
    manages = select(PropertyManager.user_id).where(
        PropertyManager.user_id == User.id, PropertyManager.property_id == property_id
    )
    belongs = select(UserProperty.user_id).where(
        UserProperty.user_id == User.id, UserProperty.property_id == property_id
    )
    statement = (
        select(User.id)
        .join(RolePermission, RolePermission.role_id == User.role_id)
        .where(
            User.id.in_(user_ids),
            User.kind == UserKind.ACCOUNT,
            User.is_active,
            RolePermission.permission == Permission.TASK_WORK,
            manages.exists() | belongs.exists(),
        )
    )
    known = set(session.scalars(statement))
    if not known.issuperset(user_ids):
        raise Invalid.field(pointer, "not_assignable", "Tasks go to active people of this property, not to guests.")


def give(work: Work, user_ids: tuple[int, ...]) -> dict[str, Json]:
    """Let exactly these people have the task. Returns what changed; nothing where they have it already."""
    before = work.people
    if user_ids == before:
        return {}
    session, task = work.session, work.task
    session.execute(delete(TaskAssignment).where(TaskAssignment.task_id == task.id))
    session.add_all(
        TaskAssignment(
            task_id=task.id, user_id=user_id, position=position, assigned_by_id=work.actor.user_id, assigned_at=work.at
        )
        for position, user_id in enumerate(user_ids)
    )
    session.flush()
    work.people = user_ids
    return {
        **work.about(),
        "user_ids": [None if work.is_new else list(before), list(user_ids)],
        "people": [None if work.is_new else _named(session, before), _named(session, user_ids)],
        **_set_back(work, before),
    }


def assign(work: Work, user_ids: tuple[int, ...]) -> None:
    """Give the task to these people, as an event."""
    changes = give(work, user_ids)
    if changes:
        work.events.append(TaskAssigned(work.task.id, work.task.ticket_id, work.task.property_id, changes))


def _set_back(work: Work, before: Sequence[int]) -> dict[str, Json]:
    """A begun task waits again once nobody who began it has it."""
    task = work.task
    if task.status != TaskStatus.IN_PROGRESS or set(before) & set(work.people):
        return {}
    task.status, task.started_at = TaskStatus.PENDING, None
    return {"status": [TaskStatus.IN_PROGRESS, TaskStatus.PENDING]}


def _named(session: Session, user_ids: Sequence[int]) -> list[Json]:
    """The people with the names that they had then: history tells who it was, whatever becomes of the account."""
    names = dict(session.execute(select(User.id, User.name).where(User.id.in_(user_ids))).all())
    return [{"id": user_id, "name": names[user_id]} for user_id in user_ids]
