"""Closes sockets whose session or token has ended, and keeps the others in the rooms that their people may hear.

What changes about somebody is heard over the bus and acted on at once. As a safety net everybody is looked at again
twice a minute, all of a process's sockets in one statement.
"""

import logging
import socket as sockets
import threading
import time
from collections.abc import Mapping, MutableMapping, Sequence
from typing import Final

from socketio import Server

from app import db
from app.permissions import Actor
from app.realtime import metrics
from app.realtime.bus import NAMESPACE
from app.services.authentication import still_open

from .presence import Presence
from .registry import Registry, Socket

log = logging.getLogger(__name__)

TICK_SECONDS: Final = 1.0
EVERYBODY_EVERY_SECONDS: Final = 30.0
STRANGERS_AFTER_SECONDS: Final = 10.0
SINCE: Final = "app.sockets.since"


class Watch:
    """A thread a process."""

    def __init__(self, server: Server, registry: Registry, presence: Presence) -> None:
        self._server, self._registry, self._presence = server, registry, presence
        self._wake = threading.Event()
        self._changed: set[int | None] = set()
        self._everybody_at = 0.0

    def start(self) -> None:
        """Begin, in the process that serves."""
        self._everybody_at = time.monotonic() + EVERYBODY_EVERY_SECONDS
        threading.Thread(target=self._run, name="sockets", daemon=True).start()

    def hear(self, event: str, said: Mapping[str, object]) -> None:
        """Over the bus: what somebody (or, with null, anybody) may see has changed."""
        user_id = said.get("user_id")
        if event == "access" and (user_id is None or isinstance(user_id, int)):
            self._changed.add(user_id)
            self._wake.set()

    def close(self, socket: Socket, code: str) -> None:
        """Say why, and close. One that is just being let in is refused by its door."""
        socket.ended = code
        metrics.CLOSED.labels(code).inc()
        self._server.manager.emit("closed", {"code": code}, NAMESPACE, socket.sid, ignore_queue=True)
        self._server.disconnect(socket.sid, NAMESPACE, ignore_queue=True)

    def _run(self) -> None:
        while True:
            self._wake.wait(TICK_SECONDS)
            self._wake.clear()
            try:
                self._look()
            except Exception:  # PostgreSQL is away, say: the next look is soon
                log.exception("The sockets could not be looked after.")

    def _look(self) -> None:
        self._close_expired()
        self._cut_strangers()
        changed, self._changed = self._changed, set()
        is_time = time.monotonic() >= self._everybody_at
        try:
            if is_time or None in changed:
                self._check(list(self._registry))
            elif changed:
                self._check(self._registry.of(user_id for user_id in changed if user_id is not None))
        except BaseException:
            self._changed |= changed
            raise
        if is_time:
            self._everybody_at = time.monotonic() + EVERYBODY_EVERY_SECONDS

    def _check(self, found: Sequence[Socket]) -> None:
        if not found:
            return
        began = time.monotonic()
        with db.reads() as connection:
            actors: Mapping[str, Actor] = still_open(connection, {socket.session_id for socket in found})
        for socket in found:
            actor = actors.get(socket.session_id)
            if actor is None or actor.user_id != socket.user_id:
                self.close(socket, "session_ended")
            else:
                self._registry.place(socket, actor, began)
        self._presence.check(found)

    def _close_expired(self) -> None:
        now = time.time()
        for socket in self._registry:
            if socket.expires_at <= now and not socket.ended:
                self.close(socket, "token_expired")

    def _cut_strangers(self) -> None:
        """Connections that never signed in, were refused, or were closed and stay all the same."""
        now = time.monotonic()
        for engine_sid, environ in list(self._server.environ.items()):
            if self._server.manager.sid_from_eio_sid(engine_sid, NAMESPACE) is not None:
                environ[SINCE] = None
            elif now - _since(environ, now) > STRANGERS_AFTER_SECONDS:
                cut(environ)


def cut(environ: Mapping[str, object]) -> None:
    """End the connection below the websocket; whoever reads it finds it closed."""
    connection = environ.get("gunicorn.socket")
    if isinstance(connection, sockets.socket):
        try:
            connection.shutdown(sockets.SHUT_RDWR)
        except OSError:  # it has just ended by itself
            log.debug("already closed")


def _since(environ: MutableMapping[str, object], now: float) -> float:
    """When it was first seen as a stranger."""
    since = environ.get(SINCE)
    if isinstance(since, float):
        return since
    environ[SINCE] = now
    return now
