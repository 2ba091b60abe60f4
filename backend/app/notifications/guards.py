"""Guards against floods and loops: beyond so many messages somebody gets a digest instead of further ones.

Counted is what was sent, and what is being sent at this moment, to one person, of one ticket, through one channel; and
mail and SMS to everybody, over the last hour. Digests are neither counted nor held back.
"""

import datetime as dt
import time
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from sqlalchemy import ARRAY, BigInteger, Connection, bindparam, text

from app.models import Channel
from app.settings_store.notifications import GuardSettings

TEN_MINUTES: Final = dt.timedelta(minutes=10)
HOUR: Final = dt.timedelta(hours=1)
COUNTED_OVERALL: Final = (Channel.EMAIL, Channel.SMS)

SENT: Final = text("""
SELECT user_id, ticket_id, channel, array_agg(coalesce(sent_at, now()) ORDER BY sent_at DESC NULLS FIRST) AS moments
FROM deliveries
WHERE ticket_id = ANY(:ticket_ids) AND user_id = ANY(:user_ids) AND channel <> 'in_app'
  AND CASE state WHEN 'sent' THEN sent_at > now() - interval '1 hour' ELSE state = 'sending' END
  AND NOT id = ANY(:claimed)
GROUP BY user_id, ticket_id, channel
""").bindparams(*(bindparam(name, type_=ARRAY(BigInteger)) for name in ("ticket_ids", "user_ids", "claimed")))
OVERALL: Final = text("""
SELECT count(*) FROM deliveries
WHERE channel IN ('email', 'sms') AND state = 'sent' AND sent_at > now() - interval '1 hour'
""")

Key = tuple[int, int | None, Channel]


@dataclass(frozen=True, slots=True)
class Held:
    """A message that a guard holds back: which guard, and when its window is over."""

    reason: str
    until: dt.datetime


@dataclass(slots=True)
class Overall:
    """How many messages everybody got in the last hour, counted anew at most every second by this process."""

    counted: int = 0
    since: int = 0
    at: float = field(default=float("-inf"))

    def read(self, connection: Connection) -> int:
        """The present number."""
        if time.monotonic() - self.at >= 1:
            self.counted, self.since = connection.execute(OVERALL).scalar_one(), 0
            self.at = time.monotonic()
        return self.counted + self.since

    def add(self) -> None:
        """One more is being sent."""
        self.since += 1

    def forget(self) -> None:
        """Count anew the next time."""
        self.at = float("-inf")


overall: Final = Overall()


class Guards:
    """The guards over the messages of one claim. Whoever passes is counted."""

    def __init__(self, settings: GuardSettings, sent: Mapping[Key, Sequence[dt.datetime]], everything: int) -> None:
        self._settings = settings
        self._sent = sent
        self._everything = everything
        self._passed: Counter[Key] = Counter()

    @classmethod
    def read(
        cls, connection: Connection, settings: GuardSettings, keys: Collection[Key], claimed: Sequence[int]
    ) -> "Guards":
        """The guards for messages to these people of these tickets. `claimed`: the ids of those messages, which do
        not stand in their own way where a process died while it was sending them."""
        users, tickets = {user_id for user_id, _, _ in keys}, {one for _, one, _ in keys if one is not None}
        sent: dict[Key, Sequence[dt.datetime]] = {}
        if tickets:
            rows = connection.execute(
                SENT, {"ticket_ids": sorted(tickets), "user_ids": sorted(users), "claimed": list(claimed)}
            )
            sent = {(row.user_id, row.ticket_id, Channel(row.channel)): row.moments for row in rows}
        return cls(settings, sent, overall.read(connection))

    def held(self, key: Key, at: dt.datetime) -> Held | None:
        """The guard that holds a message back; None: it may go, and counts."""
        held = self._of_ticket(key, at) or self._of_all(key, at)
        if held is None:
            self._passed[key] += 1
            if key[2] in COUNTED_OVERALL:
                self._everything += 1
                overall.add()
        return held

    def _of_ticket(self, key: Key, at: dt.datetime) -> Held | None:
        if key[1] is None:
            return None
        moments = [at] * self._passed[key] + list(self._sent.get(key, ()))
        settings = self._settings
        return _over(moments, settings.ticket_hour, HOUR, at, "guard_ticket_1h") or _over(
            moments, settings.ticket_ten_minutes, TEN_MINUTES, at, "guard_ticket_10m"
        )

    def _of_all(self, key: Key, at: dt.datetime) -> Held | None:
        if key[2] not in COUNTED_OVERALL or self._everything < self._settings.per_hour:
            return None
        return Held("guard_overall", at + TEN_MINUTES)


def _over(moments: Sequence[dt.datetime], most: int, window: dt.timedelta, at: dt.datetime, reason: str) -> Held | None:
    """Held until the oldest of those that fill the window leaves it."""
    inside = [moment for moment in moments if moment > at - window]
    if len(inside) < most:
        return None
    oldest = inside[most - 1] if most else at
    return Held(reason, oldest + window)
