"""Comments over HTTP."""

from collections.abc import Mapping

from sqlalchemy.orm import Session

from app import db
from app.http import Api, Version, caller
from app.schemas.base import ListQuery
from app.schemas.comments import Comment, CommentNew, CommentPage, CommentPatch, CommentPath
from app.schemas.tickets import TicketPath
from app.services import comments

api = Api("comments", tag="Tickets")


@api.get("/tickets/<int:ticket_id>/comments", returns=CommentPage, private=True)
def list_comments(path: TicketPath, query: ListQuery) -> Mapping[str, object]:
    """A ticket's comments, oldest first."""
    with db.reads() as connection:
        return comments.listing(connection, caller(), path.ticket_id, query.page())


@api.post(
    "/tickets/<int:ticket_id>/comments",
    returns=Comment,
    status=201,
    renders=comments.shown,
    etag=True,
    private=True,
    problems=(403,),
)
def write_comment(unit: Session, path: TicketPath, body: CommentNew) -> int:
    """Say something: to everybody who sees the ticket, or to staff only."""
    return comments.write(unit, caller(), path.ticket_id, body.body, internal=body.internal)


@api.patch(
    "/comments/<int:comment_id>",
    returns=Comment,
    renders=comments.shown,
    etag=True,
    private=True,
    problems=(403, 409),
)
def edit_comment(unit: Session, path: CommentPath, body: CommentPatch, if_match: Version | None) -> int:
    """Change one's own comment, within 15 minutes."""
    return comments.edit(unit, caller(), path.comment_id, body.body, if_match)


@api.delete("/comments/<int:comment_id>", problems=(403, 409))
def delete_comment(unit: Session, path: CommentPath, if_match: Version | None) -> None:
    """Take one's own comment back, within 15 minutes."""
    comments.delete(unit, caller(), path.comment_id, if_match)
