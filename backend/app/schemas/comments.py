"""Comments in JSON."""

from typing import Annotated

from app.schemas.base import Id, Instant, Model, Named, Page, Path, Text

Body = Annotated[str, Text(20_000)]


class Author(Named):
    """Who wrote it, with the key of their role."""

    role: str | None


class Comment(Model):
    """A message on a ticket."""

    id: Id
    ticket_id: Id
    author: Author
    body: str
    """Markdown, as it was written."""
    internal: bool
    """A staff note: no guest ever sees it."""
    created_at: Instant
    edited_at: Instant | None
    version: int


class CommentPage(Page[Comment]):
    """One page of comments."""


class CommentNew(Model):
    """What to say."""

    body: Body
    internal: bool = False


class CommentPatch(Model):
    """What it should say instead."""

    body: Body


class CommentPath(Path):
    """Which comment."""

    comment_id: Id
