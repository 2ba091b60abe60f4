"""What can happen: frozen dataclasses. `record` turns each into one history row and one job."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import ClassVar

from app.models import HistoryClass, Json

Changes = Mapping[str, Json]


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened to one entity. `changes`: field → [old, new], JSON values (times in ISO 8601).

    `reason` says why, where a choice was made or a person gave one. `internal` hides it from guests.
    """

    action: ClassVar[str]
    entity: ClassVar[str]
    history_class: ClassVar[HistoryClass] = HistoryClass.TICKET

    entity_id: int
    ticket_id: int | None = None
    property_id: int | None = None
    changes: Changes = field(default_factory=dict[str, Json])
    reason: Mapping[str, Json] | None = None
    internal: bool = False


class TicketCreated(Event):
    """A report came in."""

    action = "ticket.created"
    entity = "ticket"


class TicketAssigned(Event):
    """The ticket was given to a manager, by a rule or by a person, or to nobody."""

    action = "ticket.assigned"
    entity = "ticket"


class TicketMoved(Event):
    """Its status changed."""

    action = "ticket.moved"
    entity = "ticket"


class TicketEdited(Event):
    """Fields other than status, assignee and rating changed."""

    action = "ticket.edited"
    entity = "ticket"


class TicketCommented(Event):
    """A comment was written. `changes` holds its id."""

    action = "ticket.commented"
    entity = "ticket"


class CommentEdited(Event):
    """The author changed a comment."""

    action = "comment.edited"
    entity = "comment"


class CommentDeleted(Event):
    """The author took a comment back."""

    action = "comment.deleted"
    entity = "comment"


class TicketAttached(Event):
    """Files were added. `changes` holds their ids and names."""

    action = "ticket.attached"
    entity = "ticket"


class AttachmentDeleted(Event):
    """A file was taken away."""

    action = "attachment.deleted"
    entity = "attachment"


class TicketRated(Event):
    """The reporter rated the work."""

    action = "ticket.rated"
    entity = "ticket"


class TaskCreated(Event):
    """A task without a ticket was made, or one that nobody has yet."""

    action = "task.created"
    entity = "task"


class TaskAssigned(Event):
    """A task was given to people."""

    action = "task.assigned"
    entity = "task"


class TaskStarted(Event):
    """Somebody began a task."""

    action = "task.started"
    entity = "task"


class TaskCompleted(Event):
    """A task is done; minutes and cost with it."""

    action = "task.completed"
    entity = "task"


class TaskMoved(Event):
    """Another change of a task's status: cancelled, set back, reopened."""

    action = "task.moved"
    entity = "task"


class TaskDeclined(Event):
    """Somebody gave a task back to the manager, and said why."""

    action = "task.declined"
    entity = "task"


class TaskEdited(Event):
    """A task's fields changed."""

    action = "task.edited"
    entity = "task"


class _System(Event):
    history_class = HistoryClass.SYSTEM


class PropertyChanged(_System):
    """A property was made, edited, archived, or its people changed."""

    action = "property.changed"
    entity = "property"


class RoomChanged(_System):
    """A room was made, edited, imported or archived, or its status changed."""

    action = "room.changed"
    entity = "room"


class CategoryChanged(_System):
    """A category was made, edited or archived."""

    action = "category.changed"
    entity = "category"


class DepartmentChanged(_System):
    """A department was made, edited or archived."""

    action = "department.changed"
    entity = "department"


class SettingsChanged(_System):
    """An administrator changed what is set live. The reason names the topic; of a secret only that it was set."""

    action = "settings.changed"
    entity = "settings"


class _Security(Event):
    history_class = HistoryClass.SECURITY


class UserChanged(_Security):
    """A person was added, edited, invited, deactivated or activated."""

    action = "user.changed"
    entity = "user"


class SignedIn(_Security):
    """A session began."""

    action = "session.started"
    entity = "user"


class SignedOut(_Security):
    """A session ended; the reason says how."""

    action = "session.ended"
    entity = "user"


class SignInFailed(_Security):
    """A wrong password for an account that exists."""

    action = "session.refused"
    entity = "user"


class RoomCodeRotated(_Security):
    """A room's QR token was replaced; printed stickers no longer work."""

    action = "room.code_rotated"
    entity = "room"
