"""The sockets of this process: whose each is, until when, in which rooms, and what it looks at."""

import time
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final

from socketio import Server

from app.permissions import Actor, audience
from app.realtime import metrics
from app.realtime.bus import NAMESPACE

EACH: Final = 20
"""Sockets of one person at one process: tabs and devices."""

EVENTS_AT_ONCE: Final = 30
EVENTS_A_SECOND: Final = 5.0
TOLERATED: Final = 100


@dataclass(slots=True)
class Allowance:
    """How many more events a socket may send now; some come back each second. `beyond`: how many came in vain."""

    left: float = EVENTS_AT_ONCE
    at: float = field(default_factory=time.monotonic)
    beyond: int = 0

    def take(self) -> bool:
        """Whether one more is fine."""
        now = time.monotonic()
        self.left = min(EVENTS_AT_ONCE, self.left + (now - self.at) * EVENTS_A_SECOND)
        self.at = now
        if self.left < 1:
            self.beyond += 1
            return False
        self.left -= 1
        return True


@dataclass(slots=True)
class Socket:
    """One connection of somebody who is signed in.

    `as_of`: when the look at the database began that `actor` comes from. `ended`: why it is being closed. `looks`:
    ticket → `looks` or `writes`.
    """

    sid: str
    user_id: int
    session_id: str
    expires_at: float
    actor: Actor | None = None
    as_of: float = 0.0
    ended: str | None = None
    rooms: frozenset[str] = frozenset()
    looks: dict[int, str] = field(default_factory=dict[int, str])
    allowance: Allowance = field(default_factory=Allowance)


class Registry:
    """Who is here. Nothing in it waits, so greenlets see it whole."""

    def __init__(self, server: Server) -> None:
        self._server = server
        self._sockets: dict[str, Socket] = {}
        self._of_user: dict[int, set[str]] = {}

    def __iter__(self) -> Iterator[Socket]:
        return iter(list(self._sockets.values()))

    def get(self, sid: str) -> Socket | None:
        """The socket of that id."""
        return self._sockets.get(sid)

    def of(self, user_ids: Iterable[int]) -> list[Socket]:
        """The sockets of these people."""
        return [self._sockets[sid] for user_id in user_ids for sid in self._of_user.get(user_id, ())]

    def is_full_for(self, user_id: int) -> bool:
        """Whether the person has as many sockets here as anybody may."""
        return len(self._of_user.get(user_id, ())) >= EACH

    def add(self, socket: Socket) -> None:
        """Somebody comes. From now on what changes about them is heard, though they are in no room yet."""
        self._sockets[socket.sid] = socket
        self._of_user.setdefault(socket.user_id, set()).add(socket.sid)
        metrics.SOCKETS.set(len(self._sockets))

    def remove(self, sid: str) -> Socket | None:
        """Somebody goes."""
        socket = self._sockets.pop(sid, None)
        if socket is None:
            return None
        own: Collection[str] = self._of_user[socket.user_id]
        if len(own) == 1:
            del self._of_user[socket.user_id]
        else:
            self._of_user[socket.user_id].discard(sid)
        metrics.SOCKETS.set(len(self._sockets))
        return socket

    def place(self, socket: Socket, actor: Actor, as_of: float) -> None:
        """Put it into the rooms that this actor hears; nothing happens if something newer is known already."""
        if as_of < socket.as_of or socket.sid not in self._sockets:
            return
        rooms = audience.rooms(actor)
        for room in socket.rooms - rooms:
            self._server.manager.leave_room(socket.sid, NAMESPACE, room)
        for room in rooms - socket.rooms:
            self._server.manager.enter_room(socket.sid, NAMESPACE, room)
        socket.actor, socket.as_of, socket.rooms = actor, as_of, rooms
