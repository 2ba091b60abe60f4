"""The bus between the processes: what one emits, the sockets of all hear. Redis' publish and subscribe carries it.

Nothing on it is kept: whoever was away for a moment has missed what was said. So a process that has been cut off tells
its own sockets to read again what they show (`resync`), and one whose words were lost has the others told.
"""

import hashlib
import logging
import secrets
import time
from collections import OrderedDict
from collections.abc import Callable, Iterator, Mapping
from typing import Final, Protocol, cast

import orjson
from redis import Redis, RedisError
from redis import exceptions as redis_errors
from redis.backoff import NoBackoff
from redis.client import PubSub
from redis.retry import Retry
from socketio import Manager, RedisManager

from . import metrics

log = logging.getLogger(__name__)

NAMESPACE: Final = "/"
PROCESSES: Final = "/processes"
"""A namespace that no client can be in: words of one process to the others."""

TIMEOUT_SECONDS: Final = 1.0
RETRY_SECONDS: Final = 0.5
ASK_SECONDS: Final = 1.0
SILENCE_SECONDS: Final = 3.0
REMEMBERED: Final = 4096
SAID_TWICE: Final = frozenset({"ticket", "task"})

Hearer = Callable[[str, Mapping[str, object]], None]


class Emitter(Protocol):
    """What the publisher needs of a bus."""

    def emit(
        self,
        event: str,
        data: object,
        namespace: str | None = None,
        room: str | list[str] | None = None,
        *,
        ignore_queue: bool = False,
    ) -> None: ...

    def catch_up(self) -> None: ...


class Ear:
    """What a process makes of an emission: words between processes are for `hearers`, news is told once only.

    The reaction to an event tells again what was told after the commit: whoever heard that a ticket is at 12 need not
    hear it a second time.
    """

    def __init__(self) -> None:
        self.hearers: list[Hearer] = []
        self._told: OrderedDict[tuple[object, ...], object] = OrderedDict()

    def is_for_sockets(self, event: str, data: object, namespace: object, room: object) -> bool:
        """Whether sockets shall hear it; words between processes are passed on here."""
        if not isinstance(data, Mapping):
            return True
        said = cast("Mapping[str, object]", data)
        if namespace != PROCESSES:
            return event not in SAID_TWICE or self._is_news(event, said, room)
        for hear in self.hearers:
            hear(event, said)
        return False

    def _is_news(self, event: str, said: Mapping[str, object], room: object) -> bool:
        key = (event, said.get("id"), str(room))
        if self._told.get(key) == said.get("seq"):
            return False
        self._told[key] = said.get("seq")
        self._told.move_to_end(key)
        if len(self._told) > REMEMBERED:
            self._told.popitem(last=False)
        return True


class Alone(Manager):
    """The bus of an installation without Redis: this process only."""

    def __init__(self) -> None:
        super().__init__()
        self.ear = Ear()

    def emit(
        self,
        event: str,
        data: object,
        namespace: str | None = None,
        room: str | list[str] | None = None,
        *,
        ignore_queue: bool = False,
    ) -> None:
        """As python-socketio's; there is no queue to ignore."""
        del ignore_queue
        if self.ear.is_for_sockets(event, data, namespace, room):
            super().emit(event, data, namespace, room)

    def catch_up(self) -> None:
        """Nothing is ever missed."""


class Bus(RedisManager):
    """One process's end. Never raises and never waits longer than a second, whatever becomes of Redis."""

    def __init__(self, url: str, channel_name: str, *, write_only: bool = False) -> None:
        super().__init__(url, channel=channel_name, write_only=write_only)
        self.ear = Ear()
        self.redis_client = client(url)
        self.is_broken = False
        self._missed = False
        self._again_at = 0.0

    def initialize(self) -> None:
        """Begin to listen. Made before the fork, a name would be that of every worker, who would all hear nothing."""
        self.host_id = secrets.token_hex(16)
        super().initialize()

    def catch_up(self) -> None:
        """Once Redis answers again, have the other processes' sockets read anew what could not be told."""
        if self._missed and time.monotonic() >= self._again_at:
            self._missed = False
            self._publish(_resync(self.host_id))

    def _publish(self, data: Mapping[str, object]) -> None:
        if time.monotonic() < self._again_at:
            self._lost()
            return
        try:
            self.redis_client.publish(self.channel, orjson.dumps(data))
        except RedisError as error:
            log.warning("Signals don't reach the other processes: %s", error)
            self._again_at = time.monotonic() + RETRY_SECONDS
            self._lost()

    def _lost(self) -> None:
        self._missed = True
        metrics.DROPPED.labels("bus").inc()

    def _handle_emit(self, message: Mapping[str, object]) -> None:
        """Of this process, and of the others: data is a list of one."""
        said = _said(message["data"])
        if self.ear.is_for_sockets(str(message["event"]), said, message.get("namespace"), message.get("room")):
            super()._handle_emit(message)

    def _listen(self) -> Iterator[bytes]:
        """What the other processes say. It ends never: after an outage it begins anew, twice a second."""
        while True:
            try:
                with self.redis_client.pubsub() as subscription:
                    subscription.subscribe(self.channel)
                    yield from self._heard(subscription)
            except RedisError as error:
                if not self.is_broken:
                    log.warning("The other processes can't be heard: %s", error)
                self.is_broken = True
            time.sleep(RETRY_SECONDS)

    def _heard(self, subscription: PubSub) -> Iterator[bytes]:
        answered = time.monotonic()
        while True:
            message = subscription.get_message(timeout=ASK_SECONDS)
            if message is None:
                if time.monotonic() - answered > SILENCE_SECONDS:
                    raise redis_errors.ConnectionError("no answer")
                subscription.ping()
                continue
            answered = time.monotonic()
            if message["type"] == "subscribe":
                self._begin()
            elif isinstance(data := message["data"], bytes) and message["type"] == "message":
                yield data

    def _begin(self) -> None:
        """Subscribed. Whoever has sockets already was away for a while: what was said meanwhile is lost to them.
        Connections of before the outage are dead; the next word goes over a new one, at once."""
        self.redis_client.connection_pool.disconnect(inuse_connections=False)
        self.is_broken, self._again_at = False, 0.0
        if NAMESPACE in self.rooms:
            log.warning("The other processes are heard again; all sockets are told to read anew.")
            metrics.RESYNCS.inc()
            self.emit("resync", {}, NAMESPACE, ignore_queue=True)


def channel(installation: str) -> str:
    """The channel of an installation: nobody else's, also where several share one Redis."""
    return "realtime:" + hashlib.blake2b(installation.encode(), digest_size=12).hexdigest()


def client(url: str) -> "Redis":
    """Nothing is connected to yet. A Redis that doesn't answer within a second is away; nobody waits for it twice."""
    return Redis.from_url(
        url,
        socket_timeout=TIMEOUT_SECONDS,
        socket_connect_timeout=TIMEOUT_SECONDS,
        retry=Retry(NoBackoff(), 0),
    )


def _said(data: object) -> object:
    """The one argument of an emission."""
    arguments = cast("list[object]", data)
    return arguments[0] if arguments else None


def _resync(host_id: str) -> Mapping[str, object]:
    """The message that python-socketio's `emit` would publish; this process's own sockets have missed nothing."""
    metrics.RESYNCS.inc()
    nothing: dict[str, object] = {}
    return {
        "method": "emit", "event": "resync", "data": [nothing], "binary": False, "namespace": NAMESPACE,
        "room": None, "skip_sid": None, "callback": None, "host_id": host_id,
    }  # fmt: skip
