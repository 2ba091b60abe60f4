"""Attachments in JSON. Their links are signed and last ten minutes."""

from app.models import AttachmentState
from app.schemas.base import Id, Instant, Model, Named, Page, Path


class Attachment(Model):
    """A file on a ticket, a comment or a task."""

    id: Id
    name: str
    content_type: str
    size: int
    """Bytes."""
    state: AttachmentState
    url: str
    preview_url: str | None
    """A picture that every browser shows; null for other files."""
    thumbnail_url: str | None
    width: int | None
    """Pixels."""
    height: int | None
    comment_id: Id | None
    task_id: Id | None
    internal: bool
    created_at: Instant
    by: Named


class AttachmentPage(Page[Attachment]):
    """One page of attachments."""


class Attachments(Model):
    """What was just added."""

    items: list[Attachment]


class AttachmentForm(Model):
    """Where the files belong; they come in the field `file`, repeatable."""

    comment_id: Id | None = None
    task_id: Id | None = None


class AttachmentPath(Path):
    """Which attachment."""

    attachment_id: Id


class LinkPath(Path):
    """A signed link."""

    token: str
