"""Whoever has left a ticket is gone from it, whatever their page says last."""

from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import dataclass, replace

import pytest
from flask import Flask
from sqlalchemy import Connection

from app import db
from app.permissions import Actor
from app.permissions.actors import actors
from app.realtime.bus import NAMESPACE
from app.sockets.payloads import OK, refused
from app.sockets.presence import Presence
from app.sockets.registry import Registry, Socket
from app.sockets.serving import serving_of
from tests import factories
from tests.drills.serving import Web
from tests.factories import Cast
from tests.realtime.hearing import Ear

ENVIRONMENT = {"WEB_CONCURRENCY": "1"}


def test_who_leaves_while_writing_does_not_come_back_by_pausing(web: Web, cast: Cast) -> None:
    manager, staff = cast.a.manager, cast.a.staff
    ticket_id = factories.ticket(cast.a.id, cast.a.guest.id)
    about = {"ticket_id": ticket_id}
    with Ear.of(web.url, manager) as leaver, Ear.of(web.url, staff) as other:
        leaver.say("look", about)
        leaver.say("write", about | {"writing": True})
        leaver.say("leave", about)
        assert leaver.say("write", about | {"writing": False}) == {"ok": True}
        other.say("look", about)
        other.wait("presence", ticket_id)
        assert other.users_of(ticket_id) == {staff.id: "looks"}


def test_who_pauses_still_looks(web: Web, cast: Cast) -> None:
    manager = cast.a.manager
    ticket_id = factories.ticket(cast.a.id, cast.a.guest.id)
    about = {"ticket_id": ticket_id}
    with Ear.of(web.url, manager) as ear:
        ear.say("write", about | {"writing": True})
        ear.wait_for(lambda _: ear.users_of(ticket_id) == {manager.id: "writes"}, "presence")
        ear.say("write", about | {"writing": False})
        ear.wait_for(lambda _: ear.users_of(ticket_id) == {manager.id: "looks"}, "presence")


@dataclass(frozen=True, slots=True)
class Looker:
    """The manager of house A with one socket, at a process without clients."""

    presence: Presence
    registry: Registry
    socket: Socket
    actor: Actor


@pytest.fixture
def looker(app: Flask, cast: Cast) -> Looker:
    serving = serving_of(app)
    assert serving is not None
    registry = Registry(serving.server)
    with db.reads() as connection:
        actor = actors(connection, [cast.a.manager.id])[cast.a.manager.id]
    socket = Socket(serving.server.manager.connect("engine", NAMESPACE), cast.a.manager.id, "session", 0.0)
    registry.add(socket)
    registry.place(socket, actor, 1.0)
    return Looker(Presence(serving.server, registry, None), registry, socket, actor)


def overtaken(monkeypatch: pytest.MonkeyPatch, by: Callable[[], object]) -> None:
    """The next look at the database: before its answer is known, this happens."""

    @contextmanager
    def reads() -> Generator[Connection]:
        monkeypatch.undo()
        with db.reads() as connection:
            yield connection
        by()

    monkeypatch.setattr(db, "reads", reads)


def test_who_loses_their_rights_while_the_ticket_is_looked_up_does_not_look_at_it(
    looker: Looker, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    ticket_id = factories.ticket(cast.a.id, cast.a.guest.id)

    def lose() -> None:
        looker.registry.place(looker.socket, replace(looker.actor, managed=frozenset()), 2.0)
        looker.presence.check([looker.socket])

    overtaken(monkeypatch, lose)
    assert looker.presence.look(looker.socket, ticket_id) == refused("not_found")
    assert looker.socket.looks == {}


def test_a_look_that_comes_while_rights_are_looked_up_stays(
    looker: Looker, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, other = (factories.ticket(cast.a.id, cast.a.guest.id) for _ in range(2))
    assert looker.presence.look(looker.socket, one) == OK
    overtaken(monkeypatch, lambda: looker.presence.look(looker.socket, other))
    looker.presence.check([looker.socket])
    assert set(looker.socket.looks) == {one, other}
