"""Without an account: the page behind a room's code, and the one ticket behind a private link."""

from collections.abc import Mapping

from sqlalchemy import Connection
from sqlalchemy.orm import Session

from app import db
from app.errors import Invalid
from app.http import Api, Uploads, Version, caller
from app.permissions import Actor
from app.routes.site import site
from app.schemas.guest import (
    FollowedTicket,
    FollowPatch,
    FollowPath,
    GuestComment,
    GuestReport,
    GuestRoom,
    Reported,
    RoomTokenPath,
)
from app.services import files as kept_files
from app.services import guest

api = Api("guest", tag="Without an account")


@api.get("/q/<string:room_token>", returns=GuestRoom, public=True, limit="60/minute")
def get_guest_room(path: RoomTokenPath) -> Mapping[str, object]:
    """Where a room's code hangs, and what can be reported there."""
    with db.reads() as connection:
        return guest.room(connection, path.room_token)


def reported(connection: Connection, actor: Actor, ticket_id: int) -> Mapping[str, object]:
    """The answer to a report, with the link as a guest can open it."""
    answer = guest.reported(connection, actor, ticket_id)
    return {"ticket": answer["ticket"], "follow_url": f"{site().public_url}/app/f/{answer['follow_token']}"}


@api.post(
    "/q/<string:room_token>/tickets",
    returns=Reported,
    status=201,
    renders=reported,
    private=True,
    guest_token="room_token",
    limit="10/minute",
    token_limit="60/hour",
    problems=(507,),
)
def report_from_room(unit: Session, path: RoomTokenPath, body: GuestReport, files: Uploads) -> int:
    """Report something from a room, with photos or without; the answer holds the private link to follow it."""
    guest.room(unit.connection(), path.room_token)
    with kept_files.kept((upload.filename, upload.stream) for upload in files) as photos:
        return guest.report_from_room(unit, caller(), path.room_token, body.said(), photos)


@api.get("/f/<string:follow_token>", returns=FollowedTicket, public=True, etag=True, private=True, limit="120/minute")
def get_followed_ticket(path: FollowPath) -> Mapping[str, object]:
    """One's own ticket, with what was said and done in public."""
    with db.reads() as connection:
        who = guest.follower(connection, path.follow_token, caller())
        return guest.followed(connection, caller(), who.ticket_id)


@api.patch(
    "/f/<string:follow_token>",
    returns=FollowedTicket,
    renders=guest.followed,
    etag=True,
    private=True,
    guest_token="follow_token",
    limit="60/minute",
    problems=(403, 409),
)
def edit_followed_ticket(unit: Session, path: FollowPath, body: FollowPatch, if_match: Version | None) -> int:
    """Confirm, reopen, cancel or rate."""
    return guest.edit(unit, caller(), path.follow_token, body.values(), if_match)


@api.post(
    "/f/<string:follow_token>/undo",
    returns=FollowedTicket,
    renders=guest.followed,
    etag=True,
    private=True,
    guest_token="follow_token",
    limit="60/minute",
    problems=(409,),
)
def undo_followed_move(unit: Session, path: FollowPath) -> int:
    """Take back one's own last move, within 60 seconds."""
    return guest.undo(unit, caller(), path.follow_token)


@api.post(
    "/f/<string:follow_token>/comments",
    returns=FollowedTicket,
    status=201,
    renders=guest.followed,
    private=True,
    guest_token="follow_token",
    limit="30/minute",
)
def comment_on_followed_ticket(unit: Session, path: FollowPath, body: GuestComment) -> int:
    """Say something more."""
    return guest.comment(unit, caller(), path.follow_token, body.body)


@api.post(
    "/f/<string:follow_token>/attachments",
    returns=FollowedTicket,
    status=201,
    renders=guest.followed,
    private=True,
    guest_token="follow_token",
    limit="30/minute",
    problems=(507,),
)
def attach_to_followed_ticket(unit: Session, path: FollowPath, files: Uploads) -> int:
    """Add photos."""
    if not files:
        raise Invalid.field("/file", "missing", "Choose at least one file.")
    guest.follower(unit.connection(), path.follow_token, caller())
    with kept_files.kept((upload.filename, upload.stream) for upload in files) as photos:
        return guest.attach(unit, caller(), path.follow_token, photos)
