"""Tasks over HTTP."""

from collections.abc import Callable, Mapping

from sqlalchemy.orm import Session

from app import db
from app.http import Api, Version, caller
from app.schemas.tasks import (
    AssignTask,
    Task,
    TaskComplete,
    TaskDecline,
    TaskNew,
    TaskPage,
    TaskPatch,
    TaskPath,
    TaskQuery,
)
from app.services.tasks import editing, making, moving, reading

api = Api("tasks", tag="Tasks")


@api.post(
    "/assign-task",
    returns=Task,
    status=201,
    renders=reading.shown,
    etag=True,
    private=True,
    location="/tasks/{id}",
    problems=(403, 409),
)
def assign_task(unit: Session, body: AssignTask) -> int:
    """Give a ticket's work to people; staff may take it themselves."""
    return making.assign(unit, caller(), body.assignment())


@api.get("/tasks", returns=TaskPage, private=True)
def list_tasks(query: TaskQuery) -> Mapping[str, object]:
    """The caller's tasks, or those of the properties that the caller manages."""
    with db.reads() as connection:
        return reading.listing(connection, caller(), query.filters(), query.page(), query.sort)


@api.post(
    "/tasks",
    returns=Task,
    status=201,
    renders=reading.shown,
    etag=True,
    private=True,
    location="/tasks/{id}",
    problems=(403, 409),
)
def create_task(unit: Session, body: TaskNew) -> int:
    """Make a task of a ticket, or one of its own at a property."""
    return making.create(unit, caller(), body.task())


@api.get("/tasks/<int:task_id>", returns=Task, etag=True, private=True)
def get_task(path: TaskPath) -> Mapping[str, object]:
    """One task."""
    with db.reads() as connection:
        return reading.shown(connection, caller(), path.task_id)


@api.patch("/tasks/<int:task_id>", returns=Task, renders=reading.shown, etag=True, private=True, problems=(403, 409))
def edit_task(unit: Session, path: TaskPath, body: TaskPatch, if_match: Version | None) -> int:
    """Change a task, move it, give it to others."""
    return editing.edit(unit, caller(), path.task_id, body.values(), if_match, _now(unit, path.task_id))


@api.delete("/tasks/<int:task_id>", problems=(403, 409))
def archive_task(unit: Session, path: TaskPath, if_match: Version | None) -> None:
    """Take away a task that nobody has begun."""
    editing.archive(unit, caller(), path.task_id, if_match, _now(unit, path.task_id))


@api.post(
    "/tasks/<int:task_id>/start",
    returns=Task,
    renders=reading.shown,
    etag=True,
    private=True,
    problems=(403, 409),
)
def start_task(unit: Session, path: TaskPath) -> int:
    """Begin, or take up again what was completed less than 24 hours ago; an open ticket is in progress then."""
    return moving.start(unit, caller(), path.task_id)


@api.post(
    "/tasks/<int:task_id>/complete",
    returns=Task,
    renders=reading.shown,
    etag=True,
    private=True,
    problems=(403, 409),
)
def complete_task(unit: Session, path: TaskPath, body: TaskComplete) -> int:
    """Say that it is done; the ticket stays as it is."""
    return moving.complete(unit, caller(), path.task_id, body.spent())


@api.post("/tasks/<int:task_id>/decline", problems=(403, 409))
def decline_task(unit: Session, path: TaskPath, body: TaskDecline) -> None:
    """Give it back to the manager. The caller doesn't see it any more, so the answer is empty."""
    moving.decline(unit, caller(), path.task_id, body.reason)


def _now(unit: Session, task_id: int) -> Callable[[], Mapping[str, object]]:
    """Renders the task as the caller may see it, for those who come too late."""
    actor = caller()
    return lambda: reading.shown(unit.connection(), actor, task_id)
