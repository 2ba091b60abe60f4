"""A house with one room, somebody who reports, and tickets about the room: what reactions need to have around them."""

from dataclasses import dataclass

from sqlalchemy import select, text, update
from sqlalchemy.orm import Session

from app import db
from app.events import Event, record
from app.models import Category, Property, Role, Room, RoomStatus, Ticket, User
from app.permissions import SYSTEM
from app.reactions import Occurrence


@dataclass(frozen=True, slots=True)
class House:
    """Ids of what is there."""

    property_id: int
    room_id: int
    reporter_id: int


def build() -> House:
    """Build the house in the configured database."""
    return db.repeat(_build)


def _build(unit: Session) -> House:
    role_id = unit.scalars(select(Role.id).where(Role.key == "guest")).one()
    house = Property(code="MIRA", name="Hotel Mirabell", sort_key="hotel mirabell", timezone="UTC", currency="EUR")
    guest = User(name="Ada Guest", sort_key="ada guest", email="ada@example.com", role_id=role_id)
    unit.add_all([house, guest])
    unit.flush()
    room = Room(property_id=house.id, name="101", sort_key="101", token="t-101")
    unit.add(room)
    unit.flush()
    return House(house.id, room.id, guest.id)


def ticket(house: House, category: str = "plumbing") -> int:
    """A ticket about the room, without any event; its id."""

    def insert(unit: Session) -> int:
        number = unit.execute(text("SELECT 'MIRA-' || (count(*) + 1) FROM tickets")).scalar_one()
        new = Ticket(
            number=number, title="The tap drips", priority=2, property_id=house.property_id, room_id=house.room_id,
            reporter_id=house.reporter_id,
            category_id=unit.scalars(select(Category.id).where(Category.key == category)).one(),
        )  # fmt: skip
        unit.add(new)
        unit.flush()
        return new.id

    return db.repeat(insert)


def happens(*events: Event) -> list[Occurrence]:
    """Record events as services do; what their jobs carry, in order."""

    def unit(session: Session) -> list[Occurrence]:
        known = session.execute(_LATEST).scalar_one()
        record(session, SYSTEM, *events)
        rows = session.execute(_JOBS, {"known": known}).scalars()
        return [Occurrence.of(args) for args in rows]

    return db.repeat(unit)


_LATEST = text("SELECT coalesce(max(id), 0) FROM procrastinate_jobs")
_JOBS = text("SELECT args FROM procrastinate_jobs WHERE id > :known ORDER BY id")


def set_ticket(ticket_id: int, **values: object) -> None:
    """Change columns of a ticket as a service would have."""
    db.repeat(lambda unit: unit.execute(update(Ticket).where(Ticket.id == ticket_id).values(values)))


def room_status(house: House) -> RoomStatus:
    """The room's status now."""
    with db.reads() as connection:
        return RoomStatus(connection.execute(select(Room.status).where(Room.id == house.room_id)).scalar_one())


def scalar(statement: str, **values: object) -> object:
    """One value from the database."""
    with db.reads() as connection:
        return connection.execute(text(statement), values).scalar()


def execute(statement: str, **values: object) -> None:
    """Do something to the database that no service does."""
    db.repeat(lambda unit: unit.execute(text(statement), values))
