"""What one was told, in JSON. There are no texts in it: clients say it in the reader's language, by `kind`."""

from app.models import TicketStatus
from app.schemas.base import Id, Instant, ListQuery, Model, Named, Page, Path
from app.schemas.tickets import PriorityWord, PropertyName, RoomName


class NotifiedTicket(Model):
    """The ticket that it is about, as it is now."""

    id: Id
    number: str
    title: str
    status: TicketStatus
    priority: PriorityWord
    room: RoomName | None
    property: PropertyName


class NotifiedTask(Model):
    """The task that it is about."""

    id: Id
    title: str


class NotifiedComment(Model):
    """The comment that it is about."""

    id: Id
    excerpt: str
    """Its beginning, on one line."""


class Notification(Model):
    """What one person was told of one thing that happened."""

    id: Id
    kind: str
    """Such as `task_assigned`; docs/reference/notifications.md lists them."""
    at: Instant
    """When it happened."""
    read_at: Instant | None
    internal: bool
    """It is about something that guests don't see."""
    ticket: NotifiedTicket | None
    task: NotifiedTask | None
    comment: NotifiedComment | None
    """Null once it was taken back."""
    actor: Named | None
    """Who did it; null: the system itself."""
    facts: dict[str, object]
    """What else the sentence needs, such as a move's statuses."""


class NotificationPage(Page[Notification]):
    """One page of notifications, the newest first."""


class NotificationQuery(ListQuery):
    """Which of them."""

    unread: bool | None = None
    """Only what is not read yet, or only what is."""


class NotificationPath(Path):
    """Which notification."""

    notification_id: Id


class NotificationPatch(Model):
    """Whether it has been read."""

    read: bool


class NotificationsRead(Model):
    """How far the list has been read."""

    up_to_id: Id
    """This one and all before it."""


class NotificationCounts(Model):
    """How many there are."""

    unread: int
    newest: int | None
    """The id of the last one, read or not: whoever knows a smaller one was told of something new."""
