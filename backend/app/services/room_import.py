"""Rooms from a table: all of them or none."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Final

from sqlalchemy import func, insert, select
from sqlalchemy.orm import Session

from app.events import record
from app.events.types import RoomChanged
from app.models import Json, Room
from app.models.text import natural_key
from app.permissions import Actor, Permission, require_at
from app.services import properties
from app.services.rooms import new_token
from app.services.rows import jsonable
from app.services.spreadsheet_formats import LineProblem
from app.services.unique import name_taken, unique

MAX_ROWS: Final = 2_000
AT_ONCE: Final = 100


@dataclass(frozen=True, slots=True)
class ImportedRoom:
    """A room as a line of the table has it."""

    line: int
    values: Mapping[str, object]

    @property
    def name(self) -> str:
        """Its name, cleaned."""
        return str(self.values["name"])


def bring_in(
    session: Session,
    actor: Actor,
    property_id: int,
    rooms: Sequence[ImportedRoom],
    problems: Sequence[LineProblem],
    *,
    dry_run: bool,
) -> Mapping[str, object]:
    """Make every room, unless one line is wrong or it is a dry run: `{created, rows, errors}`."""
    properties.visible(session.connection(), actor, property_id)
    require_at(actor, Permission.ROOM_EDIT, property_id)
    errors = sorted([*problems, *_taken(session, property_id, rooms)], key=lambda one: one.line)
    goes = not errors and not dry_run
    for first in range(0, len(rooms) if goes else 0, AT_ONCE):
        _insert(session, actor, property_id, rooms[first : first + AT_ONCE])
    return {"created": len(rooms) if goes else 0, "rows": len(rooms), "errors": [asdict(one) for one in errors]}


def _taken(session: Session, property_id: int, rooms: Sequence[ImportedRoom]) -> Iterator[LineProblem]:
    """Names that the property has already, or that an earlier line has."""
    existing = select(func.lower(Room.name)).where(Room.property_id == property_id, Room.archived_at.is_(None))
    known = set(session.scalars(existing))
    lines: dict[str, int] = {}
    for room in rooms:
        name = room.name.lower()
        if name in known:
            message = f"This property already has a room called {room.name}."
            yield LineProblem(room.line, "name", message, "name_taken")
        elif name in lines:
            message = f"Line {lines[name]} has a room called {room.name} too."
            yield LineProblem(room.line, "name", message, "duplicate")
        lines.setdefault(name, room.line)


def _insert(session: Session, actor: Actor, property_id: int, rooms: Sequence[ImportedRoom]) -> None:
    rows = [_row(property_id, room) for room in rooms]
    with unique(
        session, {"rooms_name_key": name_taken("Somebody has just made one of these rooms. Please try again.")}
    ):
        ids = session.scalars(insert(Room).returning(Room.id, sort_by_parameter_order=True), rows).all()
    events = [
        RoomChanged(room_id, property_id=property_id, changes=_changes(room))
        for room_id, room in zip(ids, rooms, strict=True)
    ]
    record(session, actor, *events)


def _row(property_id: int, room: ImportedRoom) -> dict[str, object]:
    derived = {"sort_key": natural_key(room.name), "base_status": room.values["status"], "token": new_token()}
    return {**room.values, **derived, "property_id": property_id}


def _changes(room: ImportedRoom) -> dict[str, Json]:
    return {name: [None, jsonable(value)] for name, value in room.values.items()}
