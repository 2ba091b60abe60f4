"""Who looks at a ticket, and who writes: told to those who look at it and see its internal side; so never to guests."""

import logging
import threading
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from socketio import Server
from sqlalchemy import Connection, select

from app import db
from app.models import Ticket
from app.permissions import Actor, audience, scope
from app.realtime import audiences
from app.realtime.bus import NAMESPACE, PROCESSES

from .payloads import OK, Answer, refused
from .registry import Registry, Socket
from .store import People, Person, Store

log = logging.getLogger(__name__)

AT_ONCE: Final = 10
"""Tickets that one socket looks at: a page shows one."""

THROTTLE_SECONDS: Final = 0.25
REFRESH_SECONDS: Final = 4.0


class Presence:
    """A process's share. A thread writes down who is here, learns who is elsewhere, and tells those who look."""

    def __init__(self, server: Server, registry: Registry, store: Store | None) -> None:
        self._server, self._registry, self._store = server, registry, store
        self._here: dict[int, dict[str, Socket]] = {}
        self._changed: set[int] = set()
        self._told_elsewhere: set[int] = set()
        self._shown: dict[int, People] = {}
        self._wake = threading.Event()

    def start(self) -> None:
        """Begin, in the process that serves."""
        threading.Thread(target=self._run, name="presence", daemon=True).start()

    def look(self, socket: Socket, ticket_id: int, state: str = "looks") -> Answer:
        """This socket's person looks at the ticket, or writes. A ticket that they may not see doesn't exist."""
        actor = socket.actor
        if actor is None:
            return refused("not_found")
        with db.reads() as connection:
            property_id = _property_of(connection, actor, ticket_id)
        if socket.actor is not actor:  # `check` came too early to find this look
            return self.look(socket, ticket_id, state)
        if property_id is None:
            return refused("not_found")
        if not scope.sees_internal(actor, property_id):
            return OK
        if ticket_id not in socket.looks and len(socket.looks) >= AT_ONCE:
            return refused("too_many_looks")
        if self._registry.get(socket.sid) is socket:
            self._enter(socket, ticket_id, state)
        return OK

    def pause(self, socket: Socket, ticket_id: int) -> Answer:
        """They write no longer. Said after they left, as a page that closes does, it brings nobody back."""
        return self.look(socket, ticket_id) if ticket_id in socket.looks else OK

    def leave(self, socket: Socket, ticket_id: int) -> None:
        """They look no longer."""
        if socket.looks.pop(ticket_id, None) is None:
            return
        self._server.manager.leave_room(socket.sid, NAMESPACE, _room(ticket_id))
        self._forget(socket, ticket_id)

    def gone(self, socket: Socket | None) -> None:
        """The connection has ended."""
        if socket is not None:
            for ticket_id in list(socket.looks):
                del socket.looks[ticket_id]
                self._forget(socket, ticket_id)

    def check(self, found: Sequence[Socket]) -> None:
        """Their rights may have changed: who may not look any more leaves."""
        looking = [(socket, list(socket.looks)) for socket in found if socket.looks]
        if not looking:
            return
        with db.reads() as connection:
            tickets = audiences.tickets(connection, list({one for _, looks in looking for one in looks}))
        for socket, looks in looking:
            for ticket_id in looks:
                ticket, actor = tickets.get(ticket_id), socket.actor
                if ticket is None or actor is None or not _may_look(actor, ticket):
                    self.leave(socket, ticket_id)

    def hear(self, event: str, said: Mapping[str, object]) -> None:
        """Over the bus: somebody came or went at another process."""
        ticket_id = said.get("ticket_id")
        if event == "presence" and isinstance(ticket_id, int) and ticket_id in self._here:
            self._changed.add(ticket_id)
            self._wake.set()

    def _enter(self, socket: Socket, ticket_id: int, state: str) -> None:
        if socket.looks.get(ticket_id) == state:
            return
        if ticket_id not in socket.looks:
            self._server.manager.enter_room(socket.sid, NAMESPACE, _room(ticket_id))
            self._here.setdefault(ticket_id, {})[socket.sid] = socket
            self._shown.pop(ticket_id, None)  # whoever has just come has been told nothing yet
        socket.looks[ticket_id] = state
        self._touch(ticket_id)

    def _forget(self, socket: Socket, ticket_id: int) -> None:
        here = self._here.get(ticket_id, {})
        here.pop(socket.sid, None)
        if not here:
            self._here.pop(ticket_id, None)
            self._shown.pop(ticket_id, None)
        self._touch(ticket_id)

    def _touch(self, ticket_id: int) -> None:
        self._changed.add(ticket_id)
        self._told_elsewhere.add(ticket_id)
        self._wake.set()

    def _run(self) -> None:
        refresh_at = time.monotonic() + REFRESH_SECONDS
        while True:
            self._wake.wait(max(0.0, refresh_at - time.monotonic()))
            self._wake.clear()
            if time.monotonic() >= refresh_at:
                self._changed.update(self._here)
                refresh_at = time.monotonic() + REFRESH_SECONDS
            try:
                self._flush()
            except Exception:  # the next refresh is soon
                log.exception("Who looks at what was not told.")
            time.sleep(THROTTLE_SECONDS)

    def _flush(self) -> None:
        changed, self._changed = self._changed, set()
        elsewhere, self._told_elsewhere = self._told_elsewhere, set()
        if not changed:
            return
        own = {ticket_id: self._people_here(ticket_id) for ticket_id in changed}
        others: Mapping[int, list[People]] = self._store.exchange(own) if self._store else {}
        for ticket_id, people in own.items():
            self._show(ticket_id, _merged([people, *others.get(ticket_id, ())]))
        for ticket_id in elsewhere:
            self._server.manager.emit("presence", {"ticket_id": ticket_id}, PROCESSES)

    def _people_here(self, ticket_id: int) -> People:
        sockets = list(self._here.get(ticket_id, {}).values())
        return _merged({socket.user_id: person} for socket, person in _persons(sockets, ticket_id))

    def _show(self, ticket_id: int, people: People) -> None:
        if ticket_id not in self._here or self._shown.get(ticket_id) == people:
            return
        self._shown[ticket_id] = people
        users = [{"id": one, "name": people[one].name, "state": people[one].state} for one in sorted(people)]
        self._server.manager.emit(
            "presence", {"id": ticket_id, "users": users}, NAMESPACE, _room(ticket_id), ignore_queue=True
        )


def _persons(sockets: Sequence[Socket], ticket_id: int) -> Iterator[tuple[Socket, Person]]:
    for socket in sockets:
        state = socket.looks.get(ticket_id)
        if socket.actor is not None and state is not None:
            yield socket, Person(socket.actor.name, state)


def _merged(groups: Iterable[People]) -> People:
    """Somebody in two tabs, or at two processes, is one; who writes in one of them writes."""
    people: dict[int, Person] = {}
    for group in groups:
        for user_id, one in group.items():
            if user_id not in people or one.state == "writes":
                people[user_id] = one
    return people


def _property_of(connection: Connection, actor: Actor, ticket_id: int) -> int | None:
    statement = select(Ticket.property_id).where(Ticket.id == ticket_id, scope.tickets(actor))
    return connection.scalars(statement).one_or_none()


def _may_look(actor: Actor, ticket: audience.TicketNews) -> bool:
    return audience.sees(actor, ticket) and scope.sees_internal(actor, ticket.property_id)


def _room(ticket_id: int) -> str:
    return f"looks:{ticket_id}"
