"""Attachments over HTTP: files come as multipart forms, and leave by signed links from a path of their own."""

from collections.abc import Mapping

from flask import Response, send_file
from sqlalchemy.orm import Session

from app import db
from app.errors import Invalid
from app.http import Api, Uploads, caller
from app.schemas.attachments import AttachmentForm, AttachmentPage, AttachmentPath, Attachments, LinkPath
from app.schemas.base import ListQuery
from app.schemas.tickets import TicketPath
from app.services import attachments
from app.services import files as kept_files
from app.services.tickets import loading

api = Api("attachments", tag="Tickets")


@api.get("/tickets/<int:ticket_id>/attachments", returns=AttachmentPage, private=True)
def list_attachments(path: TicketPath, query: ListQuery) -> Mapping[str, object]:
    """A ticket's files, oldest first."""
    with db.reads() as connection:
        return attachments.listing(connection, caller(), path.ticket_id, query.page())


@api.post(
    "/tickets/<int:ticket_id>/attachments",
    returns=Attachments,
    status=201,
    renders=attachments.together,
    private=True,
    problems=(403, 507),
)
def attach_files(unit: Session, path: TicketPath, form: AttachmentForm, files: Uploads) -> int:
    """Add files to a ticket, or to one's own comment or task of it."""
    if not files:
        raise Invalid.field("/file", "missing", "Choose at least one file.")
    loading.require_visible(unit.connection(), caller(), path.ticket_id)
    with kept_files.kept((upload.filename, upload.stream) for upload in files) as stored:
        return attachments.attach(
            unit, caller(), path.ticket_id, stored, comment_id=form.comment_id, task_id=form.task_id
        )[0]


@api.get(
    "/attachments/<int:attachment_id>",
    status=302,
    content_types=("text/html",),
)
def get_attachment(path: AttachmentPath) -> Response:
    """A redirect to a signed link, which lasts ten minutes."""
    with db.reads() as connection:
        attachments.readable(connection, caller(), path.attachment_id)
    return Response(status=302, headers={"Location": kept_files.link(path.attachment_id), "Cache-Control": "no-store"})


@api.delete("/attachments/<int:attachment_id>", problems=(403,))
def delete_attachment(unit: Session, path: AttachmentPath) -> None:
    """Take a file away: one's own within 15 minutes, or as a manager."""
    attachments.delete(unit, caller(), path.attachment_id)


@api.get("/files/<string:token>", public=True, content_types=("*/*",))
def get_file(path: LinkPath) -> Response:
    """The bytes behind a signed link; never run, framed or typed anew by a browser."""
    attachment_id, variant = kept_files.linked(path.token)
    with db.reads() as connection:
        served = attachments.served(connection, attachment_id, variant)
    answer = send_file(
        kept_files.files().storage.open(served.key),
        mimetype=served.content_type,
        as_attachment=True,
        download_name=served.name,
    )
    answer.headers["Cache-Control"] = "private, max-age=600"
    answer.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return answer
