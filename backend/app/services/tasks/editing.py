"""What PATCH and DELETE do to a task: every permission, every conflict, then every change and its events at once."""

from collections.abc import Callable, Mapping
from typing import Final

from pydantic import TypeAdapter
from sqlalchemy.orm import Session

from app.errors import Conflict
from app.events.types import TaskEdited
from app.models import Json, Priority
from app.permissions import Actor, Permission, forbidden
from app.services.rows import change, expect_version

from . import people
from .costs import Cost, set_cost
from .loading import Work, finish, load
from .moving import move
from .rules import edits, gives, require_deletes, require_move, works

PLAIN: Final = ("title", "description", "due_at", "position")
Patch = Mapping[str, object]
Shown = Callable[[], Mapping[str, object]]
_PEOPLE = TypeAdapter(tuple[int, ...])


def edit(session: Session, actor: Actor, task_id: int, patch: Patch, expected: int | None, shown: Shown) -> int:
    """Change what `patch` names (values typed; `priority` a rank, `user_ids` a tuple, `cost` a `Cost` or None)."""
    work = load(session, actor, task_id)
    expect_version(expected, work.task.version, _as_shown(work, patch), shown)
    status, user_ids = _status(work, patch), _user_ids(work, patch)
    _require(work, patch, status, user_ids)
    if user_ids:
        people.require_assignable(session, work.task.property_id, user_ids)
    _edit_fields(work, patch)
    if status is not None:
        move(work, status)
    if user_ids is not None:
        people.assign(work, user_ids)
    return finish(work)


def archive(session: Session, actor: Actor, task_id: int, expected: int | None, shown: Shown) -> None:
    """Take away a task that nobody has begun; what it was stays in history."""
    work = load(session, actor, task_id)
    task = work.task
    expect_version(expected, task.version, {}, shown)
    require_deletes(actor, work.facts)
    _edited(work, change(task, {"archived_at": work.at}))
    finish(work)


def _as_shown(work: Work, patch: Patch) -> dict[str, object]:
    """The patch in the words that readers see, without the people where they stay the same."""
    values = {name: value for name, value in patch.items() if value != work.people or name != "user_ids"}
    priority, cost = patch.get("priority"), patch.get("cost")
    if isinstance(priority, int):
        values["priority"] = Priority(priority).word
    if isinstance(cost, Cost):
        values["cost"] = {"amount": cost.amount, "currency": cost.currency}
    return values


def _status(work: Work, patch: Patch) -> str | None:
    """The status to move to; None where it is the present one."""
    status = patch.get("status")
    return status if isinstance(status, str) and status != work.task.status else None


def _user_ids(work: Work, patch: Patch) -> tuple[int, ...] | None:
    """The people who are to have it; None where they have it already."""
    if patch.get("user_ids", work.people) == work.people:
        return None
    return _PEOPLE.validate_python(patch["user_ids"])


def _require(work: Work, patch: Patch, status: str | None, user_ids: tuple[int, ...] | None) -> None:
    actor, facts = work.actor, work.facts
    if {*PLAIN, "priority"} & patch.keys() and not edits(actor, facts):
        raise forbidden(Permission.TASK_EDIT)
    if {"minutes_spent", "cost"} & patch.keys() and not (edits(actor, facts) or works(actor, facts)):
        raise forbidden(Permission.TASK_WORK)
    if user_ids is not None and not gives(actor, facts, user_ids):
        raise forbidden(Permission.TASK_EDIT)
    if status is not None:
        require_move(actor, facts, status, work.at)
    if user_ids is not None and not facts.is_unfinished:
        raise Conflict("The people of a finished task stay.", "finished", params={"status": facts.status})


def _edit_fields(work: Work, patch: Patch) -> None:
    task = work.task
    changes = change(task, {name: patch[name] for name in (*PLAIN, "minutes_spent") if name in patch})
    priority = patch.get("priority")
    if isinstance(priority, int) and priority != task.priority:
        changes["priority"] = [Priority(task.priority).word, Priority(priority).word]
        task.priority = priority
    if "cost" in patch:
        cost = patch["cost"]
        changes |= set_cost(work, cost if isinstance(cost, Cost) else None)
    _edited(work, changes)


def _edited(work: Work, changes: Mapping[str, Json]) -> None:
    if not changes:
        return
    task = work.task
    told = {**work.about(), **changes}
    work.events.append(TaskEdited(task.id, task.ticket_id, task.property_id, told, internal=True))
