"""A day's summary reaches everybody who gets it, about their own properties, once; by hand as often as asked for."""

import datetime as dt
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from flask import Flask

from app import clock, db, jobs
from app.notifications import rendering, sending
from app.notifications.letters.letter import Addresses
from app.reactions import daily
from app.reports.daily_summary.slots import Slot
from app.services.rows import now
from tests import factories
from tests.client import Client
from tests.factories import Person
from tests.notifications.stage import Recorder, execute, scalar, senders
from tests.summary.days import DAY, SLOT, Place

TUESDAY = Slot(DAY, SLOT)


@pytest.fixture
def outbox(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Iterator[Recorder]:
    """What goes out by mail; it is Tuesday, 18:00 in Berlin."""
    assert app
    monkeypatch.setattr(clock, "now", lambda: SLOT)
    daily.install()
    rendering.configure(Addresses("https://mm.example", _follow, _stop))
    mail = Recorder()
    with senders(mail=mail, sms=Recorder(), push=Recorder()):
        yield mail


def _follow(ticket_id: int, _salt: bytes) -> str:
    return f"https://mm.example/f/{ticket_id}"


def _stop(_user_id: int, _kind: str) -> str:
    return "https://mm.example/stop"


def executive(app: Flask, *places: Place, role: str = "executive") -> Person:
    """Somebody whose address is proven."""
    return factories.person(app, role, manages=[one.id for one in places], email_verified_at=now())


def deliver() -> None:
    """Run the jobs that hand deliveries over."""
    with db.reads() as connection:
        found = connection.exec_driver_sql(
            "SELECT args FROM procrastinate_jobs WHERE task_name = %s ORDER BY id", (jobs.SEND,)
        )
        for args in found.scalars().all():
            sending.send(args["ids"], rendering.message)


def test_everybody_reads_of_the_properties_that_they_oversee_and_no_others(app: Flask, outbox: Recorder) -> None:
    one, two, three = (Place(app, zone) for zone in ("Europe/Berlin", "America/New_York", "Europe/Berlin"))
    for place in (one, two, three):
        place.ticket("12 09:00", title=f"Leak at {place.name}", assignee_id=None)
    of_two, of_all = executive(app, one, two), executive(app, one, two, three)
    executive(app)
    executive(app, one, role="manager")
    daily.send(TUESDAY)
    deliver()
    mails = {message.to: message for message in outbox.messages}
    assert set(mails) == {of_two.email, of_all.email}
    assert one.name in mails[of_two.email].text
    assert two.name in mails[of_two.email].text
    for part in (mails[of_two.email].text, mails[of_two.email].html or "", mails[of_two.email].subject):
        assert three.name not in part
    assert three.name in mails[of_all.email].text
    assert mails[of_two.email].subject == "Tuesday: two things wait for you"
    assert mails[of_two.email].unsubscribe_url == "https://mm.example/stop"


def test_guests_never_get_one_whatever_their_role_was_made_to_hold(app: Flask, outbox: Recorder) -> None:
    place = Place(app, "Europe/Berlin")
    execute(
        "INSERT INTO role_permissions (role_id, permission, scope)"
        " SELECT id, 'summary:receive', 'assigned' FROM roles WHERE key = 'guest'"
    )
    execute("UPDATE users SET email_verified_at = now() WHERE id = :id", id=place.guest.id)
    daily.send(TUESDAY)
    deliver()
    assert outbox.messages == []


def test_a_day_is_sent_once_however_often_and_by_however_many_it_is_asked_for(app: Flask, outbox: Recorder) -> None:
    place = Place(app, "Europe/Berlin")
    executive(app, place)
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(daily.send, [TUESDAY] * 8))
    daily.send(TUESDAY)
    deliver()
    deliver()
    assert len(outbox.messages) == 1
    assert scalar("SELECT count(*) FROM daily_summaries") == 1


def test_whoever_loses_a_property_meanwhile_no_longer_reads_of_it(app: Flask, outbox: Recorder) -> None:
    kept, lost = Place(app, "Europe/Berlin"), Place(app, "Europe/Berlin")
    somebody, nobody_any_more = executive(app, kept, lost), executive(app, lost)
    daily.send(TUESDAY)
    execute("DELETE FROM property_managers WHERE property_id = :id", id=lost.id)
    deliver()
    (message,) = outbox.messages
    assert message.to == somebody.email
    assert lost.name not in message.text
    state = scalar("SELECT state || ' ' || reason FROM deliveries WHERE user_id = :id", id=nobody_any_more.id)
    assert state == "skipped no_summary"


def test_whoever_turned_it_off_gets_none(app: Flask, outbox: Recorder) -> None:
    person = executive(app, Place(app, "Europe/Berlin"))
    execute(
        'INSERT INTO notification_preferences (user_id, choices) VALUES (:id, \'{"daily_summary": {"email": "off"}}\')',
        id=person.id,
    )
    daily.send(TUESDAY)
    deliver()
    assert outbox.messages == []


def test_a_day_that_is_sent_again_says_what_it_said(app: Flask, client: Client, outbox: Recorder) -> None:
    place, admin = Place(app, "Europe/Berlin"), factories.person(app, "super_admin")
    executive(app, place)
    place.ticket("12 09:00", title="The first")
    daily.send(TUESDAY)
    place.ticket("12 10:00", title="Written down later")
    again = client.post("/summaries/send", as_=admin, json={"day": "2026-05-12"})
    assert (again.status, again.json) == (200, {"day": "2026-05-12", "recipients": 1})
    deliver()
    first, second = outbox.messages
    assert first.message_id != second.message_id
    assert (first.subject, first.text) == (second.subject, second.text)
    (row,) = client.get("/summaries", as_=admin).json["items"]
    assert row == {
        "day": "2026-05-12", "due_at": "2026-05-12T16:00:00Z", "scheduled": True, "recipients": 1, "sent": 1
    }  # fmt: skip


def test_what_is_sent_by_hand_before_the_hour_keeps_nobody_from_the_days_own(
    app: Flask, client: Client, outbox: Recorder, monkeypatch: pytest.MonkeyPatch
) -> None:
    place, admin = Place(app, "Europe/Berlin"), factories.person(app, "super_admin")
    executive(app, place)
    monkeypatch.setattr(clock, "now", lambda: place.moment("12 14:00"))
    place.ticket("12 13:00")
    assert client.post("/summaries/send", as_=admin).json == {"day": "2026-05-12", "recipients": 1}
    deliver()
    (row,) = client.get("/summaries", as_=admin).json["items"]
    assert (row["scheduled"], row["due_at"]) == (False, "2026-05-12T12:00:00Z")
    monkeypatch.setattr(clock, "now", lambda: SLOT)
    daily.send(TUESDAY)
    deliver()
    assert ["until 14:00" in one.text for one in outbox.messages] == [True, False]
    (row,) = client.get("/summaries", as_=admin).json["items"]
    assert (row["scheduled"], row["sent"], row["recipients"]) == (True, 1, 1)


def test_a_mail_that_went_out_twice_does_not_stand_for_one_that_is_missing(
    app: Flask, client: Client, outbox: Recorder
) -> None:
    place, admin = Place(app, "Europe/Berlin"), factories.person(app, "super_admin")
    reached, missed = executive(app, place), executive(app, place)
    daily.send(TUESDAY)
    client.post("/summaries/send", as_=admin, json={"day": "2026-05-12"})
    execute(
        "UPDATE deliveries SET state = 'dead', reason = 'rejected', next_at = NULL WHERE user_id = :id", id=missed.id
    )
    deliver()
    assert [message.to for message in outbox.messages] == [reached.email] * 2
    (row,) = client.get("/summaries", as_=admin).json["items"]
    assert (row["recipients"], row["sent"]) == (2, 1)


def test_a_past_day_that_was_never_sent_is_told_whole(app: Flask, client: Client, outbox: Recorder) -> None:
    place, admin = Place(app, "Europe/Berlin"), factories.person(app, "super_admin")
    place.ticket("11 20:00", title="In the evening")
    shown = client.get("/summaries/preview", as_=admin, query={"day": "2026-05-11"})
    assert shown.status == 200
    assert shown.json["subject"] == "Monday: nothing waits for you"
    assert "1 opened" in shown.json["text"]
    assert "In the evening" in shown.json["html"]
    assert outbox.messages == []
    assert scalar("SELECT count(*) FROM daily_summaries") == 0


@pytest.mark.parametrize(("day", "status"), [("2026-05-13", 422), ("2026-01-01", 404)])
def test_a_day_ahead_or_long_ago_is_refused(
    app: Flask, client: Client, outbox: Recorder, day: str, status: int
) -> None:
    Place(app, "Europe/Berlin")
    admin = factories.person(app, "super_admin")
    shown = client.get("/summaries/preview", as_=admin, query={"day": day})
    sent = client.post("/summaries/send", as_=admin, json={"day": day})
    assert (shown.status, sent.status, outbox.messages) == (status, status, [])


def test_days_are_listed_page_by_page_the_newest_first(app: Flask, client: Client, outbox: Recorder) -> None:
    admin = factories.person(app, "super_admin")
    days = [DAY - dt.timedelta(days=back) for back in range(5)]
    for day in days:
        daily.send(Slot(day, SLOT))
    first = client.get("/summaries", as_=admin, query={"limit": 3}).json
    rest = client.get("/summaries", as_=admin, query={"limit": 3, "cursor": first["next_cursor"]}).json
    assert [row["day"] for row in first["items"] + rest["items"]] == [day.isoformat() for day in days]
    assert rest["next_cursor"] is None
    assert outbox.messages == []
