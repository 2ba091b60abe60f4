"""What a process keeps of a row for a moment, so that it isn't read again for every message."""

import time
from collections.abc import Callable
from typing import Final, Generic, TypeVar

Value = TypeVar("Value")

SECONDS: Final = 2.0


class Kept(Generic[Value]):
    """Values by a key, read at most every two seconds. What another process writes is seen that late, no later."""

    def __init__(self) -> None:
        self._known: dict[str, tuple[float, Value]] = {}

    def get(self, key: str, read: Callable[[], Value]) -> Value:
        """The value as it was read last, or read now."""
        known = self._known.get(key)
        if known is None or known[0] <= time.monotonic():
            known = self._known[key] = (time.monotonic() + SECONDS, read())
        return known[1]

    def forget(self, key: str) -> None:
        """Read it anew the next time: this process has written it."""
        self._known.pop(key, None)

    def clear(self) -> None:
        """Read everything anew."""
        self._known.clear()
