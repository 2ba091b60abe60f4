"""Who is let in, and what somebody gets who guesses, forges or replays."""

import time

import jwt
import pytest
import requests
import websocket
from flask import Flask
from sqlalchemy import text

from app import db
from tests import factories
from tests.drills.serving import Web
from tests.factories import Cast, Person
from tests.realtime.calling import Caller
from tests.realtime.conftest import JWT
from tests.realtime.hearing import Ear, Refused

ENVIRONMENT = {"WEB_CONCURRENCY": "1", "CORS_ORIGINS": "http://localhost:3000"}
PATH = "/socket.io/?EIO=4&transport=websocket"
EACH = 20


def forged(who: Person, key: str = JWT, **changes: object) -> str:
    """An access token with other claims, or another signature."""
    claims = {"sub": str(who.id), "sid": who.session_id, "type": "access", "exp": time.time() + 600, **changes}
    return jwt.encode(claims, key, algorithm="HS256")


def refusal(web: Web, auth: object) -> object:
    """The code with which a socket is not let in."""
    with pytest.raises(Refused) as refused:
        Ear.with_auth(web.url, auth)
    return refused.value.code


def test_without_a_token_of_ours_nobody_is_let_in(web: Web, cast: Cast) -> None:
    manager = cast.a.manager
    assert refusal(web, None) == "not_signed_in"
    assert refusal(web, {}) == "not_signed_in"
    assert refusal(web, {"token": None}) == "not_signed_in"
    assert refusal(web, {"token": ["a"]}) == "not_signed_in"
    assert refusal(web, "not an object") == "not_signed_in"
    assert refusal(web, {"token": "x.y.z"}) == "not_signed_in"
    assert refusal(web, {"token": forged(manager, key="x" * 40)}) == "not_signed_in"
    assert refusal(web, {"token": forged(manager, type="refresh")}) == "not_signed_in"
    assert refusal(web, {"token": forged(manager, exp=time.time() - 1)}) == "token_expired"
    assert refusal(web, {"token": forged(manager, sid=cast.outsider.session_id)}) == "session_ended"
    assert refusal(web, {"token": forged(manager, sub=str(cast.outsider.id))}) == "session_ended"


def test_a_session_that_has_ended_opens_nothing(web: Web, cast: Cast) -> None:
    Caller(web.url).post(cast.a.manager, "/logout")
    assert refusal(web, {"token": cast.a.manager.token}) == "session_ended"


def test_somebody_deactivated_is_not_let_in(web: Web, cast: Cast) -> None:
    with db.unit_of_work() as unit:
        unit.execute(text("UPDATE users SET is_active = false WHERE id = :id"), {"id": cast.a.staff.id})
    assert refusal(web, {"token": cast.a.staff.token}) == "session_ended"


def test_pages_of_other_sites_can_not_connect(web: Web) -> None:
    for origin in (web.url, "http://localhost:3000"):
        page = websocket.create_connection(f"ws://127.0.0.1:{web.port}{PATH}", origin=origin)
        assert str(page.recv()).startswith("0{")
        page.close()
    for origin in ("https://evil.example", "http://localhost:3001", f"{web.url}.evil.example", "null"):
        answer = requests.get(f"{web.url}{PATH}", headers={"Origin": origin}, timeout=10)
        assert (answer.status_code, answer.json()["code"]) == (403, "bad_origin")


def test_polling_is_not_spoken(web: Web) -> None:
    assert requests.get(f"{web.url}/socket.io/?EIO=4&transport=polling", timeout=10).status_code == 400


def test_one_person_has_so_many_sockets_and_no_more(web: Web, cast: Cast) -> None:
    ears = [Ear.of(web.url, cast.a.guest) for _ in range(EACH)]
    assert refusal(web, {"token": cast.a.guest.token}) == "too_many_sockets"
    with Ear.of(web.url, cast.a.staff) as other:
        assert other.client.connected
    for ear in ears:
        ear.client.disconnect()


def test_an_outsider_who_guesses_hears_nothing(web: Web, cast: Cast) -> None:
    api, a = Caller(web.url), cast.a
    ticket_id, marker = factories.ticket(a.id, a.guest.id), factories.ticket(cast.b.id, cast.outsider.id)
    with Ear.of(web.url, cast.outsider) as outsider, Ear.of(web.url, a.manager) as manager:
        assert manager.say("look", {"ticket_id": ticket_id}) == {"ok": True}
        manager.wait("presence", ticket_id)
        missing = outsider.say("look", {"ticket_id": 999_999_999})
        for event in ("look", "write"):
            said = {"ticket_id": ticket_id} | ({"writing": True} if event == "write" else {})
            assert outsider.say(event, said) == missing == {"ok": False, "code": "not_found"}
        assert outsider.say("leave", {"ticket_id": ticket_id}) == {"ok": True}
        for guess in (f"tickets:{a.id}:internal", "tickets:all:internal", f"user:{a.guest.id}", f"looks:{ticket_id}"):
            for event in ("look", "join", "subscribe", "enter_room", "room"):
                assert outsider.say(event, {"ticket_id": guess, "room": guess})["code"] == "malformed"
        api.post(a.guest, f"/tickets/{ticket_id}/comments", {"body": "Still."})
        manager.wait("ticket", ticket_id)
        manager.say("write", {"ticket_id": ticket_id, "writing": True})
        manager.wait_for(lambda _: manager.users_of(ticket_id) == {a.manager.id: "writes"}, "presence")
        api.post(cast.admin, f"/tickets/{marker}/comments", {"body": "A marker."})
        outsider.wait("ticket", marker)
        assert {name for name, _ in outsider.heard} == {"ticket"}
        assert outsider.ids() == {marker}


def test_another_ones_token_changes_nothing_on_an_open_socket(web: Web, cast: Cast) -> None:
    api, a = Caller(web.url), cast.a
    ticket_id, marker = factories.ticket(a.id, a.guest.id), factories.ticket(cast.b.id, cast.outsider.id)
    with Ear.of(web.url, cast.outsider) as outsider, Ear.of(web.url, a.manager) as manager:
        assert outsider.say("authenticate", {"token": a.manager.token}) == {"ok": False, "code": "another_session"}
        assert outsider.say("authenticate", {"token": "x.y.z"}) == {"ok": False, "code": "not_signed_in"}
        api.post(a.guest, f"/tickets/{ticket_id}/comments", {"body": "Still."})
        manager.wait("ticket", ticket_id)
        api.post(cast.admin, f"/tickets/{marker}/comments", {"body": "A marker."})
        outsider.wait("ticket", marker)
        assert outsider.ids() == {marker}


def test_who_names_an_event_disconnect_stays_under_watch(web: Web, cast: Cast) -> None:
    with Ear.of(web.url, cast.a.manager) as ear:
        assert ear.say("disconnect", {})["code"] == "malformed"
        assert ear.say("connect", {"token": cast.admin.token})["code"] == "malformed"
        Caller(web.url).post(cast.a.manager, "/logout")
        ear.wait_end()
        assert ear.all("closed") == [{"code": "session_ended"}]


def test_a_flood_is_refused_and_then_cut_off(web: Web, cast: Cast) -> None:
    with Ear.of(web.url, cast.a.manager) as ear:
        for _ in range(400):
            ear.client.emit("look", {"ticket_id": 999_999_999})
        ear.wait_end()
        assert ear.all("closed") == [{"code": "too_many_events"}]


def test_a_message_that_is_too_large_ends_the_connection(web: Web, cast: Cast) -> None:
    with Ear.of(web.url, cast.a.manager) as ear:
        ear.client.emit("look", {"ticket_id": "x" * 20_000})
        ear.wait_end()


def test_what_is_malformed_is_refused_and_the_socket_lives(app: Flask, web: Web, cast: Cast) -> None:
    nothing: list[object] = []
    wrong: tuple[object, ...] = (
        {"ticket_id": "1"},
        {"ticket_id": 0},
        {"ticket_id": 2**63},
        {"ticket_id": 1, "x": 1},
        {},
        nothing,
        None,
    )
    with Ear.of(web.url, cast.a.manager) as ear:
        for said in wrong:
            assert ear.say("look", said) == {"ok": False, "code": "malformed"}
        assert ear.client.connected
