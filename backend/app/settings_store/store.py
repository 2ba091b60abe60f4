"""Settings as rows: read, written with a version and a line of history. The environment gives the first values."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, Generic, TypeVar

from pydantic import JsonValue, TypeAdapter
from sqlalchemy import Connection, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from app import db
from app.events import record
from app.events.recording import Origin
from app.events.types import SettingsChanged
from app.kept import Kept
from app.models import Json, Setting
from app.settings_store import crypto

FIRST_VERSION: Final = 1

Settings = TypeVar("Settings")
Values = Mapping[str, object]
First = Mapping[str, tuple[Values, Mapping[str, str]]]
_JSON: Final[TypeAdapter[Json]] = TypeAdapter(JsonValue)


@dataclass(frozen=True, slots=True)
class Stored:
    """The settings of one topic: what was saved over what the environment gives. `secrets`: never to be shown."""

    values: Values
    secrets: Mapping[str, str] = field(repr=False)
    version: int


_first: Final[dict[str, tuple[Values, Mapping[str, str]]]] = {}
_kept: Final[Kept[Stored]] = Kept()


def configure(first: First) -> None:
    """What holds while nothing was saved: topic → (values, secrets)."""
    _first.update(first)
    _kept.clear()


def load(connection: Connection, key: str) -> Stored:
    """The settings of a topic as they are now. A fresh installation's have version 1."""
    statement = select(Setting.value, Setting.secrets, Setting.version).where(Setting.key == key)
    row = connection.execute(statement).one_or_none()
    values, secret = _first.get(key, ({}, {}))
    if row is None:
        return Stored(values, secret, FIRST_VERSION)
    saved = _opened(row.secrets)
    return Stored({**values, **row.value}, {**secret, **saved}, row.version)


def read(connection: Connection, key: str) -> Values:
    """What may be shown of a topic's settings."""
    return load(connection, key).values


def secrets(connection: Connection, key: str) -> Mapping[str, str]:
    """A topic's secrets, for whoever signs in with them."""
    return load(connection, key).secrets


def current(key: str) -> Stored:
    """As `load`, read at most every two seconds by this process; what this process writes counts at once."""

    def read_now() -> Stored:
        with db.reads() as connection:
            return load(connection, key)

    return _kept.get(key, read_now)


def locked(session: Session, key: str) -> Stored:
    """The settings of a topic, with their row locked; it is made of the first values if need be."""
    new = insert(Setting).values(key=key, version=FIRST_VERSION)
    session.execute(new.on_conflict_do_nothing())
    session.execute(select(Setting.key).where(Setting.key == key).with_for_update(key_share=True))
    return load(session.connection(), key)


def write(
    session: Session, actor: Origin, key: str, values: Values, secrets: Mapping[str, str], expected: int | None = None
) -> int:
    """Save what differs; returns the version. `expected` is checked by whoever shows a 412: see `locked`.

    History gets the fields that changed: a value with what it was, of a secret only that it was set or taken away.
    """
    before = locked(session, key)
    if expected is not None and expected != before.version:
        raise ValueError(f"the settings {key} are at version {before.version}")
    changes = _changes(before, values, secrets)
    if not changes:
        return before.version
    row = session.get_one(Setting, key, populate_existing=True)
    row.value = {**row.value, **values}
    if secrets:
        row.secrets = crypto.encrypt({**_opened(row.secrets), **secrets})
    row.version += 1
    record(session, actor, SettingsChanged(0, changes=changes, reason={"settings": key}))
    db.after_commit(session, lambda: _kept.forget(key))
    return row.version


class Topic(Generic[Settings]):
    """The settings of one topic with their types: `kind` is a dataclass, its secrets among its fields."""

    def __init__(self, key: str, kind: type[Settings]) -> None:
        self.key = key
        self._adapter = TypeAdapter(kind)

    def of(self, stored: Stored) -> Settings:
        """The stored settings with their types."""
        return self._adapter.validate_python({**stored.values, **stored.secrets})

    def read(self, connection: Connection) -> Settings:
        """The settings as they are now, secrets included."""
        return self.of(load(connection, self.key))

    def current(self) -> Settings:
        """The settings as this process knows them, at most two seconds old."""
        return self.of(current(self.key))


def _opened(sealed: bytes | None) -> Mapping[str, str]:
    return crypto.decrypt(sealed) if sealed else dict[str, str]()


def rotate(session: Session) -> int:
    """Write every secret anew under the newest key; returns how many rows there were."""
    rows = session.scalars(select(Setting).where(Setting.secrets.is_not(None)).with_for_update(key_share=True)).all()
    for row in rows:
        if row.secrets is not None:
            row.secrets = crypto.rotated(row.secrets)
    return len(rows)


def _changes(before: Stored, values: Values, secret: Mapping[str, str]) -> dict[str, Json]:
    changed = {name: new for name, new in values.items() if before.values.get(name) != new}
    changes: dict[str, Json] = {
        name: [_JSON.validate_python(before.values.get(name)), _JSON.validate_python(new)]
        for name, new in changed.items()
    }
    for name, new in secret.items():
        old = before.secrets.get(name, "")
        if old != new:
            changes[name] = ["set" if old else None, "set" if new else None]
    return changes
