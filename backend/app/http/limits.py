"""Rate limits: fixed windows counted in Redis, one round trip each; in this process's memory while Redis is away."""

import time
from collections.abc import Sequence
from dataclasses import dataclass

from flask import Flask, current_app, g
from limits import RateLimitItem, parse_many
from limits.errors import StorageError
from limits.storage import MemoryStorage, RedisStorage, Storage

from app.errors import TooMany
from app.http.logs import logger

EXTENSION = "limits"
RETRY_REDIS_AFTER = 5.0  # seconds that a failing Redis is left alone


@dataclass(slots=True)
class Window:
    """The state of one limit after counting."""

    limit: int
    used: int
    reset: int
    """Seconds until the window ends."""

    @property
    def headers(self) -> dict[str, str]:
        """`RateLimit-*`, as API.md names them."""
        return {
            "RateLimit-Limit": str(self.limit),
            "RateLimit-Remaining": str(max(0, self.limit - self.used)),
            "RateLimit-Reset": str(self.reset),
        }


@dataclass(slots=True)
class Limits:
    """Counts hits by key. Windows are aligned to the clock, so that their end needs no second question."""

    storage: Storage | None
    default: Sequence[RateLimitItem]
    _memory: MemoryStorage | None = None
    _redis_again_at: float = 0.0

    @property
    def degraded(self) -> bool:
        """Whether Redis can't be reached, so that each process counts for itself."""
        return self.storage is None or time.monotonic() < self._redis_again_at or not self.storage.check()

    def hit(self, item: RateLimitItem, *key: str, cost: int = 1) -> Window:
        """Count `cost` hits; with 0, only look."""
        now, length = time.time(), item.get_expiry()
        name = item.key_for(*key, str(int(now // length)))
        return Window(item.amount, self._count(name, length, cost), max(1, round(length - now % length)))

    def _count(self, name: str, length: int, cost: int) -> int:
        if self.storage is not None and time.monotonic() >= self._redis_again_at:
            try:
                return _counted(self.storage, name, length, cost)
            except StorageError:
                logger.warning("redis unavailable, limits are counted in memory")
                self._redis_again_at = time.monotonic() + RETRY_REDIS_AFTER
        return _counted(self._in_memory(), name, length, cost)

    def _in_memory(self) -> MemoryStorage:
        """Made when it is needed: it starts a thread, which no process should have that is about to fork."""
        if self._memory is None:
            self._memory = MemoryStorage()
        return self._memory

    def reset(self) -> None:
        """Forget every count (tests)."""
        if self.storage is not None:
            self.storage.reset()
        self._memory = None


def _counted(storage: Storage, name: str, length: int, cost: int) -> int:
    return storage.incr(name, length, cost) if cost else storage.get(name)


def limits_of(app: Flask) -> Limits:
    """The limits that `install` set up."""
    limits = app.extensions[EXTENSION]
    if not isinstance(limits, Limits):
        raise TypeError("create_app sets up the limits")
    return limits


def parse(limit: str) -> tuple[RateLimitItem, ...]:
    """`120/minute`, `5/minute;20/hour`, or `none`."""
    return () if limit == "none" else tuple(parse_many(limit))


def default_limits() -> Sequence[RateLimitItem]:
    """The limits of a route that names none."""
    return limits_of(current_app).default


def enforce(items: Sequence[RateLimitItem], *key: str) -> None:
    """Count this request under `key`; 429 when that is more than one of the limits allows."""
    for item in items:
        window = limits_of(current_app).hit(item, *key)
        _remember(window)
        if window.used > window.limit:
            raise _too_many(window)


def refuse_after(limit: str, *key: str) -> None:
    """429 when `limit` events were counted under `key` already; counts nothing (failed sign-ins: see `count`)."""
    for item in parse(limit):
        window = limits_of(current_app).hit(item, *key, cost=0)
        if window.used >= window.limit:
            _remember(window)
            raise _too_many(window)


def count(limit: str, *key: str) -> None:
    """Count one event under `key` (a failed sign-in), for `refuse_after` with the same limit and key."""
    for item in parse(limit):
        limits_of(current_app).hit(item, *key)


def _remember(window: Window) -> None:
    """Keep the tightest window of this request for its answer's headers."""
    known: Window | None = g.get("window")
    if known is None or window.limit - window.used < known.limit - known.used:
        g.window = window


def headers() -> dict[str, str]:
    """`RateLimit-*` of the tightest limit that this request was counted under."""
    window: Window | None = g.get("window")
    return window.headers if window else {}


def _too_many(window: Window) -> TooMany:
    return TooMany(
        f"More than {window.limit} times is too often. Try again in {window.reset} seconds.",
        "too_many_requests",
        params={"limit": window.limit, "retry_after": window.reset},
        headers={"Retry-After": str(window.reset)},
    )


def install(app: Flask, redis_url: str | None, default: str) -> None:
    """Count in this Redis, or in memory without one."""
    app.extensions[EXTENSION] = Limits(_redis(redis_url) if redis_url else None, parse(default))


def _redis(url: str) -> RedisStorage:
    """Nothing is connected to yet. A Redis that doesn't answer within a second is away."""
    return RedisStorage(url, wrap_exceptions=True, socket_timeout=1.0, socket_connect_timeout=1.0)
