"""Consent to SMS in one's preferences: for the number that one has now, and never against the phone's own word."""

import secrets

import pytest

from app import db
from app.integrations.sms import consents
from app.integrations.sms.consents import Source
from tests.client import Client
from tests.factories import Cast, Person

PATH = "/notifications/preferences"
pytestmark = pytest.mark.usefixtures("live_settings")


def numbered(client: Client, person: Person) -> str:
    """Give somebody a number of their own."""
    digits = f"{secrets.randbelow(10**7):07d}"
    client.patch(f"/users/{person.id}", as_=person, json={"phone": f"+43 664 {digits}"}).ok()
    return f"+43664{digits}"


def test_one_agrees_and_withdraws_for_the_number_of_now(client: Client, cast: Cast) -> None:
    staff = cast.a.staff
    first = numbered(client, staff)
    assert client.get(PATH, as_=staff).ok()["sms_consent"] == {"phone": first, "state": None}
    agreed = client.patch(PATH, as_=staff, json={"sms_consent": True}).ok()
    assert agreed["sms_consent"] == {"phone": first, "state": "given"}
    assert agreed["channels"]["sms"] == {"on": True, "why_off": None, "address": first}
    second = numbered(client, staff)
    assert client.get(PATH, as_=staff).ok()["sms_consent"] == {"phone": second, "state": None}
    client.patch(PATH, as_=staff, json={"sms_consent": True}).ok()
    client.patch(PATH, as_=staff, json={"daily_at": "09:00"}).ok()
    withdrawn = client.patch(PATH, as_=staff, json={"sms_consent": False}).ok()
    assert withdrawn["sms_consent"] == {"phone": second, "state": None}
    assert withdrawn["channels"]["sms"]["on"] is False
    assert client.patch(PATH, as_=staff, json={"sms_consent": True}).ok()["sms_consent"]["state"] == "given"


def test_a_number_without_its_country_cannot_agree(client: Client, cast: Cast) -> None:
    client.patch(f"/users/{cast.a.staff.id}", as_=cast.a.staff, json={"phone": "0664 1234567"}).ok()
    refused = client.patch(PATH, as_=cast.a.staff, json={"sms_consent": True}).problem(422)
    assert refused["errors"][0]["pointer"] == "/sms_consent"
    client.patch(PATH, as_=cast.a.staff, json={"sms_consent": False}).ok()


def test_what_the_phone_stopped_the_phone_must_start(client: Client, cast: Cast) -> None:
    number = numbered(client, cast.a.staff)
    with db.unit_of_work() as session:
        consents.stop(session, number, Source.SMS)
    assert client.get(PATH, as_=cast.a.staff).ok()["sms_consent"] == {"phone": number, "state": "stopped"}
    client.patch(PATH, as_=cast.a.staff, json={"sms_consent": True}).problem(409, "sms_stopped")
    client.patch(PATH, as_=cast.a.staff, json={"sms_consent": False}).ok()
    with db.unit_of_work() as session:
        assert not consents.give(session, number, Source.PREFERENCES)
        assert consents.give(session, number, Source.SMS)
