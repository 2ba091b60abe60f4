"""The houses with their rooms and the people in them, as rows, and who is whom when tickets are told."""

import datetime as dt
import hashlib
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import count
from zoneinfo import ZoneInfo

from app.models import (
    Base,
    Property,
    PropertyCounter,
    PropertyManager,
    Room,
    RoomKind,
    User,
    UserKind,
    UserProperty,
)
from app.models.text import fold, natural_key

from . import content
from .content import House, Person

OPENED = 700
"""Days ago that the houses were entered."""


@dataclass(frozen=True, slots=True)
class Place:
    """A property with its rooms by name, and the areas among them by type."""

    house: House
    row: Property
    counter: PropertyCounter
    zone: ZoneInfo
    rooms: Mapping[str, Room]
    lettable: Sequence[Room]

    @property
    def id(self) -> int:
        """The property's id."""
        return self.row.id

    def areas(self, types: Collection[str]) -> list[Room]:
        """The areas of these types."""
        if not types:
            return []
        return [room for room in self.rooms.values() if room.kind != RoomKind.ROOM and room.type in types]


@dataclass(frozen=True, slots=True)
class Member:
    """A person of the cast: the row, and where they belong."""

    about: Person
    row: User
    managed: frozenset[int]
    member: frozenset[int]
    room: Room | None = None

    @property
    def id(self) -> int:
        """The user's id."""
        return self.row.id

    def is_away(self, at: dt.datetime) -> bool:
        """Whether they are away at that moment."""
        since, until = self.row.away_from, self.row.away_until
        return since is not None and until is not None and since <= at <= until


@dataclass(frozen=True, slots=True)
class Seeds:
    """Ids of what the migration has made, by key."""

    roles: Mapping[str, int]
    departments: Mapping[str, int]


@dataclass(slots=True)
class Cast:
    """Everybody and every place. `rows` are to be written in this order."""

    places: Sequence[Place]
    members: Sequence[Member]
    seeds: Seeds
    rows: list[Base] = field(default_factory=list[Base])
    contacts: list[User] = field(default_factory=list[User])

    def place(self, code: str) -> Place:
        """A property by its code."""
        return next(place for place in self.places if place.house.code == code)

    def named(self, name: str) -> Member:
        """A person by name."""
        return next(member for member in self.members if member.row.name == name)

    def working(self, role: str, property_id: int, department_id: int | None = None) -> list[Member]:
        """Active people of a role at a property (managers: who manage it), perhaps of one department."""
        return [
            member
            for member in self.members
            if member.about.role == role
            and member.row.is_active
            and property_id in (member.managed if role == "manager" else member.member)
            and department_id in (None, member.row.department_id)
        ]

    def contact(self, name: str, at: dt.datetime, phone: str | None = None) -> User:
        """A reporter without an account."""
        row = User(
            id=len(self.members) + len(self.contacts) + 1,
            kind=UserKind.CONTACT,
            name=name,
            sort_key=natural_key(name),
            search=fold(f"{name} {phone or ''}"),
            phone=phone,
            role_id=self.seeds.roles["guest"],
            created_at=at,
            updated_at=at,
        )
        self.contacts.append(row)
        return row


def assemble(seeds: Seeds, now: dt.datetime, password_hash: str) -> Cast:
    """The cast as of `now`; stays and absences are counted from today at the property."""
    rooms = count(1)
    places = [_place(house, number, now, rooms) for number, house in enumerate(content.houses(), start=1)]
    codes = {place.house.code: place for place in places}
    members = [
        _member(person, number, seeds, codes, now, password_hash)
        for number, person in enumerate(content.people(), start=1)
    ]
    cast = Cast(places, members, seeds)
    cast.rows += [place.row for place in places]
    cast.rows += [place.counter for place in places]
    cast.rows += [room for place in places for room in place.rooms.values()]
    cast.rows += [member.row for member in members]
    cast.rows += _belongings(members, now)
    return cast


def _place(house: House, number: int, now: dt.datetime, ids: Iterator[int]) -> Place:
    at = now - dt.timedelta(days=OPENED)
    row = Property(
        id=number,
        code=house.code,
        name=house.name,
        sort_key=natural_key(house.name),
        address=house.address,
        type=house.type,
        timezone=house.timezone,
        currency=house.currency,
        description=house.description,
        created_at=at,
        updated_at=at,
    )
    rooms = {room.name: room for room in _rooms(house, number, at, ids)}
    lettable = [room for room in rooms.values() if room.kind == RoomKind.ROOM]
    return Place(
        house, row, PropertyCounter(property_id=number, last_number=0), ZoneInfo(house.timezone), rooms, lettable
    )


def _rooms(house: House, property_id: int, at: dt.datetime, ids: Iterator[int]) -> Iterator[Room]:
    def room(name: str, status: str, **more: object) -> Room:
        return Room(
            id=next(ids),
            property_id=property_id,
            name=name,
            sort_key=natural_key(name),
            status=status,
            base_status=status,
            token=_token(house.code, name),
            created_at=at,
            updated_at=at,
            **more,
        )

    for row in house.rows:
        for offset, letter in enumerate(row.statuses):
            amenities = ["Wi-Fi", "TV", "Safe"] if house.type == "hotel" else ["Wi-Fi", "Kitchenette"]
            about = {"floor": row.floor, "type": row.type, "capacity": row.capacity, "amenities": amenities}
            yield room(str(row.first + offset), content.STATUSES[letter], kind=RoomKind.ROOM, **about)
    for area in house.areas:
        about = {"floor": area.floor, "type": area.type, "capacity": area.capacity, "kind": RoomKind(area.kind)}
        yield room(area.name, area.status, **about)


def _token(code: str, name: str) -> str:
    """The demo's stickers stay the same; nothing in it is worth guarding."""
    return f"demo-{code.lower()}-{hashlib.sha256(f'{code} {name}'.encode()).hexdigest()[:16]}"


def _member(
    person: Person, number: int, seeds: Seeds, places: Mapping[str, Place], now: dt.datetime, password_hash: str
) -> Member:
    at = now - dt.timedelta(days=OPENED - number)
    email = person.login or f"{_address(person.name)}@demo.example"
    place = places[(person.room or "BARH").split()[0]] if not person.manages else places[person.manages[0]]
    row = User(
        id=number,
        kind=UserKind.ACCOUNT,
        email=email,
        email_verified_at=None if person.invited else at,
        name=person.name,
        sort_key=natural_key(person.name),
        search=fold(f"{person.name} {email} {person.phone or ''}"),
        phone=person.phone,
        password_hash=None if person.invited else password_hash,
        role_id=seeds.roles[person.role],
        department_id=seeds.departments[person.department] if person.department else None,
        is_active=person.active,
        is_protected=person.login is not None,
        locale=person.locale,
        timezone=place.house.timezone,
        created_at=at,
        updated_at=at,
    )
    if person.away:
        row.away_from, row.away_until = _span(now.astimezone(place.zone), person.away)
    return Member(
        person,
        row,
        managed=frozenset(places[code].id for code in person.manages),
        member=frozenset(places[code].id for code in person.member),
        room=place.rooms[person.room.split()[1]] if person.room else None,
    )


def _address(name: str) -> str:
    words = fold(name.replace("ü", "ue").replace("ö", "oe").replace("ä", "ae")).replace("dr. ", "").split()
    return f"{words[0]}.{words[-1]}".replace("'", "")


def _span(now: dt.datetime, days: tuple[int, int]) -> tuple[dt.datetime, dt.datetime]:
    """From the first day's beginning to the last day's end, at the place."""
    today = now.replace(hour=0, minute=0, second=0, microsecond=0)
    first, last = days
    return today + dt.timedelta(days=first), today + dt.timedelta(days=last + 1, seconds=-1)


def _belongings(members: Sequence[Member], now: dt.datetime) -> Iterator[Base]:
    ids = count(1)
    for member in members:
        at = member.row.created_at
        yield from (
            PropertyManager(property_id=one, user_id=member.id, created_at=at) for one in sorted(member.managed)
        )
        for one in sorted(member.member):
            yield UserProperty(id=next(ids), user_id=member.id, property_id=one, created_at=at)
        if member.room is not None and member.about.stay is not None:
            first, last = member.about.stay
            yield UserProperty(
                id=next(ids),
                user_id=member.id,
                property_id=member.room.property_id,
                room_id=member.room.id,
                stay_from=now.date() + dt.timedelta(days=first),
                stay_until=now.date() + dt.timedelta(days=last),
                created_at=now + dt.timedelta(days=min(first, 0) - 1),
            )
