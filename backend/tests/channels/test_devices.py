"""Devices that take pushes: registered by whoever is signed in there, theirs alone, gone when they sign out."""

import datetime as dt
import secrets

import pytest
from flask import Flask

from app import db
from app.models import Device, UserSession
from app.services.devices import MOST
from app.services.rows import now
from app.settings_store import store
from app.worker.chores import CHORES
from tests import devices, factories
from tests.client import Client
from tests.factories import Cast, Person


def subscription(endpoint: str | None = None, **other: object) -> dict[str, object]:
    """What a browser sends."""
    return {"kind": "web_push", "token": endpoint or devices.endpoint(), "keys": devices.Browser().keys, **other}


def mine(client: Client, person: Person) -> list[int]:
    return [one["id"] for one in client.get("/devices", as_=person, query={"limit": 100}).ok()["items"]]


def row(device_id: int) -> Device | None:
    with db.unit_of_work() as session:
        return session.get(Device, device_id)


def test_a_browser_and_a_phone_are_registered_and_their_secrets_shown_to_nobody(client: Client, cast: Cast) -> None:
    staff = cast.a.staff
    browser = client.post("/devices", as_=staff, json=subscription(name=" Firefox  on Linux ")).ok(201)
    phone = client.post("/devices", as_=staff, json={"kind": "mobile_push", "token": devices.expo_token()}).ok(201)
    assert browser.keys() == {"id", "kind", "name", "is_this", "created_at", "last_sent_at"}
    assert (browser["kind"], browser["name"], browser["is_this"]) == ("web_push", "Firefox on Linux", True)
    assert mine(client, staff) == [phone["id"], browser["id"]]
    assert mine(client, cast.a.manager) == []


def test_registering_again_renews_and_under_another_account_moves(client: Client, cast: Cast) -> None:
    endpoint = devices.endpoint()
    first = client.post("/devices", as_=cast.a.staff, json=subscription(endpoint)).ok(201)["id"]
    assert client.post("/devices", as_=cast.a.staff, json=subscription(endpoint, name="New")).ok(201)["id"] == first
    taken = client.post("/devices", as_=cast.b.guest, json=subscription(endpoint)).ok(201)["id"]
    assert mine(client, cast.a.staff) == []
    assert mine(client, cast.b.guest) == [taken]
    client.delete(f"/devices/{taken}", as_=cast.a.staff).problem(404)
    client.delete(f"/devices/{taken}", as_=cast.b.guest).ok(204)
    client.delete(f"/devices/{taken}", as_=cast.b.guest).problem(404)
    assert mine(client, cast.b.guest) == []


def test_signing_out_takes_the_device_along_and_no_other(client: Client, app: Flask, cast: Cast) -> None:
    here, there = cast.a.staff, factories.signed_in(app, cast.a.staff)
    gone = client.post("/devices", as_=here, json=subscription()).ok(201)["id"]
    stays = client.post("/devices", as_=there, json=subscription()).ok(201)["id"]
    client.post("/logout", as_=here).ok(204)
    assert row(gone) is None
    assert mine(client, there) == [stays]


def test_who_is_shut_out_takes_no_more_pushes(client: Client, cast: Cast) -> None:
    device = client.post("/devices", as_=cast.a.staff, json=subscription()).ok(201)["id"]
    client.patch(f"/users/{cast.a.staff.id}", as_=cast.admin, json={"is_active": False}).ok()
    assert row(device) is None


def test_devices_of_sessions_that_ran_out_are_cleared_away(client: Client, cast: Cast) -> None:
    over = client.post("/devices", as_=cast.a.staff, json=subscription()).ok(201)["id"]
    alive = client.post("/devices", as_=cast.a.manager, json=subscription()).ok(201)["id"]
    with db.unit_of_work() as session:
        session.get_one(UserSession, cast.a.staff.session_id).expires_at = now() - dt.timedelta(minutes=1)
    CHORES["clear_outdated"]()
    assert row(over) is None
    assert row(alive) is not None


def test_one_person_keeps_the_newest(client: Client, cast: Cast) -> None:
    ids = [client.post("/devices", as_=cast.a.staff, json=subscription()).ok(201)["id"] for _ in range(MOST + 2)]
    assert mine(client, cast.a.staff) == sorted(ids[2:], reverse=True)


@pytest.mark.parametrize(
    "endpoint",
    [
        "https://fcm.googleapis.com/fcm/send/cQ:APA91b",
        "https://updates.push.services.mozilla.com/wpush/v2/gAAAA",
        "https://web.push.apple.com/QGuQ",
        "https://wns2-by3p.notify.windows.com/w/?token=BQYA",
    ],
)
def test_every_browser_can_subscribe(client: Client, cast: Cast, endpoint: str) -> None:
    one = f"{endpoint}{secrets.token_urlsafe(8)}"
    client.post("/devices", as_=cast.a.staff, json=subscription(one)).ok(201)


@pytest.mark.parametrize(
    "endpoint",
    [
        "http://fcm.googleapis.com/x",
        "https://127.0.0.1/x",
        "https://[::1]/x",
        "https://[::ffff:10.0.0.1]/x",
        "https://0x7f000001/x",
        "https://2130706433/x",
        "https://127.0.0.0x1/x",
        "https://localhost/x",
        "https://db.internal/x",
        "https://metadata.google.internal./x",
        "https://evil.example/x",
        "https://evilfcm.googleapis.com/x",
        "https://fcm.googleapis.com.evil.example/x",
        "https://evil.example/https://fcm.googleapis.com/x",
        "https://fcm.googleapis.com:5432/x",
        "https://user@fcm.googleapis.com/x",
        "https://fcm.googleapis.com@evil.example/x",
        "https://evil.example\\@fcm.googleapis.com/x",
        "https://evil.example\\.fcm.googleapis.com/x",
        "https://evil.example#.fcm.googleapis.com/x",
        "https://fcm.googleapis.com/x y",
        "https://fcm.googleapis.com/x\r\nHost: evil.example",
        "https://[/x",
        "ftp://fcm.googleapis.com/x",
        "nothing",
    ],
)
def test_an_endpoint_of_anybody_else_is_no_push_service(client: Client, cast: Cast, endpoint: str) -> None:
    client.post("/devices", as_=cast.a.staff, json=subscription(endpoint)).problem(422)


@pytest.mark.parametrize(
    "body",
    [
        {"kind": "web_push", "token": "https://fcm.googleapis.com/x"},
        {
            "kind": "web_push",
            "token": "https://fcm.googleapis.com/x",
            "keys": {"p256dh": "B" + "A" * 86, "auth": "A" * 22},
        },
        {"kind": "mobile_push", "token": "https://fcm.googleapis.com/x"},
        {"kind": "mobile_push", "token": "ExponentPushToken[]"},
        {"kind": "mobile_push", "token": "ExponentPushToken[a]", "keys": devices.Browser().keys},
        {"kind": "carrier_pigeon", "token": "ExponentPushToken[a]"},
    ],
)
def test_what_no_browser_and_no_phone_gives_out_is_refused(client: Client, cast: Cast, body: object) -> None:
    client.post("/devices", as_=cast.a.staff, json=body).problem(422)


def test_a_browser_is_told_the_key_or_that_pushes_are_off(client: Client, cast: Cast, live_settings: None) -> None:
    assert client.get("/push/key", as_=cast.a.guest).ok() == {"public_key": None}
    store.configure({"push": ({}, {"private_key": "A" * 42 + "E"})})
    key = client.get("/push/key", as_=cast.a.guest).ok()["public_key"]
    assert (len(key), key[0]) == (87, "B")
