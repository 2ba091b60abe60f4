"""What one is told of, and how: chosen kind by kind and channel by channel, with hours of peace."""

import pytest

from tests.client import Client
from tests.factories import Cast

PATH = "/notifications/preferences"


def test_everybody_begins_with_the_defaults(client: Client, cast: Cast) -> None:
    answer = client.get(PATH, as_=cast.a.staff)
    chosen = answer.ok()
    assert (chosen["choices"], chosen["quiet_from"], chosen["quiet_until"]) == ({}, None, None)
    assert (chosen["daily_at"], chosen["do_not_disturb_until"], chosen["version"]) == ("08:00", None, 1)
    assert answer.headers["ETag"] == '"1"'
    kinds = {one["kind"]: one["channels"] for one in chosen["kinds"]}
    assert kinds["task_assigned"]["email"] == {"default": "now", "allowed": ["now", "hourly", "daily", "off"]}
    assert kinds["ticket_edited"]["email"]["default"] == "off"
    assert kinds["ticket_critical"]["sms"] == {"default": "now", "allowed": ["now", "off"]}
    assert not kinds.keys() & {"digest", "invitation", "verify_email", "verify_phone", "test"}
    assert chosen["channels"]["in_app"] == {"on": True, "why_off": None, "address": None}
    for channel in ("email", "sms", "web_push", "mobile_push"):
        assert chosen["channels"][channel]["on"] is False
        assert chosen["channels"][channel]["why_off"]


def test_a_choice_is_laid_over_the_others_and_taken_back_with_null(client: Client, cast: Cast) -> None:
    first = {"choices": {"ticket_moved": {"email": "daily"}, "mentioned": {"web_push": "off"}}}
    assert client.patch(PATH, as_=cast.a.staff, json=first).ok()["choices"] == first["choices"]
    second = {"choices": {"ticket_moved": {"web_push": "now", "email": None}}}
    changed = client.patch(PATH, as_=cast.a.staff, json=second).ok()
    assert changed["choices"] == {"ticket_moved": {"web_push": "now"}, "mentioned": {"web_push": "off"}}
    assert client.get(PATH, as_=cast.a.staff).ok() == changed
    assert client.get(PATH, as_=cast.a.manager).ok()["choices"] == {}


def test_hours_of_peace_are_a_pair(client: Client, cast: Cast) -> None:
    client.patch(PATH, as_=cast.a.staff, json={"quiet_from": "22:00"}).problem(422)
    whole = client.patch(PATH, as_=cast.a.staff, json={"quiet_from": "22:00", "quiet_until": "06:30"}).ok()
    assert (whole["quiet_from"], whole["quiet_until"]) == ("22:00", "06:30")
    client.patch(PATH, as_=cast.a.staff, json={"quiet_until": None}).problem(422)
    client.patch(PATH, as_=cast.a.staff, json={"quiet_until": "22:00"}).problem(422)
    later = client.patch(PATH, as_=cast.a.staff, json={"quiet_from": "23:00"}).ok()
    assert (later["quiet_from"], later["quiet_until"]) == ("23:00", "06:30")
    none = client.patch(PATH, as_=cast.a.staff, json={"quiet_from": None, "quiet_until": None}).ok()
    assert (none["quiet_from"], none["quiet_until"]) == (None, None)


def test_the_digest_has_its_hour_and_silence_an_end(client: Client, cast: Cast) -> None:
    until = "2030-05-04T09:30:00Z"
    changed = client.patch(PATH, as_=cast.a.staff, json={"daily_at": "07:15", "do_not_disturb_until": until}).ok()
    assert (changed["daily_at"], changed["do_not_disturb_until"]) == ("07:15", until)
    assert client.patch(PATH, as_=cast.a.staff, json={"do_not_disturb_until": None}).ok()["daily_at"] == "07:15"


def test_two_pages_open_at_once_overwrite_nothing(client: Client, cast: Cast) -> None:
    client.patch(PATH, as_=cast.a.staff, json={"daily_at": "07:00"}, if_match=1).ok()
    problem = client.patch(PATH, as_=cast.a.staff, json={"daily_at": "09:00"}, if_match=1).problem(412)
    assert problem["current"]["daily_at"] == "07:00"
    assert problem["differing"] == ["daily_at"]


def test_a_guest_is_offered_what_guests_are_told_of(client: Client, cast: Cast) -> None:
    kinds = {one["kind"] for one in client.get(PATH, as_=cast.a.guest).ok()["kinds"]}
    assert kinds == {"ticket_created", "ticket_moved", "ticket_commented", "mentioned"}
    client.patch(PATH, as_=cast.a.guest, json={"choices": {"task_assigned": {"email": "now"}}}).problem(422)
    client.patch(PATH, as_=cast.a.guest, json={"choices": {"ticket_moved": {"email": "off"}}}).ok()


@pytest.mark.parametrize(
    "body",
    [
        {"choices": {"weather": {"email": "now"}}},
        {"choices": {"digest": {"email": "off"}}},
        {"choices": {"mentioned": {"pigeon": "now"}}},
        {"choices": {"mentioned": {"email": "sometimes"}}},
        {"choices": {"mentioned": {"sms": "daily"}}},
        {"choices": {"daily_summary": {"sms": "now"}}},
        {"choices": {"mentioned": "off"}},
        {"quiet_from": "24:00", "quiet_until": "06:00"},
        {"quiet_from": "9:00", "quiet_until": "06:00"},
        {"quiet_from": "08:00:30", "quiet_until": "09:00"},
        {"daily_at": None},
        {"do_not_disturb_until": "tomorrow"},
        {"timezone": "Mars/Olympus"},
    ],
)
def test_what_cannot_be_chosen_is_refused(client: Client, cast: Cast, body: dict[str, object]) -> None:
    client.patch(PATH, as_=cast.a.staff, json=body).problem(422)
    assert client.get(PATH, as_=cast.a.staff).ok()["version"] == 1
