"""The settings of notifications: how many messages one ticket, and the whole installation, may cause."""

from dataclasses import dataclass
from typing import Final

from app.settings_store import store

KEY: Final = "notifications"


@dataclass(frozen=True, slots=True)
class GuardSettings:
    """Beyond these, messages are folded into a digest. `ticket_…`: of one ticket to one person through one channel;
    `per_hour`: of everything to everybody, by e-mail and SMS together."""

    per_hour: int = 3600
    ticket_ten_minutes: int = 10
    ticket_hour: int = 30


TOPIC: Final = store.Topic(KEY, GuardSettings)
of, read, current = TOPIC.of, TOPIC.read, TOPIC.current
