"""Connections to mail servers that stay open for some seconds between letters, for all threads of this process.

A server that keeps everybody waiting is left alone for a while: whoever wants it hears at once what it did last.
"""

import ssl
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

from app.integrations.smtp import Connection, Failed, Server, Tokens

KEPT_SECONDS: Final = 10.0
FRESH_SECONDS: Final = 1.0
"""So long a connection needs no asking whether it still is there: whoever finds it gone takes another one."""

SLOW_SECONDS: Final = 5.0
LEFT_ALONE_SECONDS: Final = 30.0
"""Then one thread tries it again, and the others go on doing without until it has an answer."""


@dataclass(slots=True)
class Pool:
    """`take` hands out a connection that nobody else uses; `give_back` keeps it for the next letter."""

    context: Callable[[], ssl.SSLContext] = ssl.create_default_context
    _idle: list[tuple[float, Connection]] = field(default_factory=list[tuple[float, Connection]])
    _silent: dict[Server, tuple[float, str]] = field(default_factory=dict[Server, tuple[float, str]])
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _is_timed: bool = False

    def take(self, server: Server, tokens: Tokens) -> Connection:
        """A kept connection that still answers, else a new one; `smtp.Failed` where there is none."""
        while (kept := self._kept(server)) is not None:
            until, connection = kept
            if until - time.monotonic() > KEPT_SECONDS - FRESH_SECONDS or connection.is_alive():
                return connection
            connection.close()
        return Connection(server, tokens, self.context)

    def give_back(self, connection: Connection) -> None:
        """It may be used again."""
        with self._lock:
            self._idle.append((time.monotonic() + KEPT_SECONDS, connection))
            self._look_again()

    def ask_leave(self, server: Server) -> None:
        """`smtp.Failed`, with what it did last, where the server is left alone at this moment."""
        moment = time.monotonic()
        with self._lock:
            until, words = self._silent.get(server, (0.0, ""))
            if not words:
                return
            if moment < until:
                raise Failed(f"{words} (not asked again for {until - moment:.0f} s)", may_pass=True, is_over=True)
            self._silent[server] = moment + LEFT_ALONE_SECONDS, words

    def heard(self, server: Server, after: float, failed: Failed | None = None) -> None:
        """What came of asking it, and after how many seconds."""
        with self._lock:
            if failed is None or not failed.is_over or after < SLOW_SECONDS:
                self._silent.pop(server, None)
            else:
                self._silent[server] = time.monotonic() + LEFT_ALONE_SECONDS, failed.words

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

    def _look_again(self) -> None:
        """One timer at a time, however many letters go."""
        if self._idle and not self._is_timed:
            self._is_timed = True
            timer = threading.Timer(max(0.0, self._idle[0][0] - time.monotonic()), self._time_is_up)
            timer.daemon = True
            timer.start()

    def _time_is_up(self) -> None:
        self.close_old()
        with self._lock:
            self._is_timed = False
            self._look_again()

    def _kept(self, server: Server) -> tuple[float, Connection] | None:
        with self._lock:
            for position in reversed(range(len(self._idle))):
                if self._idle[position][1].server == server:
                    return self._idle.pop(position)
        return None
