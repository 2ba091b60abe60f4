"""The System Console's pages of SMS and pushes: secrets go in and never out, tests tell the other side's own words."""

from collections.abc import Iterator

import pytest
from flask import Flask

from app import db
from app.models import Channel
from app.notifications.channels import registry
from app.notifications.channels.mobile_push import MobilePushSender
from app.notifications.channels.sms import SmsSender
from app.notifications.channels.web_push import WebPushSender
from app.settings_store import push, sms, store
from tests import devices, factories
from tests.channels import twilio
from tests.channels.expo import Expo
from tests.channels.messages import PUBLIC_URL
from tests.channels.standing_in import Answered, standing_in
from tests.client import Client
from tests.factories import Cast
from tests.servers import Addresses

pytestmark = pytest.mark.usefixtures("live_settings")

KEY = "A" * 42 + "E"
GIVEN = {"account_sid": twilio.ACCOUNT, "from_number": twilio.NUMBER, "auth_token": twilio.TOKEN}


@pytest.fixture
def own(fresh_database: Addresses, app: Flask, live_settings: None) -> Iterator[None]:
    """A database of its own: settings are one row for all."""
    db.configure(fresh_database.application)
    store.configure({"sms": ({}, {}), "push": ({}, {})})
    yield
    db.dispose()


@pytest.fixture
def alone(own: None, app: Flask) -> Cast:
    """Everybody, in that database."""
    return factories.cast(app)


def test_sms_are_set_up_live_and_the_token_is_never_shown(client: Client, alone: Cast) -> None:
    before = client.get("/settings/sms", as_=alone.admin).ok()
    assert before == {
        "enabled": True,
        "account_sid": "",
        "auth_token_set": False,
        "from_number": "",
        "max_per_day": None,
        "why_off": "No account at Twilio is set up.",
        "inbound_url": "http://127.0.0.1:8000/sms/inbound",
        "version": 1,
    }
    answer = client.patch("/settings/sms", as_=alone.admin, json={**GIVEN, "max_per_day": 500}, if_match=1)
    after = answer.ok()
    assert twilio.TOKEN not in answer.response.get_data(as_text=True)
    assert (after["auth_token_set"], after["max_per_day"], after["why_off"], after["version"]) == (True, 500, None, 2)
    assert sms.current().auth_token == twilio.TOKEN
    client.patch("/settings/sms", as_=alone.admin, json={"enabled": False}, if_match=1).problem(412)
    off = client.patch("/settings/sms", as_=alone.admin, json={"enabled": False, "auth_token": ""}, if_match=2).ok()
    assert (off["auth_token_set"], off["why_off"]) == (False, "SMS is switched off in the settings.")


def test_history_says_that_the_token_was_set_and_not_to_what(client: Client, alone: Cast) -> None:
    client.patch("/settings/sms", as_=alone.admin, json=GIVEN).ok()
    answer = client.get("/history", as_=alone.admin, query={"action": "settings.changed"})
    (row,) = answer.ok()["items"]
    assert row["changes"]["from_number"] == [None, twilio.NUMBER]
    assert row["changes"]["auth_token"] == [None, "set"]
    assert twilio.TOKEN not in answer.response.get_data(as_text=True)


@pytest.mark.parametrize(
    "body",
    [
        {"account_sid": "SK123"},
        {"from_number": "0720 123456"},
        {"from_number": "HOTEL"},
        {"max_per_day": 0},
        {"auth_token": "a b"},
        {"subject": "x"},
    ],
)
def test_what_twilio_would_not_know_is_refused(client: Client, cast: Cast, body: object) -> None:
    client.patch("/settings/sms", as_=cast.admin, json=body).problem(422)


def test_a_test_sms_is_sent_at_once_and_twilios_words_are_told(client: Client, cast: Cast) -> None:
    stand_in = twilio.Twilio()
    with standing_in(stand_in.answer) as server:
        registry.configure({Channel.SMS: SmsSender(sms.current, PUBLIC_URL, lambda: twilio.ToStandIn(server.url))})
        path, body = "/settings/sms/test", {"to": "+436601234567"}
        answer = client.post(path, as_=cast.admin, json=body, key="once").ok()
        assert (answer["ok"], answer["words"]) == (True, "Twilio: queued")
        assert client.post(path, as_=cast.admin, json=body, key="once").ok() == answer
        stand_in.refuse = lambda _form: twilio.refused(401, 20003, "Authenticate")
        refused = client.post(path, as_=cast.admin, json=body).ok()
    assert len(stand_in.sent) == 1
    assert "StatusCallback" not in stand_in.sent[0]
    assert refused["ok"] is False
    assert "Authenticate (HTTP 401, Twilio 20003)" in refused["words"]


def test_a_test_of_what_is_off_says_why(client: Client, cast: Cast) -> None:
    store.configure({"sms": ({}, {})})
    answer = client.post("/settings/sms/test", as_=cast.admin, json={"to": "+436601234567"}).ok()
    assert (answer["ok"], answer["words"]) == (False, "No account at Twilio is set up.")
    answer = client.post("/settings/push/test", as_=cast.admin).ok()
    assert answer["ok"] is False
    assert "VAPID_PRIVATE_KEY" in answer["words"]


def test_a_test_push_goes_to_ones_own_devices_and_drops_those_that_are_gone(client: Client, cast: Cast) -> None:
    store.configure({"push": ({"mobile_push_enabled": True}, {"private_key": KEY})})
    browser, expo, admin = devices.Browser(), Expo(), cast.admin
    services = standing_in(lambda asked: Answered(410 if asked.path == "/gone" else 201))
    with services as server, standing_in(expo.answer) as phones:
        web = WebPushSender(push.current, PUBLIC_URL)
        registry.configure({Channel.WEB_PUSH: web, Channel.MOBILE_PUSH: MobilePushSender(push.current, phones.url)})
        none = client.post("/settings/push/test", as_=admin).ok()
        here = devices.browser(admin.id, f"{server.url}/here", browser)
        devices.browser(admin.id, f"{server.url}/gone")
        devices.browser(cast.a.manager.id, f"{server.url}/somebody-else")
        phone = devices.phone(admin.id)
        answer = client.post("/settings/push/test", as_=admin).ok()
    assert none["ok"] is False
    assert "None of your devices" in none["words"]
    assert answer["ok"] is True
    assert [asked.path for asked in server.asked] == ["/here", "/gone"]
    assert browser.read(server.asked[0].body)["title"] == "A test message"
    assert len(expo.batches) == 1
    assert {one["id"] for one in client.get("/devices", as_=admin).ok()["items"]} == {here, phone}


def test_pushes_are_set_up_live(client: Client, alone: Cast) -> None:
    before = client.get("/settings/push", as_=alone.admin).ok()
    assert (before["web_push_enabled"], before["mobile_push_enabled"], before["version"]) == (True, False, 1)
    assert before["why_mobile_is_off"] == "Pushes to phones are switched off in the settings."
    changes = {"mobile_push_enabled": True, "web_push_enabled": False, "subject": "mailto:it@example.org"}
    after = client.patch("/settings/push", as_=alone.admin, json=changes, if_match=1).ok()
    assert (after["why_mobile_is_off"], after["subject"], after["version"]) == (None, "mailto:it@example.org", 2)
    assert push.current().subject == "mailto:it@example.org"
    client.patch("/settings/push", as_=alone.admin, json={"subject": "somebody"}).problem(422)
