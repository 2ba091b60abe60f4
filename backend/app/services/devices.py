"""Browsers and phones that take a person's pushes: whoever signs in on one registers it, signing out takes it away."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from sqlalchemy import Connection, delete, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from app.cursors import Page
from app.errors import NotFound
from app.models import Device
from app.permissions import Actor
from app.services.rows import now

Shown = dict[str, object]
MOST: Final = 20
"""How many one person keeps; the oldest make room."""

ORDER: Final = "-id"
_COLUMNS: Final = (Device.id, Device.kind, Device.name, Device.session_id, Device.created_at, Device.last_sent_at)


@dataclass(frozen=True, slots=True)
class NewDevice:
    """A browser's subscription (`token` is its endpoint, with keys) or a phone (`token` is Expo's)."""

    kind: str
    token: str
    keys: Mapping[str, str] = field(default_factory=dict[str, str])
    name: str = ""


def listing(connection: Connection, actor: Actor, page: Page) -> Shown:
    """One page of one's own devices, the newest first."""
    statement = select(*_COLUMNS).where(Device.user_id == actor.user_id)
    after = page.after(ORDER, int)
    if after is not None:
        statement = statement.where(Device.id < after[0])
    rows = connection.execute(statement.order_by(Device.id.desc()).limit(page.limit + 1)).mappings().all()
    items = [_shown(dict(row), actor) for row in rows[: page.limit]]
    return {**page.of(rows, ORDER, "id"), "items": items}


def shown(connection: Connection, actor: Actor, device_id: int) -> Shown:
    """One of one's own."""
    statement = select(*_COLUMNS).where(Device.id == device_id, Device.user_id == actor.user_id)
    row = connection.execute(statement).mappings().first()
    if row is None:
        raise NotFound("device")
    return _shown(dict(row), actor)


def _shown(row: Shown, actor: Actor) -> Shown:
    session_id = row.pop("session_id")
    return {**row, "is_this": session_id is not None and session_id == actor.session_id}


def register(session: Session, actor: Actor, said: NewDevice) -> int:
    """Let this device take the actor's pushes. One that took somebody else's takes the actor's from now on."""
    values = {
        "user_id": actor.user_id,
        "session_id": actor.session_id,
        "kind": said.kind,
        "keys": dict(said.keys),
        "name": said.name,
    }
    statement = insert(Device).values(token=said.token, **values)
    taken = statement.on_conflict_do_update(index_elements=[Device.token], set_={**values, "created_at": now()})
    device_id = session.execute(taken.returning(Device.id)).scalar_one()
    _make_room(session, actor, device_id)
    return device_id


def _make_room(session: Session, actor: Actor, but: int) -> None:
    own = select(Device.id).where(Device.user_id == actor.user_id, Device.id != but)
    too_old = own.order_by(Device.created_at.desc(), Device.id.desc()).offset(MOST - 1)
    session.execute(delete(Device).where(Device.id.in_(too_old)).execution_options(synchronize_session=False))


def remove(session: Session, actor: Actor, device_id: int) -> None:
    """Let one of one's own take no more pushes."""
    gone = delete(Device).where(Device.id == device_id, Device.user_id == actor.user_id).returning(Device.id)
    if session.execute(gone.execution_options(synchronize_session=False)).first() is None:
        raise NotFound("device")
