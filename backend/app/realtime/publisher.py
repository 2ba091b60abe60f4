"""Takes the signals of this process's commits in, and lets them out in a thread of its own: no answer waits for them.

Under gunicorn's gevent the thread is a greenlet, and begins in the worker that commits, not in the master it was forked
from. The queue is bounded: when nothing goes out any more the oldest signals make room.
"""

import logging
import os
import threading
from collections import deque
from collections.abc import Sequence
from typing import Final

from app import db
from app.events.signals import Signal, merged

from . import audiences, metrics
from .bus import PROCESSES, Emitter

log = logging.getLogger(__name__)

WAITING: Final = 10_000
AT_ONCE: Final = 200
TICK_SECONDS: Final = 1.0


class Publisher:
    """A bounded queue, and the thread that empties it onto the bus."""

    def __init__(self, bus: Emitter) -> None:
        self._bus = bus
        self._waiting: deque[Signal] = deque(maxlen=WAITING)
        self._wake = threading.Event()
        self._process: int | None = None

    def take(self, signals: Sequence[Signal]) -> None:
        """Take these in; they go out shortly. Quick, and never raises."""
        overflow = len(self._waiting) + len(signals) - WAITING
        if overflow > 0:
            metrics.DROPPED.labels("queue").inc(overflow)
        self._waiting.extend(signals)
        self._wake.set()

    def start(self) -> None:
        """Let signals out from now on; once a process."""
        if self._process != os.getpid():
            self._process = os.getpid()
            threading.Thread(target=self._run, name="signals", daemon=True).start()

    def _run(self) -> None:
        while True:
            self._wake.wait(TICK_SECONDS)
            self._wake.clear()
            while batch := self._batch():
                self._let_out(batch)
            self._bus.catch_up()

    def _batch(self) -> list[Signal]:
        """The next ones."""
        return merged(self._waiting.popleft() for _ in range(min(AT_ONCE, len(self._waiting))))

    def _let_out(self, batch: Sequence[Signal]) -> None:
        try:
            for signal in batch:
                if signal.type == "access":
                    self._bus.emit("access", {"user_id": signal.user_id}, PROCESSES)
            self._tell([signal for signal in batch if signal.type != "access"])
        except Exception:  # whatever it is, later signals go on; the reactions tell these again
            log.exception("Some signals did not go out.")
            metrics.DROPPED.labels("error").inc(len(batch))

    def _tell(self, batch: Sequence[Signal]) -> None:
        if not batch:
            return
        with db.reads() as connection:
            emissions = audiences.emissions(connection, batch)
        for one in emissions:
            said = {"type": one.type, "id": one.id, "seq": one.seq}
            self._bus.emit(one.type, said, room=list(one.rooms))
            metrics.PUBLISHED.labels(one.type).inc()
