"""Event → what follows from it, in this order. Every reaction acts on the current rows, so that a rerun is harmless;
each touches PostgreSQL only: what goes outside is a job of its own."""

from collections.abc import Mapping
from typing import Final

from app.events import types

from . import people, rooms, searching, telling
from .occurrence import Reaction

REACTIONS: Final[Mapping[str, tuple[Reaction, ...]]] = {
    types.TicketCreated.action: (rooms.follow_ticket, telling.tell),
    types.TicketAssigned.action: (telling.tell,),
    types.TicketMoved.action: (rooms.follow_ticket, telling.tell),
    types.TicketEdited.action: (rooms.follow_ticket, telling.tell),
    types.TicketCommented.action: (telling.tell,),
    types.CommentEdited.action: (telling.tell,),
    types.TicketAttached.action: (telling.tell,),
    types.TicketRated.action: (telling.tell,),
    types.TaskAssigned.action: (telling.tell,),
    types.TaskStarted.action: (telling.tell,),
    types.TaskCompleted.action: (telling.tell,),
    types.TaskMoved.action: (telling.tell,),
    types.TaskDeclined.action: (telling.tell,),
    types.UserChanged.action: (people.place_tickets, searching.follow_person),
    types.RoomChanged.action: (searching.follow_room,),
    types.PropertyChanged.action: (people.place_tickets,),
}
