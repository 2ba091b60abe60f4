"""Watching a ticket, and whom one can mention on it, over HTTP."""

from collections.abc import Mapping

from sqlalchemy.orm import Session

from app import db
from app.http import Api, caller
from app.notifications import watching
from app.schemas.tickets import TicketPath
from app.schemas.watchers import MentionablePeople, MentionableQuery, Watchers

api = Api("watchers", tag="Notifications")


@api.get("/tickets/<int:ticket_id>/watchers", returns=Watchers, private=True)
def list_watchers(path: TicketPath) -> Mapping[str, object]:
    """Who watches the ticket."""
    with db.reads() as connection:
        return watching.watchers(connection, caller(), path.ticket_id)


@api.put("/tickets/<int:ticket_id>/watch")
def watch_ticket(unit: Session, path: TicketPath) -> None:
    """Be told of everything that happens to the ticket."""
    watching.watch(unit, caller(), path.ticket_id)


@api.delete("/tickets/<int:ticket_id>/watch")
def unwatch_ticket(unit: Session, path: TicketPath) -> None:
    """No longer be told of everything."""
    watching.unwatch(unit, caller(), path.ticket_id)


@api.get("/tickets/<int:ticket_id>/mentionable", returns=MentionablePeople, private=True)
def list_mentionable(path: TicketPath, query: MentionableQuery) -> Mapping[str, object]:
    """Who can be mentioned in a comment on the ticket: `@[Name](user:12)`."""
    with db.reads() as connection:
        return watching.mentionable(connection, caller(), path.ticket_id, query.q, internal=query.internal)
