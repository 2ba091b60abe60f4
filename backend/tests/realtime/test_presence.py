"""Whoever has left a ticket is gone from it, whatever their page says last."""

from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import replace

import pytest
from flask import Flask
from sqlalchemy import Connection

from app import db
from app.permissions.actors import actors
from app.realtime.bus import NAMESPACE
from app.sockets.payloads import refused
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


def test_who_loses_their_rights_while_the_ticket_is_looked_up_does_not_look_at_it(
    app: Flask, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    serving = serving_of(app)
    assert serving is not None
    registry = Registry(serving.server)
    presence = Presence(serving.server, registry, None)
    ticket_id = factories.ticket(cast.a.id, cast.a.guest.id)
    with db.reads() as connection:
        actor = actors(connection, [cast.a.manager.id])[cast.a.manager.id]
    socket = Socket(serving.server.manager.connect("engine", NAMESPACE), cast.a.manager.id, "session", 0.0)
    registry.add(socket)
    registry.place(socket, actor, 1.0)

    @contextmanager
    def overtaken() -> Generator[Connection]:
        monkeypatch.undo()
        with db.reads() as connection:
            yield connection
        registry.place(socket, replace(actor, managed=frozenset()), 2.0)
        presence.check([socket])

    monkeypatch.setattr(db, "reads", overtaken)
    assert presence.look(socket, ticket_id) == refused("not_found")
    assert socket.looks == {}
