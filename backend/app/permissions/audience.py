"""Who hears of what: the only place that turns an actor into rooms of signals, and a change into those that hear it.

A room is a name that the server alone gives out. Tickets have two families of rooms: `internal` for those who see the
internal side there, `public` for the others; a change of the internal side alone is told to the former only. Whoever
sees a ticket or a task for their own sake (they reported it, they work on it) hears of it in a room of their own, and
there a last time when it is taken from them.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
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


def of_ticket(
    ticket: TicketNews, actors: Mapping[int, Actor], *, internal: bool, former: Collection[int] = ()
) -> Iterator[Telling]:
    """Who hears of a change of the ticket, with the number that each family may know. `actors`: those whom it has, and
    the `former`, who have just lost a task of it."""
    inside, outside = set(_tickets_at(ticket.property_id, "internal")), set(_tickets_at(ticket.property_id, "public"))
    for user_id in {ticket.reporter_id, *ticket.people}:
        actor = actors.get(user_id)
        if actor is None or actor.reaches(Permission.TICKET_READ, ticket.property_id) or not sees(actor, ticket):
            continue
        (inside if scope.sees_internal(actor, ticket.property_id) else outside).add(person(user_id))
    yield Telling(tuple(sorted(inside)), ticket.seq)
    if not internal:
        yield Telling(tuple(sorted(outside)), ticket.public_seq)
    yield from _lost(ticket, actors, former)


def of_task(task: TaskNews, actors: Mapping[int, Actor], former: Collection[int] = ()) -> Iterator[Telling]:
    """Who hears of a change of the task; the `former`, who have just lost it, by themselves."""
    rooms_of_all = {f"tasks:{EVERYWHERE}", f"tasks:{task.property_id}"}
    yield Telling(tuple(sorted(rooms_of_all | _own_rooms(task, actors, task.people))), task.seq)
    lost = _own_rooms(task, actors, set(former).difference(task.people))
    if lost:
        yield Telling(tuple(sorted(lost)), task.seq)


def _lost(ticket: TicketNews, actors: Mapping[int, Actor], former: Collection[int]) -> Iterator[Telling]:
    """To those who saw the ticket through a task alone: it is gone."""
    before = replace(ticket, people=tuple(former))
    for user_id in sorted(former):
        actor = actors.get(user_id)
        if actor is not None and sees(actor, before) and not sees(actor, ticket):
            inside = scope.sees_internal(actor, ticket.property_id)
            yield Telling((person(user_id),), ticket.seq if inside else ticket.public_seq)


def _own_rooms(task: TaskNews, actors: Mapping[int, Actor], people: Collection[int]) -> set[str]:
    """The rooms of those among these people whom no room of many tells of tasks there."""
    found = {user_id: actors[user_id] for user_id in people if user_id in actors}
    return {
        person(user_id)
        for user_id, actor in found.items()
        if actor.holds(Permission.TASK_READ) and not actor.reaches(Permission.TASK_READ, task.property_id)
    }


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
