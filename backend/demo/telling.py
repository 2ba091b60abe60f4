"""What all tickets of the demo are told with: the cast, the desk, the texts, and one seeded stream of chance."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from random import Random
from typing import TypeVar

from app.models import Base, Category, Room, Ticket, TicketKind, TicketStatus
from app.services import due_times
from app.services.assignment import Choice, Named
from app.services.tickets.standing import search_text

from .cast import Cast, Place
from .content import Remarks
from .desk import Desk
from .life import Ids, Life, Step
from .pictures import Picture

Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Topic:
    """A category, the department that it leads to and that department's name."""

    row: Category
    department: Named


@dataclass(frozen=True, slots=True)
class Claim:
    """What somebody says when they report."""

    at: dt.datetime
    place: Place
    room: Room | None
    topic: Topic
    title: str
    text: str
    reporter_id: int
    reporter_name: str
    by_guest: bool
    kind: str = TicketKind.REQUEST
    entered_by_id: int | None = None
    priority: int | None = None
    service: Mapping[str, object] | None = None
    incident: Mapping[str, object] | None = None
    access: Mapping[str, object] | None = None


@dataclass(slots=True)
class Telling:
    """The stage. Tickets are told in the order of time, so that numbers, ids and loads are as they were."""

    now: dt.datetime
    random: Random
    cast: Cast
    topics: Mapping[str, Topic]
    remarks: Mapping[str, Remarks]
    pictures: Mapping[str, Picture]
    desk: Desk
    ids: Ids = field(default_factory=Ids)
    lives: list[Life] = field(default_factory=list[Life])

    def open(self, claim: Claim) -> tuple[Life, Choice]:
        """A report comes in: its ticket, numbered and assigned."""
        place, topic = claim.place, claim.topic
        place.counter.last_number += 1
        number = f"{place.house.code}-{place.counter.last_number}"
        priority = claim.priority or topic.row.default_priority or 2
        room_name = claim.room.name if claim.room else None
        ticket = Ticket(
            id=next(self.ids.ticket),
            number=number,
            kind=str(claim.kind),
            title=claim.title,
            description=claim.text,
            search=search_text(number, claim.title, claim.text, room_name, claim.reporter_name),
            status=str(TicketStatus.OPEN),
            priority=priority,
            priority_by_person=claim.priority is not None,
            category_id=topic.row.id,
            property_id=place.id,
            room_id=claim.room.id if claim.room else None,
            reporter_id=claim.reporter_id,
            entered_by_id=claim.entered_by_id,
            guest_reported=claim.by_guest,
            assignee_by_person=False,
            due_by_person=False,
            due_at=due_times.due(claim.at, priority),
            first_response_due_at=due_times.first_response_due(claim.at, priority),
            service=claim.service,
            incident=claim.incident,
            access=claim.access,
            comment_count=0,
            public_comment_count=0,
            attachment_count=0,
            public_attachment_count=0,
            created_at=claim.at,
            updated_at=claim.at,
            public_updated_at=claim.at,
            version=1,
            seq=1,
            public_seq=1,
        )
        life = Life(self.ids, ticket, place.house.currency)
        choice = self.desk.choose(place.id, topic.department, claim.at)
        life.created(claim.entered_by_id or claim.reporter_id, choice)
        self.lives.append(life)
        return life, choice

    def close(self, life: Life) -> None:
        """The story is told to its end: who has it now, and how long it weighed on its manager."""
        life.settle()
        ticket = life.ticket
        if ticket.assignee_id is not None:
            self.desk.take(ticket.assignee_id, ticket.created_at, _ended(life))

    def rows(self) -> list[Base]:
        """Everything of every ticket, in the order in which it can be written."""
        return [*(life.ticket for life in self.lives), *(row for life in self.lives for row in life.rows)]

    def steps(self) -> list[Step]:
        """Everything that happened."""
        return [step for life in self.lives for step in life.steps]

    def one_of(self, items: Sequence[Item]) -> Item:
        """Any of them."""
        return self.random.choice(items)

    def happens(self, share: float) -> bool:
        """True in that share of all cases."""
        return self.random.random() < share


def _ended(life: Life) -> dt.datetime | None:
    """When it stopped being active for the last time; None while it is."""
    ticket = life.ticket
    if ticket.status == TicketStatus.CANCELLED:
        return ticket.updated_at
    return ticket.resolved_at


def service(item: str, quantity: int | None) -> dict[str, object] | None:
    """What a service request keeps besides."""
    return {"item": item, "quantity": quantity, "wanted_at": None} if quantity else None


def access(*, may_enter: bool, note: str | None = None) -> dict[str, object]:
    """Whether somebody may enter the room, as tickets keep it."""
    return {"may_enter": may_enter, "from": None, "until": None, "note": note}
