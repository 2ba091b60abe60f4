"""Pushes to browsers: only the browser can read them, the push service can tell who sent them, and what it refuses."""

import base64
import datetime as dt
import json
import re
from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from py_vapid import Vapid02

from app.integrations import vapid
from app.notifications.channels import Permanent, PushTarget, Receipt, Transient
from app.notifications.channels.web_push import WebPushSender
from app.settings_store.push import PushSettings
from tests.channels.messages import LINK, PUBLIC_URL, push
from tests.channels.standing_in import Answered, Asked, StandIn, standing_in
from tests.devices import Browser

KEY = "A" * 42 + "E"
SENDER = WebPushSender(lambda: PushSettings(private_key=KEY), PUBLIC_URL)
Answer = Callable[[Asked], Answered]


def service(answer: Answer = lambda _asked: Answered(201)) -> AbstractContextManager[StandIn]:
    """A push service."""
    return standing_in(answer)


def target(server: StandIn, browser: Browser, device_id: int = 1, path: str = "/send/abc") -> PushTarget:
    return PushTarget(device_id, f"{server.url}{path}", browser.keys)


def claims(asked: Asked) -> tuple[dict[str, str | int], str]:
    """What the signed token says, and with which public key it was signed (RFC 8292, 3)."""
    authorization = asked.headers["authorization"]
    assert Vapid02.verify(authorization)
    parts = re.fullmatch(r"vapid t=([^,]+),k=(\S+)", authorization)
    assert parts is not None
    payload = parts[1].split(".")[1]
    return json.loads(base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4))), parts[2]


def test_the_browser_alone_reads_it_and_the_service_knows_who_sent_it() -> None:
    browser = Browser()
    with service() as server:
        (outcome,) = SENDER.send_many([push([target(server, browser)])])
        address = server.url
    assert isinstance(outcome, Receipt), outcome
    (asked,) = server.asked
    assert asked.path == "/send/abc"
    assert asked.headers["content-encoding"] == "aes128gcm"
    assert b"drips" not in asked.body
    read = browser.read(asked.body)
    assert {name: read[name] for name in ("type", "title", "body", "url")} == {
        "type": "ticket_commented",
        "title": "BARH-7: The tap drips",
        "body": "Jonas wrote: we come at three.",
        "url": LINK,
    }
    assert asked.headers["topic"] == read["tag"]
    said, key = claims(asked)
    assert key == vapid.public_key(KEY)
    assert said["aud"] == address
    assert said["sub"] == "https://tickets.example.org"
    left = dt.datetime.fromtimestamp(int(said["exp"]), dt.UTC) - dt.datetime.now(dt.UTC)
    assert dt.timedelta(0) < left <= dt.timedelta(hours=24)


def test_how_long_it_lasts_how_urgent_it_is_and_what_it_replaces() -> None:
    browser = Browser()
    with service() as server:
        SENDER.send_many([push([target(server, browser)]), push([target(server, browser)], urgent=True)])
    usual, urgent = server.asked
    assert (usual.headers["ttl"], usual.headers["urgency"], urgent.headers["urgency"]) == ("86400", "normal", "high")
    assert re.fullmatch(r"[A-Za-z0-9_-]{32}", usual.headers["topic"])
    assert usual.headers["topic"] == urgent.headers["topic"]


def test_however_long_the_text_it_fits_what_every_service_takes() -> None:
    browser = Browser()
    with service() as server:
        SENDER.send_many([push([target(server, browser)], text="ѫ" * 5000), push([target(server, browser)], text="")])
    long, empty = server.asked
    assert len(long.body) <= 4096
    assert browser.read(long.body)["body"].endswith("…")
    assert browser.read(empty.body)["body"] == ""


def test_whom_the_service_writes_to_can_be_named() -> None:
    named = WebPushSender(lambda: PushSettings(private_key=KEY, subject="mailto:it@example.org"), PUBLIC_URL)
    plain = WebPushSender(lambda: PushSettings(private_key=KEY), "http://127.0.0.1:8000")
    with service() as server:
        named.send_many([push([target(server, Browser())])])
        plain.send_many([push([target(server, Browser())])])
    assert [claims(asked)[0]["sub"] for asked in server.asked] == ["mailto:it@example.org", vapid.NOBODY]


@pytest.mark.parametrize("status", [404, 410])
def test_a_browser_that_is_gone_is_named_while_the_others_get_it(status: int) -> None:
    with service(lambda asked: Answered(status if asked.path == "/gone" else 201)) as server:
        both = [target(server, Browser(), 1, "/gone"), target(server, Browser(), 2)]
        together, alone = SENDER.send_many([push(both), push(both[:1])])
    assert isinstance(together, Receipt)
    assert together.gone_device_ids == [1]
    assert isinstance(alone, Permanent)
    assert alone.gone_device_ids == [1]


@pytest.mark.parametrize(
    ("status", "kind"), [(429, Transient), (500, Transient), (503, Transient), (413, Permanent), (403, Permanent)]
)
def test_a_refusal_is_told_in_the_services_words_and_names_no_secret(status: int, kind: type[Exception]) -> None:
    with service(lambda _asked: Answered(status, "its own words", {"Retry-After": "7"})) as server:
        (outcome,) = SENDER.send_many([push([target(server, Browser())])])
    assert isinstance(outcome, kind)
    assert str(outcome) == f'127.0.0.1: HTTP {status} "its own words"'
    if isinstance(outcome, Transient):
        assert outcome.retry_after == 7
    if isinstance(outcome, Permanent):
        assert outcome.gone_device_ids == []


def test_a_service_that_is_away_is_tried_again() -> None:
    with service() as server:
        gone = target(server, Browser())
    (outcome,) = SENDER.send_many([push([gone])])
    assert isinstance(outcome, Transient)
    assert "/send/abc" not in outcome.words


def test_an_endpoint_leads_nowhere_else() -> None:
    with service() as inner, service(lambda _asked: Answered(307, headers={"Location": inner.url})) as server:
        (outcome,) = SENDER.send_many([push([target(server, Browser(), 5)])])
        assert inner.asked == []
    assert isinstance(outcome, Permanent)
    assert outcome.gone_device_ids == [5]


def test_keys_that_are_none_end_that_device_only() -> None:
    with service() as server:
        broken = PushTarget(3, f"{server.url}/x", {"p256dh": "AAAA", "auth": "AAAA"})
        none = PushTarget(4, f"{server.url}/x", {})
        nowhere = PushTarget(5, f"{server.url}/x", {**Browser().keys, "p256dh": "B" + "A" * 86})
        (outcome,) = SENDER.send_many([push([broken, none, nowhere, target(server, Browser())])])
    assert isinstance(outcome, Receipt)
    assert outcome.gone_device_ids == [3, 4, 5]
    assert len(server.asked) == 1


def test_whoever_has_no_browser_left_is_not_reached() -> None:
    assert isinstance(SENDER.send_many([push([])])[0], Permanent)


@pytest.mark.parametrize(
    ("settings", "words"),
    [(PushSettings(), "VAPID_PRIVATE_KEY"), (PushSettings(False, private_key=KEY), "switched off")],
)
def test_without_a_key_it_is_off_and_says_so(settings: PushSettings, words: str) -> None:
    assert words in (WebPushSender(lambda: settings, PUBLIC_URL).why_off() or "")
    assert SENDER.why_off() is None
