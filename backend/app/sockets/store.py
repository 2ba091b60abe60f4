"""Who looks at which ticket, as the processes tell each other: in Redis, and gone soon after a process has gone.

`<channel>:looks:<ticket>` is the set of processes with somebody there, `…:<process>` behind it holds their people.
"""

import logging
import os
import secrets
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

import orjson
from pydantic import TypeAdapter, ValidationError
from redis import Redis, RedisError

from app.realtime import Alone, Bus

log = logging.getLogger(__name__)

KEPT_SECONDS: Final = 15
PAUSE_SECONDS: Final = 2.0


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody at a ticket; `state` is `looks` or `writes`."""

    name: str
    state: str


People = Mapping[int, Person]
_PEOPLE: Final = TypeAdapter(dict[int, Person])


@dataclass
class Store:
    """This process's writing and everybody's reading. While Redis is away a process knows its own people only."""

    redis: "Redis"
    prefix: str
    _away_until: float = field(default=0.0, init=False)

    @classmethod
    def of(cls, bus: Bus | Alone) -> "Store | None":
        """None where there is but one process."""
        return cls(bus.redis_client, bus.channel) if isinstance(bus, Bus) else None

    @cached_property
    def process(self) -> str:
        """This process's name; asked for after the fork."""
        return f"{os.getpid()}-{secrets.token_hex(4)}"

    def write(self, looks: Mapping[int, People]) -> None:
        """Say who of this process is at these tickets; nobody: take the word back."""
        with self.redis.pipeline(transaction=False) as commands:
            for ticket_id, people in looks.items():
                index, own = self._index(ticket_id), self._own(ticket_id, self.process)
                if people:
                    commands.set(own, _PEOPLE.dump_json(dict(people)), ex=KEPT_SECONDS)
                    commands.sadd(index, self.process)
                    commands.expire(index, KEPT_SECONDS * 4)
                else:
                    commands.delete(own)
                    commands.srem(index, self.process)
            commands.execute()

    def read(self, ticket_ids: Iterable[int]) -> Mapping[int, list[People]]:
        """Who is at these tickets, process by process, without this one."""
        return {ticket_id: self._others(ticket_id) for ticket_id in ticket_ids}

    def exchange(self, looks: Mapping[int, People]) -> Mapping[int, list[People]]:
        """Write, then read; nothing of the others while Redis is away."""
        if time.monotonic() < self._away_until:
            return {}
        try:
            self.write(looks)
            return self.read(looks)
        except RedisError as error:
            log.warning("Who looks at what is known of this process only: %s", error)
            self._away_until = time.monotonic() + PAUSE_SECONDS
            return {}

    def _others(self, ticket_id: int) -> list[People]:
        names = [name.decode() for name in self.redis.smembers(self._index(ticket_id))]
        keys = [self._own(ticket_id, name) for name in names if name != self.process]
        return [_people(found) for found in self.redis.mget(keys) if found is not None] if keys else []

    def _index(self, ticket_id: int) -> str:
        return f"{self.prefix}:looks:{ticket_id}"

    def _own(self, ticket_id: int, process: str) -> str:
        return f"{self._index(ticket_id)}:{process}"


def _people(found: bytes) -> People:
    try:
        return _PEOPLE.validate_python({int(key): value for key, value in orjson.loads(found).items()})
    except (ValidationError, ValueError, AttributeError):
        log.warning("What another process wrote about its people can't be read.")
        return {}
