"""Connections to mail servers that stay open for some seconds between letters, for all threads of this process."""

import ssl
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

from app.integrations.smtp import Connection, Server, Tokens

KEPT_SECONDS: Final = 10.0

Connect = Callable[[Server, Tokens, Callable[[], ssl.SSLContext]], Connection]


@dataclass(slots=True)
class Pool:
    """`take` hands out a connection that nobody else uses; `give_back` keeps it for the next letter."""

    context: Callable[[], ssl.SSLContext] = ssl.create_default_context
    _idle: list[tuple[float, Connection]] = field(default_factory=list[tuple[float, Connection]])
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def take(self, server: Server, tokens: Tokens) -> Connection:
        """A kept connection that still answers, else a new one; `smtp.Failed` where there is none."""
        while (kept := self._kept(server)) is not None:
            if kept.is_alive():
                return kept
            kept.close()
        return Connection(server, tokens, self.context)

    def give_back(self, connection: Connection) -> None:
        """It may be used again."""
        with self._lock:
            self._idle.append((time.monotonic() + KEPT_SECONDS, connection))
        closing = threading.Timer(KEPT_SECONDS, self.close_old)
        closing.daemon = True
        closing.start()

    def close_old(self, *, now: float | None = None) -> None:
        """Say good-bye on connections that nobody has used for a while."""
        moment = time.monotonic() if now is None else now
        with self._lock:
            old = [connection for until, connection in self._idle if until <= moment]
            self._idle[:] = [(until, connection) for until, connection in self._idle if until > moment]
        for connection in old:
            connection.close()

    def close(self) -> None:
        """Say good-bye on all of them."""
        self.close_old(now=float("inf"))

    def _kept(self, server: Server) -> Connection | None:
        with self._lock:
            for position in reversed(range(len(self._idle))):
                if self._idle[position][1].server == server:
                    return self._idle.pop(position)[1]
        return None
