"""What a process has of realtime: its end of the bus, and the publisher that its commits feed."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Protocol
from urllib.parse import urlsplit

from app.events import signals

from .bus import Alone, Bus, channel
from .publisher import Publisher

EXTENSION: Final = "realtime"


@dataclass(frozen=True, slots=True)
class Realtime:
    """One process's part. `Alone`: there is no Redis, so signals reach the sockets of this process only."""

    bus: Bus | Alone
    publisher: Publisher

    def begin(self) -> None:
        """From now on the signals of this process's commits go out."""
        self.publisher.start()
        signals.configure(self.publisher.take)

    @property
    def degraded(self) -> bool:
        """Whether signals of other processes don't arrive at this one's sockets, or the other way round."""
        return isinstance(self.bus, Alone) or self.bus.is_broken


class Application(Protocol):
    """What keeps the process's part: a Flask application."""

    @property
    def extensions(self) -> Mapping[str, object]: ...


def realtime_of(app: Application) -> Realtime:
    """What was set up for it."""
    realtime = app.extensions[EXTENSION]
    if not isinstance(realtime, Realtime):
        raise TypeError("create_app sets up realtime")
    return realtime


def connect(redis_url: str, secret_key: str, database_url: str, *, write_only: bool = False) -> Realtime:
    """A process's part; nothing is connected to yet, and no thread runs. An empty `redis_url`: there is none.

    Key and database together are what the processes of one installation share, and no other has.
    """
    installation = f"{secret_key} {urlsplit(database_url).path}"
    bus = Bus(redis_url, channel(installation), write_only=write_only) if redis_url else Alone()
    return Realtime(bus, Publisher(bus))
