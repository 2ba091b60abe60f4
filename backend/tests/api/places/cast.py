"""Two properties, and the people who know them or don't."""

import datetime as dt
from dataclasses import dataclass

from flask import Flask
from sqlalchemy import select

from app import db
from app.models import Room
from app.services.rows import now
from tests import factories
from tests.factories import Person


@dataclass(frozen=True, slots=True)
class Cast:
    """Everybody, and where: `house` has rooms 2 (the guest's), 10 and a lobby; `other` has one room."""

    app: Flask
    house: int
    other: int
    room2: int
    room10: int
    lobby: int
    other_room: int
    admin: Person
    manager: Person
    staff: Person
    guest: Person
    executive: Person
    outsider: Person

    @property
    def rooms(self) -> str:
        """The address of the house's rooms."""
        return f"/properties/{self.house}/rooms"

    def ticket(self, room_id: int, status: str = "open", *, hours: int = 4, reporter: Person | None = None) -> int:
        """A ticket of a room that is due in so many hours."""
        with db.reads() as connection:
            place = connection.execute(select(Room.property_id).where(Room.id == room_id)).scalar_one()
        due_at = now() + dt.timedelta(hours=hours)
        return factories.ticket(
            place, (reporter or self.guest).id, room_id=room_id, status=status, due_at=due_at
        )  # fmt: skip


def made(app: Flask) -> Cast:
    """A cast of their own for one test; the outsider manages the other property."""
    house, other = (factories.property_(timezone=zone)[0] for zone in ("Europe/Berlin", "UTC"))
    room2 = factories.room(house, "2", floor=-1)
    return Cast(
        app=app,
        house=house,
        other=other,
        lobby=factories.room(house, "Lobby", floor=0, kind="common"),
        room10=factories.room(house, "10", floor=1),
        room2=room2,
        other_room=factories.room(other, "1", floor=0),
        admin=factories.person(app, "super_admin"),
        manager=factories.person(app, "manager", manages=[house]),
        staff=factories.person(app, "staff", belongs=[house]),
        guest=factories.person(app, "guest", stays={house: room2}),
        executive=factories.person(app, "executive", manages=[house]),
        outsider=factories.person(app, "manager", manages=[other]),
    )
