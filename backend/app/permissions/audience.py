"""Who hears of what: the only place that turns an actor into rooms of signals, and a change into those that hear it.

A room is a name that the server alone gives out. Tickets have two families of rooms: `internal` for those who see the
internal side there, `public` for the others; a change of the internal side alone is told to the former only. Whoever
sees a ticket or a task for their own sake (they reported it, they work on it) hears of it in a room of their own.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from . import scope
from .actor import Actor
from .policy import TicketFacts, allowed
from .vocabulary import Permission

EVERYWHERE: Final = "all"


@dataclass(frozen=True, slots=True)
class TicketNews:
    """A ticket as those who hear of it need it. `people` have a task of it that isn't cancelled."""

    id: int
    property_id: int
    reporter_id: int
    status: str
    seq: int
    public_seq: int
    people: Sequence[int]


@dataclass(frozen=True, slots=True)
class TaskNews:
    """A task as those who hear of it need it. `people` work on it, or made it."""

    id: int
    property_id: int
    seq: int
    people: Sequence[int]


@dataclass(frozen=True, slots=True)
class Telling:
    """One signal: its number, and the rooms that hear it."""

    rooms: tuple[str, ...]
    seq: int


def person(user_id: int) -> str:
    """The room of one person's sockets."""
    return f"user:{user_id}"


def rooms(actor: Actor) -> frozenset[str]:
    """Every room that the actor's sockets are in."""
    own = () if actor.user_id is None else (person(actor.user_id),)
    return frozenset((*own, *_ticket_rooms(actor), *_task_rooms(actor)))


def sees(actor: Actor, ticket: TicketNews) -> bool:
    """Whether `scope.tickets` has this ticket for the actor; asked of many at once, without the database."""
    involved = actor.user_id in ticket.people
    facts = TicketFacts(ticket.property_id, ticket.reporter_id, ticket.status, involved=involved)
    return allowed(actor, Permission.TICKET_READ, facts)


def of_ticket(ticket: TicketNews, actors: Mapping[int, Actor], *, internal: bool) -> Iterator[Telling]:
    """Who hears of a change of the ticket, with the number that each family may know. `actors`: those whom it has."""
    inside, outside = set(_tickets_at(ticket.property_id, "internal")), set(_tickets_at(ticket.property_id, "public"))
    for user_id in {ticket.reporter_id, *ticket.people}:
        actor = actors.get(user_id)
        if actor is None or actor.reaches(Permission.TICKET_READ, ticket.property_id) or not sees(actor, ticket):
            continue
        (inside if scope.sees_internal(actor, ticket.property_id) else outside).add(person(user_id))
    yield Telling(tuple(sorted(inside)), ticket.seq)
    if not internal:
        yield Telling(tuple(sorted(outside)), ticket.public_seq)


def of_task(task: TaskNews, actors: Mapping[int, Actor]) -> Telling:
    """Who hears of a change of the task."""
    heard = {f"tasks:{EVERYWHERE}", f"tasks:{task.property_id}"}
    for user_id in task.people:
        actor = actors.get(user_id)
        if actor is None or actor.reaches(Permission.TASK_READ, task.property_id):
            continue
        if actor.holds(Permission.TASK_READ):
            heard.add(person(user_id))
    return Telling(tuple(sorted(heard)), task.seq)


def _tickets_at(place: int | str, side: str) -> tuple[str, ...]:
    return (f"tickets:{EVERYWHERE}:{side}", f"tickets:{place}:{side}")


def _ticket_rooms(actor: Actor) -> Iterator[str]:
    if not actor.holds(Permission.TICKET_READ):
        return
    properties = actor.properties(Permission.TICKET_READ)
    if properties is None:
        yield from _rooms_of_all(actor)
        return
    for property_id in properties:
        side = "internal" if scope.sees_internal(actor, property_id) else "public"
        yield f"tickets:{property_id}:{side}"


def _rooms_of_all(actor: Actor) -> Iterator[str]:
    """Who sees every ticket, and the internal side of some, hears the latter in their properties' rooms as well."""
    side = "internal" if scope.sees_all_internal(actor) else "public"
    yield f"tickets:{EVERYWHERE}:{side}"
    for property_id in actor.properties(Permission.COMMENT_INTERNAL) or ():
        yield f"tickets:{property_id}:internal"


def _task_rooms(actor: Actor) -> Iterator[str]:
    if not actor.holds(Permission.TASK_READ):
        return
    properties = actor.properties(Permission.TASK_READ)
    if properties is None:
        yield f"tasks:{EVERYWHERE}"
        return
    for property_id in properties:
        yield f"tasks:{property_id}"
