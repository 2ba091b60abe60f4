"""Everyone who should know of an event is told: whom it concerns, as far as they may see it, each once."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from pydantic import TypeAdapter
from sqlalchemy import Connection, select
from sqlalchemy.orm import Session

from app.events import types
from app.models import Attachment, Channel
from app.notifications import people, planning, recipients, scene
from app.notifications.kinds import GUESTS, Kind
from app.notifications.people import Person
from app.notifications.planning import Notice
from app.notifications.scene import Scene

from .occurrence import Happening

Facts = dict[str, object]
_FILES: Final = TypeAdapter(list[dict[str, int | str]])


def tell(session: Session, happening: Happening, channels: Sequence[Channel] = ()) -> None:
    """Plan what each person is told, as they chose (or through these channels only). What is told at once stands in
    their list when this commits."""
    connection = session.connection()
    if _came_with_a_comment(connection, happening):
        return
    about = scene.load(connection, happening.ticket_id, _task_id(happening), _comment_id(happening))
    told = _told(connection, happening, about)
    if not told:
        return
    persons = people.load(connection, told)
    seeing = {user_id: one for user_id, one in persons.items() if _may_know(one, told[user_id], happening, about)}
    facts = _facts(happening)
    notices = [_notice(one, told[one], happening, about, facts) for one in sorted(seeing)]
    planning.plan(session, [replace(notice, channels=channels) for notice in notices] if channels else notices, seeing)


def _came_with_a_comment(connection: Connection, happening: Happening) -> bool:
    """Files of a comment are told with the comment."""
    if happening.action != types.TicketAttached.action:
        return False
    files = _FILES.validate_python(recipients.new_value(happening.changes, "attachments") or [])
    ids = [file["id"] for file in files]
    statement = select(Attachment.id).where(Attachment.id.in_(ids), Attachment.comment_id.is_not(None)).limit(1)
    return connection.execute(statement).first() is not None


def _told(connection: Connection, happening: Happening, about: Scene) -> recipients.Told:
    event = recipients.Happening(
        happening.id, happening.action, happening.actor_id, happening.internal, happening.changes, happening.reason
    )
    told = recipients.of(event, about)
    if _lies_with_nobody(happening, about):
        told |= dict.fromkeys(scene.administrators(connection) - {happening.actor_id}, Kind.TICKET_UNASSIGNED)
    return told


def _lies_with_nobody(happening: Happening, about: Scene) -> bool:
    """The rule found nobody. What a person left to nobody on purpose alarms nobody."""
    placed = happening.action == types.TicketAssigned.action
    return placed and about.ticket_id is not None and about.assignee_id is None and not about.assignee_by_person


def _may_know(person: Person, kind: Kind, happening: Happening, about: Scene) -> bool:
    if person.is_guest and kind not in GUESTS:
        return False
    return about.shows_itself_to(person.actor, internal=happening.internal)


def _notice(user_id: int, kind: Kind, happening: Happening, about: Scene, facts: Facts) -> Notice:
    return Notice(
        user_id=user_id,
        kind=kind,
        cause=_cause(kind, happening, about),
        ticket_id=about.ticket_id,
        task_id=about.task_id,
        comment_id=about.comment_id,
        actor_id=happening.actor_id,
        internal=happening.internal,
        facts=facts,
        happened_at=happening.at,
        urgent=about.is_critical,
    )


def _cause(kind: Kind, happening: Happening, about: Scene) -> str:
    """An event, but for what is told but once: that a comment mentions them, that a ticket lies with nobody."""
    if kind is Kind.MENTIONED:
        return f"mention:{about.comment_id}"
    if kind is Kind.TICKET_UNASSIGNED:
        return f"unassigned:{about.ticket_id}"
    return f"event:{happening.id}"


def _task_id(happening: Happening) -> int | None:
    return happening.entity_id if happening.entity_type == "task" else None


def _comment_id(happening: Happening) -> int | None:
    if happening.entity_type == "comment":
        return happening.entity_id
    identity = recipients.new_value(happening.changes, "comment_id")
    return identity if isinstance(identity, int) else None


_KEPT: Final[Mapping[str, Sequence[str]]] = {
    types.TicketMoved.action: ("status",),
    types.TicketEdited.action: ("priority", "due_at"),
    types.TicketRated.action: ("rating",),
    types.TaskMoved.action: ("status",),
}
_SAID: Final = frozenset({types.TicketMoved.action, types.TaskDeclined.action, types.TaskCompleted.action})


def _facts(happening: Happening) -> Facts:
    """What the texts need and the rows no longer tell: `status: [old, new]`, the names of the fields that changed, the
    words that a person gave as the reason, whether a move was taken back."""
    facts: Facts = {
        name: happening.changes[name] for name in _KEPT.get(happening.action, ()) if name in happening.changes
    }
    reason = happening.reason or {}
    if happening.action in (types.TicketEdited.action, types.TicketAssigned.action):
        facts["fields"] = sorted(happening.changes)
    if happening.action in _SAID and isinstance(reason.get("text"), str):
        facts["reason"] = reason["text"]
    if reason.get("undo"):
        facts["undo"] = True
    return facts
