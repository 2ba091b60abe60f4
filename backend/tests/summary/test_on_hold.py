"""What was on hold until a day comes back to whoever is in charge of it and whoever has it, once for each date."""

import json

import pytest
from flask import Flask

from app import clock
from app.reactions import on_hold
from app.services.rows import now
from app.worker.chores import remind_on_hold
from tests import factories
from tests.notifications.stage import Recorder, execute, scalar, senders
from tests.summary.days import SLOT, Place


@pytest.fixture
def place(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Place:
    """It is 18:00 of the 12th there."""
    monkeypatch.setattr(clock, "now", lambda: SLOT)
    return Place(app, "Europe/Berlin")


def remind() -> int:
    """Let the chore run; how many were reminded."""
    before = count()
    remind_on_hold()
    return count() - before


def count() -> int:
    """How many reminders there are."""
    return int(str(scalar("SELECT count(*) FROM notifications WHERE kind = 'on_hold_reminder'")))


def reminded() -> object:
    """Who was reminded of which ticket, in order."""
    return scalar(
        "SELECT coalesce(array_agg(ARRAY[user_id, ticket_id] ORDER BY id), '{}') FROM notifications"
        " WHERE kind = 'on_hold_reminder'"
    )


def test_only_those_whose_day_has_come(place: Place) -> None:
    come = place.ticket("10 09:00", status="on_hold", on_hold_until="12 18:00")
    place.ticket("10 09:00", status="on_hold", on_hold_until="12 18:01")
    place.ticket("10 09:00", status="in_progress")
    assert remind() == 1
    assert reminded() == [[place.manager.id, come]]


def test_once_for_each_date(place: Place) -> None:
    ticket_id = place.ticket("10 09:00", status="on_hold", on_hold_until="12 09:00")
    assert [remind(), remind()] == [1, 0]
    execute("UPDATE tickets SET on_hold_until = on_hold_until + interval '1 hour' WHERE id = :id", id=ticket_id)
    assert [remind(), remind()] == [1, 0]


def test_those_who_want_no_reminder_hold_up_nobody(app: Flask, place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(on_hold, "BATCH", 1)
    off = dict.fromkeys(("in_app", "email", "sms", "web_push", "mobile_push"), "off")
    execute(
        "INSERT INTO notification_preferences (user_id, choices) VALUES (:id, CAST(:choices AS jsonb))",
        id=place.manager.id,
        choices=json.dumps({"on_hold_reminder": off}),
    )
    other = factories.person(app, "manager", manages=[place.id])
    for _ in range(3):
        place.ticket("10 09:00", status="on_hold", on_hold_until="12 09:00")
    last = place.ticket("10 09:00", status="on_hold", on_hold_until="12 09:00", assignee_id=other.id)
    assert [remind(), remind()] == [1, 0]
    assert reminded() == [[other.id, last]]


def test_whoever_has_it_is_reminded_beside_whoever_is_in_charge(app: Flask, place: Place) -> None:
    staff = factories.person(app, "staff", belongs=[place.id])
    ticket_id = place.ticket("10 09:00", status="on_hold", on_hold_until="12 09:00", holder_id=staff.id)
    remind()
    assert reminded() == [[place.manager.id, ticket_id], [staff.id, ticket_id]]


def test_a_ticket_that_nobody_has_or_whose_person_is_gone_reminds_nobody(app: Flask, place: Place) -> None:
    gone = factories.person(app, "manager", manages=[place.id], is_active=False)
    place.ticket("10 09:00", status="on_hold", on_hold_until="12 09:00", assignee_id=None)
    place.ticket("10 09:00", status="on_hold", on_hold_until="12 09:00", assignee_id=gone.id)
    assert remind() == 0


def test_more_than_one_batch(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(on_hold, "BATCH", 2)
    for _ in range(3):
        place.ticket("10 09:00", status="on_hold", on_hold_until="12 09:00")
    assert [remind(), remind()] == [3, 0]


def test_it_goes_out_by_mail_to_whoever_chose_nothing_else(place: Place) -> None:
    execute("UPDATE users SET email_verified_at = :at WHERE id = :id", at=now(), id=place.manager.id)
    place.ticket("10 09:00", status="on_hold", on_hold_until="12 09:00")
    with senders(mail=Recorder(), sms=Recorder(), push=Recorder()):
        remind()
    found = scalar("SELECT array_agg(channel || ' ' || state ORDER BY channel) FROM deliveries")
    assert found == ["email queued", "in_app sent"]
