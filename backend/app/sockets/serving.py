"""The life of sockets in one web process: they begin once it serves, and end before it does."""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar, Final

from flask import Flask
from socketio import Server

from app.realtime import Realtime

from .presence import Presence
from .watch import Watch, cut

LOOK_SECONDS: Final = 0.2


@dataclass(frozen=True, slots=True)
class Serving:
    """What `gunicorn.conf.py` begins in each worker, after the fork."""

    EXTENSION: ClassVar = "sockets"

    server: Server
    realtime: Realtime
    watch: Watch
    presence: Presence

    def start(self, is_serving: Callable[[], bool]) -> None:
        """Listen to the other processes before the first socket comes; close all sockets when serving ends."""
        self.server.manager_initialized = True
        self.server.manager.initialize()
        self.realtime.begin()
        self.watch.start()
        self.presence.start()
        threading.Thread(target=self._end, args=(is_serving,), name="ending", daemon=True).start()

    def _end(self, is_serving: Callable[[], bool]) -> None:
        """An open socket would keep gunicorn from stopping. Cut off, clients come back to a process that serves."""
        while is_serving():
            time.sleep(LOOK_SECONDS)
        while True:
            for environ in list(self.server.environ.values()):
                cut(environ)
            time.sleep(LOOK_SECONDS)


def serving_of(app: Flask) -> Serving | None:
    """The sockets of an application; None where there are none."""
    serving = app.extensions.get(Serving.EXTENSION)
    return serving if isinstance(serving, Serving) else None
