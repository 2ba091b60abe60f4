"""How every verb loads the row it changes, and says what it changed."""

import datetime as dt
from collections.abc import Callable, Mapping
from typing import TypeVar

from pydantic import JsonValue, TypeAdapter
from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from app.errors import NotFound, VersionConflict
from app.models import Base, Json

Row = TypeVar("Row", bound=Base)

_NESTED = TypeAdapter(dict[str, object])
_JSON: TypeAdapter[Json] = TypeAdapter(JsonValue)


def locked(session: Session, model: type[Row], visible: ColumnElement[bool], noun: str) -> Row:
    """The row that `visible` finds, locked FOR NO KEY UPDATE and read anew; `NotFound` where there is none."""
    statement = select(model).where(visible).with_for_update(key_share=True, of=model)
    row = session.scalars(statement.execution_options(populate_existing=True)).one_or_none()
    if row is None:
        raise NotFound(noun)
    return row


def expect_version(
    expected: int | None, version: int, values: Mapping[str, object], current: Callable[[], Mapping[str, object]]
) -> None:
    """`VersionConflict` unless the row is still what the caller read. `current` renders it as they may see it."""
    if expected is None or expected == version:
        return
    shown = current()
    raise VersionConflict(shown, [name for name, value in values.items() if _shown(shown, name) != value])


def _shown(shown: Mapping[str, object], name: str) -> object:
    """The shown value of a field that is set: `category_id` is shown as `category: {id, name}`."""
    if name in shown:
        return shown[name]
    nested = shown.get(name.removesuffix("_id"))
    return None if nested is None else _NESTED.validate_python(nested).get("id")


def change(row: Base, values: Mapping[str, object]) -> dict[str, Json]:
    """Set the columns that differ; what changed as {field: [old, new]} for the history."""
    changes: dict[str, Json] = {}
    for name, new in values.items():
        old: object = getattr(row, name)
        if old != new:
            setattr(row, name, new)
            changes[name] = [jsonable(old), jsonable(new)]
    return changes


def jsonable(value: object) -> Json:
    """A column's value as history keeps it: times in ISO 8601 UTC, dates as such, everything else as JSON has it."""
    if isinstance(value, dt.datetime):
        return value.astimezone(dt.UTC).isoformat().replace("+00:00", "Z")
    if isinstance(value, dt.date):
        return value.isoformat()
    return _JSON.validate_python(value)


def now() -> dt.datetime:
    """The present moment in UTC."""
    return dt.datetime.now(dt.UTC)
