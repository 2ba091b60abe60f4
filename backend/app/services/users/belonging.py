"""Which properties a person manages or belongs to, as `POST` and `PATCH` of a person set them."""

import datetime as dt
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from sqlalchemy import delete, literal, null, select, union_all
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from app.errors import FieldProblem, Forbidden, Invalid
from app.events import Event
from app.events.types import PropertyChanged
from app.models import Json, ManagerLoad, Property, PropertyManager, Room, User, UserProperty
from app.permissions import Actor, Permission, scope
from app.services.rows import jsonable
from app.services.users.grants import RoleFacts

MANAGER: Final = "manager"
MEMBER: Final = "member"


@dataclass(frozen=True, slots=True)
class Belonging:
    """That somebody manages a property, or is a member of it: a guest with a room and dates, both inclusive."""

    property_id: int
    relation: str
    room_id: int | None = None
    stay_from: dt.date | None = None
    stay_until: dt.date | None = None

    @property
    def identity(self) -> tuple[int, str, int | None, dt.date | None]:
        """What tells two of one person apart."""
        return self.property_id, self.relation, self.room_id, self.stay_from


Belongings = frozenset[Belonging]


def of(session: Session, user_id: int) -> Belongings:
    """Where somebody belongs; archived properties are left out."""
    manages = select(
        PropertyManager.property_id, literal(MANAGER), null(), null(), null()
    ).where(PropertyManager.user_id == user_id)  # fmt: skip
    belongs = select(
        UserProperty.property_id, literal(MEMBER), UserProperty.room_id, UserProperty.stay_from, UserProperty.stay_until
    ).where(UserProperty.user_id == user_id)
    rows = session.execute(union_all(belongs, manages)).all()
    living = set(session.scalars(select(Property.id).where(Property.archived_at.is_(None))))
    return frozenset(Belonging(*row) for row in rows if row[0] in living)


def after(actor: Actor, existing: Belongings, wanted: Sequence[Belonging]) -> Belongings:
    """What somebody's belongings become: the actor decides about the properties that they manage, and no others."""
    untouched = {one for one in existing if not _is_within(actor, one.property_id)}
    return frozenset({*untouched, *wanted})


def as_members(belongings: Iterable[Belonging]) -> Belongings:
    """The same without managing anything, for somebody whose new role doesn't manage."""
    return frozenset(replace(one, relation=MEMBER) for one in belongings)


def require_within(session: Session, actor: Actor, added: Collection[Belonging]) -> None:
    """403 for a property that the actor sees and doesn't manage."""
    foreign = {one.property_id for one in added if not _is_within(actor, one.property_id)}
    seen = select(Property.id).where(Property.id.in_(foreign), scope.properties(actor)).limit(1)
    if foreign and session.execute(seen).first() is not None:
        raise Forbidden("You decide about people only at properties that you manage.", "beyond_own_properties")


def check(session: Session, actor: Actor, role: RoleFacts, wanted: Sequence[Belonging], existing: Belongings) -> None:
    """422 for properties and rooms that aren't there, for managing in a role that doesn't, for one named twice."""
    added = {one for one in wanted if one not in existing}
    statement = select(Property.id).where(Property.id.in_({one.property_id for one in added}), scope.properties(actor))
    properties = set(session.scalars(statement))
    rooms = _rooms(session, {one.room_id for one in added if one.room_id is not None})
    problems: list[FieldProblem] = []
    for index, one in enumerate(wanted):
        pointer = f"/properties/{index}"
        if one in added and one.property_id not in properties:
            problems.append(FieldProblem(f"{pointer}/property_id", "unknown", "There is no such property."))
        elif one in added and one.room_id is not None and rooms.get(one.room_id) != one.property_id:
            problems.append(FieldProblem(f"{pointer}/room_id", "unknown", "There is no such room in this property."))
        elif one.relation == MANAGER and not role.can_manage:
            problems.append(FieldProblem(f"{pointer}/relation", "not_a_manager", "This role doesn't manage."))
        elif one.identity in {earlier.identity for earlier in wanted[:index]}:
            problems.append(FieldProblem(pointer, "twice", "This is in the list already."))
    if problems:
        raise Invalid(problems[0].message, "invalid", errors=problems)


def move(session: Session, user: User, existing: Belongings, wanted: Belongings) -> list[Event]:
    """Write the difference; what each property's history says of its managers."""
    events: list[Event] = []
    for one in _sorted(existing - wanted):
        _take_out(session, user.id, one)
        events += _managers_change(one, user.id, is_added=False)
    for one in _sorted(wanted - existing):
        _put_in(session, user.id, one)
        events += _managers_change(one, user.id, is_added=True)
    return events


def in_history(belongings: Belongings) -> list[Json]:
    """Belongings as history keeps them."""
    return [
        {
            "property_id": one.property_id,
            "relation": one.relation,
            "room_id": one.room_id,
            "stay_from": jsonable(one.stay_from),
            "stay_until": jsonable(one.stay_until),
        }
        for one in _sorted(belongings)
    ]


def is_within(actor: Actor, belongings: Iterable[Belonging]) -> bool:
    """Whether the actor manages people at all of these properties."""
    return all(_is_within(actor, one.property_id) for one in belongings)


def touches(actor: Actor, belongings: Iterable[Belonging]) -> bool:
    """Whether the actor manages people at one of these properties, or everywhere."""
    everywhere = actor.properties(Permission.USER_MANAGE) is None
    return everywhere or any(_is_within(actor, one.property_id) for one in belongings)


def _is_within(actor: Actor, property_id: int) -> bool:
    return actor.reaches(Permission.USER_MANAGE, property_id)


def _sorted(belongings: Iterable[Belonging]) -> list[Belonging]:
    return sorted(belongings, key=lambda one: (one.property_id, one.relation, one.room_id or 0, str(one.stay_from)))


def _rooms(session: Session, room_ids: Collection[int]) -> dict[int, int]:
    statement = select(Room.id, Room.property_id).where(Room.id.in_(room_ids), Room.archived_at.is_(None))
    return dict(session.execute(statement).all()) if room_ids else {}


def _take_out(session: Session, user_id: int, one: Belonging) -> None:
    if one.relation == MANAGER:
        statement = delete(PropertyManager).where(
            PropertyManager.user_id == user_id, PropertyManager.property_id == one.property_id
        )
    else:
        statement = delete(UserProperty).where(
            UserProperty.user_id == user_id,
            UserProperty.property_id == one.property_id,
            UserProperty.room_id.is_not_distinct_from(one.room_id),
            UserProperty.stay_from.is_not_distinct_from(one.stay_from),
        )
    session.execute(statement.execution_options(synchronize_session=False))


def _put_in(session: Session, user_id: int, one: Belonging) -> None:
    if one.relation == MANAGER:
        session.execute(insert(PropertyManager).values(property_id=one.property_id, user_id=user_id))
        session.execute(insert(ManagerLoad).values(user_id=user_id).on_conflict_do_nothing())
        return
    stay = {"room_id": one.room_id, "stay_from": one.stay_from, "stay_until": one.stay_until}
    session.execute(insert(UserProperty).values(user_id=user_id, property_id=one.property_id, **stay))


def _managers_change(one: Belonging, user_id: int, *, is_added: bool) -> list[Event]:
    if one.relation != MANAGER:
        return []
    said: Json = {"user_id": user_id}
    changes: Json = [None, said] if is_added else [said, None]
    return [PropertyChanged(one.property_id, property_id=one.property_id, changes={"manager": changes})]
