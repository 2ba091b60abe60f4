"""Consent to SMS in one's preferences: wanted for the number that one has now, and given by its phone alone."""

import pytest

from app import db
from app.integrations.sms import consents
from app.integrations.sms.consents import Source
from tests import phones
from tests.channels.twilio import text_from
from tests.client import Client
from tests.factories import Cast, Person
from tests.notifications.conftest import stage
from tests.notifications.stage import Stage

__all__ = ["stage"]

PATH = "/notifications/preferences"
pytestmark = pytest.mark.usefixtures("live_settings", "stage")


def numbered(client: Client, person: Person) -> str:
    """Give somebody a number of their own."""
    phone = phones.number()
    client.patch(f"/users/{person.id}", as_=person, json={"phone": f"{phone[:3]} {phone[3:]}"}).ok()
    return phone


def wanting(client: Client, person: Person, *, wants: bool = True) -> object:
    return client.patch(PATH, as_=person, json={"sms_consent": wants}).ok()["sms_consent"]


def shown(client: Client, person: Person) -> object:
    return client.get(PATH, as_=person).ok()["sms_consent"]


def test_one_wants_it_the_phone_agrees_and_one_withdraws_for_the_number_of_now(
    client: Client, cast: Cast, stage: Stage
) -> None:
    staff = cast.a.staff
    first = numbered(client, staff)
    assert shown(client, staff) == {"phone": first, "state": None}
    assert wanting(client, staff) == {"phone": first, "state": "asked"}
    assert client.get(PATH, as_=staff).ok()["channels"]["sms"]["on"] is False
    stage.send()
    text_from(client, first, "yes!")
    agreed = client.get(PATH, as_=staff).ok()
    assert agreed["sms_consent"] == {"phone": first, "state": "given"}
    assert agreed["channels"]["sms"] == {"on": True, "why_off": None, "address": first}
    second = numbered(client, staff)
    assert shown(client, staff) == {"phone": second, "state": None}
    assert wanting(client, staff) == {"phone": second, "state": "asked"}
    assert wanting(client, staff, wants=False) == {"phone": second, "state": None}
    client.patch(f"/users/{staff.id}", as_=staff, json={"phone": first}).ok()
    assert shown(client, staff) == {"phone": first, "state": None}


def test_what_the_phone_agreed_to_is_not_asked_again(client: Client, cast: Cast, stage: Stage) -> None:
    number = phones.agreed(cast.a.staff.id)
    assert wanting(client, cast.a.staff) == {"phone": number, "state": "given"}
    stage.send()
    assert stage.sms.messages == []


def test_a_number_without_its_country_cannot_agree(client: Client, cast: Cast) -> None:
    client.patch(f"/users/{cast.a.staff.id}", as_=cast.a.staff, json={"phone": "0664 1234567"}).ok()
    refused = client.patch(PATH, as_=cast.a.staff, json={"sms_consent": True}).problem(422)
    assert refused["errors"][0]["pointer"] == "/sms_consent"
    client.patch(PATH, as_=cast.a.staff, json={"sms_consent": False}).ok()


def test_what_the_phone_stopped_the_phone_must_start(client: Client, cast: Cast) -> None:
    number = phones.agreed(cast.a.staff.id)
    assert wanting(client, cast.a.staff) == {"phone": number, "state": "given"}
    with db.unit_of_work() as session:
        consents.stop(session, number, Source.SMS)
    assert shown(client, cast.a.staff) == {"phone": number, "state": "stopped"}
    client.patch(PATH, as_=cast.a.staff, json={"sms_consent": True}).problem(409, "sms_stopped")
    text_from(client, number, "START")
    assert shown(client, cast.a.staff) == {"phone": number, "state": "given"}


def test_start_brings_back_nobody_who_withdrew(client: Client, cast: Cast) -> None:
    staff, manager = cast.a.staff, cast.a.manager
    number = phones.agreed(staff.id)
    phones.agreed(manager.id, number)
    text_from(client, number, "STOP")
    wanting(client, staff, wants=False)
    text_from(client, number, "START")
    assert shown(client, staff) == {"phone": number, "state": None}
    assert shown(client, manager) == {"phone": number, "state": "given"}
