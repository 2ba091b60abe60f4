"""People over HTTP."""

from collections.abc import Mapping

from sqlalchemy import Connection
from sqlalchemy.orm import Session

from app import db
from app.http import Api, Created, Version, caller
from app.permissions import Actor
from app.routes.site import site
from app.schemas.users import User, UserCreated, UserNew, UserPage, UserPatch, UserPath, UserQuery
from app.services import users

api = Api("users", tag="People")


@api.get("/users", returns=UserPage)
def list_users(query: UserQuery) -> Mapping[str, object]:
    """People of the properties that the caller sees people of, by name; and oneself."""
    with db.reads() as connection:
        return users.listing(connection, caller(), query.filters(), query.page())


def render_added(connection: Connection, actor: Actor, user_id: int) -> Mapping[str, object]:
    """A new person; the link of their invitation is in the first answer only."""
    return {**users.shown(connection, actor, user_id), "invite_url": None}


@api.post("/users", returns=UserCreated, status=201, renders=render_added, etag=True, location="/users/{id}")
def add_user(unit: Session, body: UserNew) -> Created:
    """Add somebody; without a password the answer holds a link with which they choose one."""
    added = users.add(unit, caller(), body.as_addition())
    link = None if added.invitation is None else f"{site().public_url}/app/invitations/{added.invitation}"
    return Created(added.user_id, {"invite_url": link})


@api.get("/users/<int:user_id>", returns=User, etag=True)
def get_user(path: UserPath) -> Mapping[str, object]:
    """One person."""
    with db.reads() as connection:
        return users.shown(connection, caller(), path.user_id)


@api.patch("/users/<int:user_id>", returns=User, renders=users.shown_once, etag=True)
def edit_user(unit: Session, path: UserPath, body: UserPatch, if_match: Version | None) -> int:
    """Change a person; a changed password, role or activity signs them out everywhere."""
    return users.edit(unit, caller(), path.user_id, body.as_edit(), if_match)


@api.delete("/users/<int:user_id>")
def deactivate_user(unit: Session, path: UserPath, if_match: Version | None) -> None:
    """Deactivate a person; what they did stays, their open tickets are handed on."""
    users.deactivate(unit, caller(), path.user_id, if_match)
