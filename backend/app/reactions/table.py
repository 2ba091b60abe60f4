"""Event → what follows from it, in this order. Every reaction acts on the current rows, so that a rerun is harmless;
each touches PostgreSQL only: what goes outside is a job of its own."""

from collections.abc import Mapping
from typing import Final

from app.events import types

from . import people, rooms
from .occurrence import Reaction

REACTIONS: Final[Mapping[str, tuple[Reaction, ...]]] = {
    types.TicketCreated.action: (rooms.follow_ticket,),
    types.TicketMoved.action: (rooms.follow_ticket,),
    types.TicketEdited.action: (rooms.follow_ticket,),
    types.UserChanged.action: (people.place_tickets,),
    types.PropertyChanged.action: (people.place_tickets,),
}
