"""The settings of notifications: how many messages one ticket, and the whole installation, may cause."""

from dataclasses import dataclass
from typing import Final

from pydantic import TypeAdapter
from sqlalchemy import Connection

from app.settings_store import store

KEY: Final = "notifications"


@dataclass(frozen=True, slots=True)
class GuardSettings:
    """Beyond these, messages are folded into a digest. `ticket_…`: of one ticket to one person through one channel;
    `per_hour`: of everything to everybody, by e-mail and SMS together."""

    per_hour: int = 3600
    ticket_ten_minutes: int = 10
    ticket_hour: int = 30


_ADAPTER: Final = TypeAdapter(GuardSettings)


def of(stored: store.Stored) -> GuardSettings:
    """The stored settings with their types."""
    return _ADAPTER.validate_python(dict(stored.values))


def read(connection: Connection) -> GuardSettings:
    """The settings as they are now."""
    return of(store.load(connection, KEY))


def current() -> GuardSettings:
    """The settings as this process knows them, at most two seconds old."""
    return of(store.current(KEY))
