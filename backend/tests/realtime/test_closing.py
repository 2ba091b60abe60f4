"""Sockets end with what they were opened with; whose reach changes hears other things at once. Two web processes."""

import time

from flask import Flask
from sqlalchemy import text

from app import db
from tests import factories
from tests.drills.serving import Web
from tests.factories import Cast, Person
from tests.processes import eventually
from tests.realtime.calling import Caller
from tests.realtime.hearing import Ear
from tests.realtime.test_doors import forged

TABS = 4
"""Of one person: with two processes, most likely at both."""


def comment_until_heard(api: Caller, who: Person, ticket_id: int, ear: Ear) -> None:
    """A signal that this ear must hear."""
    before = len(ear.seqs(ticket_id))
    api.post(who, f"/tickets/{ticket_id}/comments", {"body": "A marker."})
    ear.wait_for(lambda _: len(ear.seqs(ticket_id)) > before, "ticket")


def test_signing_out_closes_this_sessions_sockets_and_no_others(app: Flask, web: Web, cast: Cast) -> None:
    manager = cast.a.manager
    ticket_id = factories.ticket(cast.a.id, manager.id)
    elsewhere = factories.signed_in(app, manager)
    tabs = [Ear.of(web.url, manager) for _ in range(TABS)]
    with Ear.of(web.url, elsewhere) as phone:
        Caller(web.url).post(manager, "/logout")
        for tab in tabs:
            tab.wait_end()
            assert tab.all("closed") == [{"code": "session_ended"}]
        comment_until_heard(Caller(web.url), cast.admin, ticket_id, phone)


def test_deactivation_closes_every_socket(web: Web, cast: Cast) -> None:
    tabs = [Ear.of(web.url, cast.a.staff) for _ in range(TABS)]
    Caller(web.url).patch(cast.admin, f"/users/{cast.a.staff.id}", {"is_active": False})
    for tab in tabs:
        tab.wait_end()
        assert tab.all("closed") == [{"code": "session_ended"}]


def test_a_new_role_ends_the_old_ones_sessions(web: Web, cast: Cast) -> None:
    with Ear.of(web.url, cast.a.staff) as ear:
        Caller(web.url).patch(cast.admin, f"/users/{cast.a.staff.id}", {"role": "guest"})
        ear.wait_end()


def test_who_loses_a_property_hears_of_it_no_more_and_looks_no_more(web: Web, cast: Cast) -> None:
    api, a, manager = Caller(web.url), cast.a, cast.a.manager
    ticket_id, own = factories.ticket(a.id, a.guest.id), factories.ticket(cast.b.id, manager.id)
    with Ear.of(web.url, manager) as ear, Ear.of(web.url, a.executive) as other:
        comment_until_heard(api, a.guest, ticket_id, ear)
        for one in (ear, other):
            assert one.say("look", {"ticket_id": ticket_id}) == {"ok": True}
        other.wait_for(lambda _: set(other.users_of(ticket_id)) == {manager.id, a.executive.id}, "presence")
        api.delete(cast.admin, f"/properties/{a.id}/managers/{manager.id}")
        other.wait_for(lambda _: set(other.users_of(ticket_id)) == {a.executive.id}, "presence")
        known = len(ear.heard)
        comment_until_heard(api, a.guest, ticket_id, other)
        other.say("write", {"ticket_id": ticket_id, "writing": True})
        other.wait_for(lambda _: other.users_of(ticket_id) == {a.executive.id: "writes"}, "presence")
        comment_until_heard(api, cast.admin, own, ear)
        assert {said["id"] for _, said in ear.heard[known:]} == {own}
        assert ear.client.connected


def test_who_is_given_a_property_hears_of_it_at_once(web: Web, cast: Cast) -> None:
    api, manager = Caller(web.url), cast.a.manager
    ticket_id = factories.ticket(cast.b.id, cast.b.guest.id)
    with Ear.of(web.url, manager) as ear:
        api.put(cast.admin, f"/properties/{cast.b.id}/managers/{manager.id}")

        def is_heard() -> bool:
            api.post(cast.b.guest, f"/tickets/{ticket_id}/comments", {"body": "Still."})
            return bool(ear.seqs(ticket_id))

        eventually(is_heard, seconds=10)


def test_a_token_that_runs_out_closes_its_socket_unless_a_fresh_one_is_shown(web: Web, cast: Cast) -> None:
    manager = cast.a.manager
    short = forged(manager, exp=time.time() + 5)
    with Ear.with_auth(web.url, {"token": short}) as idle, Ear.with_auth(web.url, {"token": short}) as renewed:
        assert renewed.say("authenticate", {"token": manager.token}) == {"ok": True}
        idle.wait_end()
        assert idle.all("closed") == [{"code": "token_expired"}]
        assert renewed.say("leave", {"ticket_id": 1}) == {"ok": True}


def test_a_session_that_ends_unheard_is_noticed_by_the_next_look(web: Web, cast: Cast) -> None:
    with Ear.of(web.url, cast.a.manager) as ear:
        with db.unit_of_work() as unit:
            ended = "UPDATE sessions SET ended_at = now() WHERE id = :id"
            unit.execute(text(ended), {"id": cast.a.manager.session_id})
        ear.wait_end()
        assert ear.all("closed") == [{"code": "session_ended"}]
