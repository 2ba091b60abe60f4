"""What every answer carries, whoever asks and however it ends."""

import time
from typing import Any

import jwt
import pytest
import structlog
from flask import Flask
from redis.utils import from_url

from app.http import limits, logs
from app.http.limits import limits_of
from tests.api.http.conftest import Person
from tests.client import Client

PATHS = ["/notes", "/notes/1", "/nowhere", "/notes/limited"]


@pytest.mark.parametrize("path", PATHS)
def test_every_answer_is_safe_to_open_and_has_a_name(client: Client, path: str) -> None:
    headers = client.get(path).headers
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
    assert "script-src 'self';" in headers["Content-Security-Policy"]
    assert "Strict-Transport-Security" not in headers
    assert headers["X-Request-Id"]
    assert headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    ("given", "kept"), [("abcDEF_-.8", True), ("short", False), ("x" * 65, False), ("a b c d e", False)]
)
def test_a_usable_request_id_is_kept(client: Client, given: str, kept: bool) -> None:
    answer = client.get("/nowhere", headers={"X-Request-Id": given})
    assert (answer.headers["X-Request-Id"] == given) == kept
    assert answer.json["request_id"] == answer.headers["X-Request-Id"]


def test_an_unknown_path_and_method_are_problems(client: Client) -> None:
    client.get("/nowhere").problem(404, "no_such_path")
    answer = client.delete("/notes")
    answer.problem(405, "method_not_allowed")
    assert {"GET", "POST"} <= set(answer.headers["Allow"].split(", "))


def test_a_mistake_of_ours_is_a_problem_without_its_text(client: Client, somebody: Person) -> None:
    answer = client.get("/notes/broken", as_=somebody)
    answer.problem(500, "internal")
    assert "secret sentence" not in answer.content.decode()


@pytest.mark.parametrize("authorization", ["", "Bearer", "Bearer x", "Basic YTpi", "Bearer \xe9", "Bearer a.b.c"])
def test_what_is_no_token_is_not_signed_in(client: Client, authorization: str) -> None:
    answer = client.get("/notes", headers={"Authorization": authorization})
    answer.problem(401, "not_signed_in")
    assert answer.headers["WWW-Authenticate"] == "Bearer"


def signed(key: str = "k" * 40, algorithm: str = "HS256", **claims: object) -> Person:
    usual = {"sub": "1", "sid": "session", "type": "access", "exp": int(time.time()) + 60}
    return Person(jwt.encode({**usual, **claims}, key, algorithm))


def test_only_our_own_access_tokens_count(client: Client) -> None:
    client.get("/notes", as_=signed()).ok()
    for other in (signed(key="x" * 40), signed(type="refresh"), signed(sub="0"), signed(sid=""), signed("", "none")):
        client.get("/notes", as_=other).problem(401, "not_signed_in")


def test_an_expired_token_and_an_ended_session_say_so(client: Client) -> None:
    client.get("/notes", as_=signed(exp=int(time.time()) - 1)).problem(401, "token_expired")
    client.get("/notes", as_=signed(sid="ended")).problem(401, "session_ended")


def test_a_token_that_was_good_expires_all_the_same(client: Client) -> None:
    brief = signed(exp=time.time() + 0.3)
    client.get("/notes", as_=brief).ok()
    while client.get("/notes", as_=brief).status == 200:
        pass
    client.get("/notes", as_=brief).problem(401, "token_expired")


def test_a_route_is_limited_by_caller(client: Client) -> None:
    first = client.get("/notes/limited")
    assert (first.headers["RateLimit-Limit"], first.headers["RateLimit-Remaining"]) == ("2", "1")
    assert 0 < int(first.headers["RateLimit-Reset"]) <= 3600
    client.get("/notes/limited").ok()
    refused = client.get("/notes/limited")
    refused.problem(429, "too_many_requests")
    assert 0 < int(refused.headers["Retry-After"]) <= 3600


def test_a_user_is_counted_apart_from_others(client: Client, somebody: Person, somebody_else: Person) -> None:
    left = [client.get("/notes", as_=somebody).headers["RateLimit-Remaining"] for _ in range(3)]
    assert left == ["599", "598", "597"]
    assert client.get("/notes", as_=somebody_else).headers["RateLimit-Remaining"] == "599"


def test_limits_are_counted_in_memory_while_redis_is_away(app: Flask, client: Client) -> None:
    before = limits_of(app)
    limits.install(app, "redis://127.0.0.1:1/0", "600/minute")
    try:
        assert [client.get("/notes/limited").status for _ in range(3)] == [200, 200, 429]
        assert limits_of(app).degraded
    finally:
        app.extensions[limits.EXTENSION] = before


def test_counting_costs_one_round_trip(client: Client, somebody: Person, redis_url: str) -> None:
    monitor: Any = from_url(redis_url)

    def scripts_run() -> dict[str, int]:
        before = monitor.info("commandstats")
        client.get("/notes", as_=somebody).ok()
        after = monitor.info("commandstats")
        calls = {name: after[name]["calls"] - before.get(name, {"calls": 0})["calls"] for name in after}
        return {name: more for name, more in calls.items() if more and name.startswith("cmdstat_eval")}

    client.get("/notes", as_=somebody).ok()
    # The server counts for everybody: other tests that run meanwhile can only add to it.
    assert min((scripts_run() for _ in range(10)), key=lambda calls: sum(calls.values())) == {"cmdstat_evalsha": 1}


def test_another_origin_is_let_in_only_when_it_is_named(client: Client) -> None:
    named = client.get("/nowhere", headers={"Origin": "https://app.example.org"}).headers
    assert named["Access-Control-Allow-Origin"] == "https://app.example.org"
    exposed = named["Access-Control-Expose-Headers"]
    assert {"ETag", "Link", "Location", "Retry-After", "X-Request-Id"} <= set(exposed.split(", "))
    other = client.get("/nowhere", headers={"Origin": "https://evil.example.org"}).headers
    assert "Access-Control-Allow-Origin" not in other
    asked = {"Origin": "https://app.example.org", "Access-Control-Request-Method": "PATCH"}
    assert "PATCH" in client.call("OPTIONS", "/notes/1", headers=asked).headers["Access-Control-Allow-Methods"]


def test_the_log_has_no_token_and_no_query(
    client: Client, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, somebody: Person
) -> None:
    monkeypatch.setattr(logs, "logger", structlog.get_logger())  # the one in use keeps the level of its first line
    configured = structlog.get_config()
    logs.configure("INFO")
    client.get("/notes?title=very-secret", as_=somebody).ok()
    client.post("/t/very-secret/notes", json={"title": "very-secret"}).ok(201)
    written = "".join(capsys.readouterr())
    structlog.configure(**configured)
    assert "/t/<note_token>/notes" in written
    assert "very-secret" not in written
    assert somebody.token not in written
