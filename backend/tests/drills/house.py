"""A house for the drill of telling: tickets with everybody around them, and who must hear of what happens there.

This is a model of its own: it knows the people by their parts, and asks neither the ledger nor the engine.
"""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from flask import Flask

from app import db
from app.models import TicketWatcher
from app.services.rows import now
from tests import factories
from tests.factories import Person

HOT: Final = 50
"""Every so many tickets one is talked about so much that the guards must hold."""
CRITICAL: Final = 25
HOT_EVENTS: Final = 14


@dataclass(frozen=True, slots=True)
class Spot:
    """A ticket with the people around it. `watcher`: somebody else of the managers; not everywhere."""

    id: int
    guest: Person
    manager: Person
    worker: Person
    watcher: Person | None
    managers: frozenset[int]

    @property
    def staff(self) -> frozenset[int]:
        """Everybody but the guest: manager, worker, watcher, and all managers where it is critical."""
        watching = frozenset[int]() if self.watcher is None else frozenset({self.watcher.id})
        return frozenset({self.manager.id, self.worker.id}) | watching | self.managers


@dataclass(frozen=True, slots=True)
class Act:
    """Something that somebody does at a ticket, and who must be told of it: as what, and who by mail too."""

    spot: Spot
    by: Person
    told: dict[int, str]
    mailed: frozenset[int]
    body: str = ""
    internal: bool = False
    status: str | None = None


@dataclass(slots=True)
class House:
    """The people, and the tickets."""

    property_id: int
    managers: list[Person]
    staff: list[Person]
    guests: list[Person]
    spots: list[Spot] = field(default_factory=list[Spot])

    @classmethod
    def build(cls, app: Flask, tickets: int) -> "House":
        """So many tickets, and people for them; every address is proven."""
        property_id, at = factories.property_()[0], now()
        room = factories.room(property_id, "101")

        here = [property_id]
        house = cls(
            property_id,
            [factories.person(app, "manager", manages=here, email_verified_at=at) for _ in range(5)],
            [factories.person(app, "staff", belongs=here, email_verified_at=at) for _ in range(8)],
            [factories.person(app, "guest", stays={property_id: room}, email_verified_at=at) for _ in range(20)],
        )
        house.spots = [house.spot(number) for number in range(tickets)]
        return house

    def spot(self, number: int) -> Spot:
        """The ticket of that number, about which nobody has been told anything yet."""
        manager, worker = self.managers[number % 5], self.staff[number % 8]
        guest = self.guests[number % 20]
        watcher = self.managers[(number + 1) % 5] if number % 3 == 0 else None
        is_critical = number % CRITICAL == 1
        ticket_id = factories.ticket(
            self.property_id,
            guest.id,
            assignee_id=manager.id,
            assignee_by_person=True,
            guest_reported=True,
            priority=4 if is_critical else 2,
        )
        factories.task(ticket_id, self.property_id, manager.id, [worker.id])
        if watcher is not None:
            with db.unit_of_work() as session:
                session.add(TicketWatcher(ticket_id=ticket_id, user_id=watcher.id))
        everybody = frozenset(one.id for one in self.managers) if is_critical else frozenset[int]()
        return Spot(ticket_id, guest, manager, worker, watcher, everybody)

    def acts(self, count: int, chance: random.Random) -> list[Act]:
        """What happens: every ticket is moved at most once, and a few are talked about without end."""
        acts = [self.move(spot) for spot in self.spots[::2]]
        hot = self.spots[::HOT]
        acts += [self.reply(spot) for spot in hot for _ in range(HOT_EVENTS)]
        while len(acts) < count:
            spot = chance.choice(self.spots)
            acts.append(chance.choice((self.reply, self.note, self.ask, self.mention))(spot))
        chance.shuffle(acts)
        return acts[:count]

    def reply(self, spot: Spot) -> Act:
        """Who works on it writes to the guest."""
        return _talk(spot, spot.worker, spot.staff | {spot.guest.id})

    def note(self, spot: Spot) -> Act:
        """Who works on it writes what the guest never sees."""
        return _talk(spot, spot.worker, spot.staff, internal=True)

    def ask(self, spot: Spot) -> Act:
        """The guest asks."""
        return _talk(spot, spot.guest, spot.staff)

    def mention(self, spot: Spot) -> Act:
        """The manager asks for somebody who has nothing to do with it so far."""
        other = next(one for one in self.staff if one.id != spot.worker.id)
        act = _talk(spot, spot.manager, spot.staff | {spot.guest.id}, f"@[{other.name}](user:{other.id}), please.")
        return Act(spot, act.by, {**act.told, other.id: "mentioned"}, act.mailed | {other.id}, act.body)

    def move(self, spot: Spot) -> Act:
        """Work begins: all are told in the app, the guest by mail as well."""
        told = dict.fromkeys((spot.staff | {spot.guest.id}) - {spot.worker.id}, "ticket_moved")
        return Act(spot, spot.worker, told, frozenset({spot.guest.id}), status="in_progress")


def _talk(spot: Spot, by: Person, all_: frozenset[int], body: str = "It drips.", *, internal: bool = False) -> Act:
    told = dict.fromkeys(all_ - {by.id}, "ticket_commented")
    return Act(spot, by, told, frozenset(told), body, internal)


def shares(acts: Sequence[Act], count: int) -> Iterator[Sequence[Act]]:
    """The acts for so many clients."""
    return (acts[n::count] for n in range(count))
