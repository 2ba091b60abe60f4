"""Registering: a guest makes an account of their own, perhaps for the room whose code they have scanned."""

import datetime as dt
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.errors import Conflict, Forbidden, Invalid
from app.events import record
from app.events.types import UserChanged
from app.models import Json, Property, Role, Room, User, UserProperty
from app.permissions import Actor
from app.services import person
from app.services.authentication import passwords, proving, sessions
from app.services.authentication.sessions import OpenSession
from app.services.rows import now
from app.services.unique import unique


@dataclass(frozen=True, slots=True)
class Registration:
    """What somebody says of themselves. `room_token` is what the room's code holds."""

    email: str
    password: str
    name: str
    phone: str | None
    room_token: str | None


@dataclass(frozen=True, slots=True)
class Stay:
    """For which room one may report, both days inclusive."""

    property_id: int
    room_id: int
    first_day: dt.date
    last_day: dt.date


def register(session: Session, origin: Actor, said: Registration, device: str, *, is_open: bool) -> OpenSession:
    """Make the account and sign it in. 403 unless `is_open`, 409 where the address is taken."""
    if not is_open:
        raise Forbidden("Accounts are made by invitation here. Please ask at the front desk.", "invitation_only")
    user = User(
        name=said.name, email=said.email, phone=said.phone, password_hash=passwords.hashed(said.password),
        role_id=_guest_role(session),
    )  # fmt: skip
    person.follow(user)
    with unique(session, {"users_email_key": email_taken()}):
        session.add(user)
    changes: dict[str, Json] = {"name": [None, said.name], "email": [None, said.email], "role": [None, "guest"]}
    if said.room_token is not None:
        changes["properties"] = [None, _move_in(session, user, _stay(session, said.room_token))]
    record(session, origin, UserChanged(user.id, changes=changes, reason={"why": "registered"}))
    proving.ask(session, user.id, said.email)
    return sessions.begin(session, origin, user.id, device, "registration")


def email_taken() -> Conflict:
    """409: an account has this address."""
    return Conflict("There is already an account with this e-mail address.", "email_taken", params={"field": "email"})


def _guest_role(session: Session) -> int:
    return session.scalars(select(Role.id).where(Role.key == "guest")).one()


def _stay(session: Session, room_token: str) -> Stay:
    statement = (
        select(Room.id, Room.property_id, Property.timezone, Property.guest_days)
        .join(Property, Property.id == Room.property_id)
        .where(Room.token == room_token, Room.archived_at.is_(None), Property.archived_at.is_(None))
    )
    row = session.execute(statement).one_or_none()
    if row is None:
        raise Invalid.field("/room_token", "unknown", "This room's code is no longer valid. Please scan it again.")
    room_id, property_id, timezone, days = row
    today = now().astimezone(ZoneInfo(timezone)).date()
    return Stay(property_id, room_id, today, today + dt.timedelta(days=days))


def _move_in(session: Session, user: User, stay: Stay) -> list[Json]:
    session.add(
        UserProperty(
            user_id=user.id, property_id=stay.property_id, room_id=stay.room_id,
            stay_from=stay.first_day, stay_until=stay.last_day,
        )
    )  # fmt: skip
    return [
        {
            "property_id": stay.property_id, "relation": "member", "room_id": stay.room_id,
            "stay_from": stay.first_day.isoformat(), "stay_until": stay.last_day.isoformat(),
        }
    ]  # fmt: skip
