"""What Twilio calls: only it is believed; STOP and START are obeyed, answers become comments, receipts are noted."""

import datetime as dt
import itertools

import pytest
from sqlalchemy import text

from app import db
from app.integrations.sms import consents
from app.models import Delivery, Notification
from app.services.rows import now
from app.services.sms_inbound import MOST_AN_HOUR
from tests import factories, phones, told
from tests.channels import twilio
from tests.channels.twilio import HERE, called, text_from
from tests.client import Client
from tests.factories import Cast

pytestmark = pytest.mark.usefixtures("live_settings")

_numbers = itertools.count(1)


def has_stopped(phone: str) -> bool:
    with db.reads() as connection:
        return phone in consents.stopped(connection, [phone])


def written_to(
    phone: str, user_id: int, ticket_id: int, ago: dt.timedelta = dt.timedelta(minutes=1), **about: object
) -> int:
    """Somebody whose phone agreed was sent an SMS about a ticket; `about`: columns of what they were told."""
    phones.agreed(user_id, phone)
    delivery_id = told.delivery(
        user_id, ticket_id, "sent", channel="sms", address=phone, sent_at=now() - ago, provider_id=f"SM{next(_numbers)}"
    )
    with db.unit_of_work() as session:
        notification = session.get_one(Notification, session.get_one(Delivery, delivery_id).notification_id)
        for name, value in about.items():
            setattr(notification, name, value)
    return delivery_id


def comments_of(client: Client, ticket_id: int, as_: factories.Person) -> list[tuple[str, int, bool]]:
    items = client.get(f"/tickets/{ticket_id}/comments", as_=as_).ok()["items"]
    return [(one["body"], one["author"]["id"], one["internal"]) for one in items]


def row(delivery_id: int) -> Delivery:
    with db.unit_of_work() as session:
        return session.get_one(Delivery, delivery_id)


def test_twilio_alone_is_believed(client: Client, cast: Cast, phone: str) -> None:
    del cast
    fields = {"MessageSid": "SM1", "From": phone, "Body": "STOP"}
    good = twilio.signature(f"{HERE}/sms/inbound", fields)
    forged = [
        {},
        {"X-Twilio-Signature": ""},
        twilio.signature(f"{HERE}/sms/inbound", fields, token="f" * 32),
        twilio.signature(f"{HERE}/sms/", fields),
        twilio.signature("http://elsewhere.example/sms/inbound", fields),
        twilio.signature(f"{HERE}/sms/inbound", {**fields, "Body": "START"}),
    ]
    for signature in forged:
        called(client, "/sms/inbound", fields, signed=signature).problem(403, "wrong_signature")
        called(client, "/sms/status", fields, signed=signature).problem(403, "wrong_signature")
    called(client, "/sms/inbound", {**fields, "From": "+436601111111"}, signed=good).problem(403, "wrong_signature")
    assert not has_stopped(phone)
    called(client, "/sms/inbound", fields, signed=good).ok()
    assert has_stopped(phone)


def test_the_answer_says_nothing_in_twilios_language(client: Client, phone: str) -> None:
    answer = text_from(client, phone, "Hello")
    assert answer.status == 200
    assert answer.headers["Content-Type"].startswith("text/xml")
    assert answer.content == b'<?xml version="1.0" encoding="UTF-8"?><Response></Response>'


@pytest.mark.parametrize(
    "word",
    ["STOP", "stop", " Stop. ", "STOPALL", "UNSUBSCRIBE", "CANCEL", "END", "QUIT", "OPTOUT", "Revoke"],
)
@pytest.mark.parametrize("undoing", ["START", "unstop", "Yes"])
def test_stop_is_obeyed_and_start_undoes_it(client: Client, cast: Cast, phone: str, word: str, undoing: str) -> None:
    ticket = factories.ticket(cast.a.id, cast.a.guest.id)
    written_to(phone, cast.a.guest.id, ticket)
    text_from(client, phone, word)
    assert has_stopped(phone)
    text_from(client, phone, "Leave me alone")
    text_from(client, phone, undoing)
    assert not has_stopped(phone)
    assert phones.state(cast.a.guest.id, phone) == "given"
    assert comments_of(client, ticket, cast.a.manager) == []


@pytest.mark.parametrize(("keyword", "body", "stops"), [("STOP", "Arrête", True), ("HELP", "Aide", False)])
def test_words_of_twilios_own_list_are_known_by_its_mark(
    client: Client, cast: Cast, phone: str, keyword: str, body: str, *, stops: bool
) -> None:
    ticket = factories.ticket(cast.a.id, cast.a.guest.id)
    written_to(phone, cast.a.guest.id, ticket)
    marked = {"MessageSid": f"SM{keyword}{phone}", "From": phone, "Body": body, "OptOutType": keyword}
    called(client, "/sms/inbound", marked).ok()
    assert has_stopped(phone) is stops
    started = {**marked, "MessageSid": f"SM-again{phone}", "Body": "Oui, encore", "OptOutType": "START"}
    called(client, "/sms/inbound", started).ok()
    assert not has_stopped(phone)
    assert comments_of(client, ticket, cast.a.manager) == []
    answer = {**started, "MessageSid": f"SM-yes{phone}", "Body": "Yes"}
    called(client, "/sms/inbound", answer).ok()
    assert comments_of(client, ticket, cast.a.manager) == [("Yes", cast.a.guest.id, False)]


@pytest.mark.parametrize("word", ["START", "unstop", "Yes"])
def test_a_phone_that_nobody_asked_agrees_to_nobody(client: Client, cast: Cast, word: str) -> None:
    phone = phones.typed(cast.a.staff.id, phones.number())
    text_from(client, phone, "Who is this?")
    text_from(client, phone, word)
    assert phones.state(cast.a.staff.id, phone) is None


def test_an_answer_becomes_a_public_comment_on_what_the_number_was_last_written_about(
    client: Client, cast: Cast, phone: str
) -> None:
    older, ticket = (factories.ticket(cast.a.id, cast.a.guest.id) for _ in range(2))
    written_to(phone, cast.a.guest.id, older, dt.timedelta(hours=2))
    written_to(phone, cast.a.guest.id, ticket)
    text_from(client, phone, "Yes")
    text_from(client, phone, "After three, please \N{SMILING FACE WITH OPEN MOUTH}\r\nThank you\x07")
    said = "After three, please \N{SMILING FACE WITH OPEN MOUTH}\nThank you"
    assert comments_of(client, ticket, cast.a.manager) == [
        ("Yes", cast.a.guest.id, False),
        (said, cast.a.guest.id, False),
    ]
    assert comments_of(client, older, cast.a.manager) == []


def test_somebody_without_an_account_answers_too(client: Client, cast: Cast, phone: str) -> None:
    contact = factories.contact("ada@example.com")
    ticket = factories.ticket(cast.a.id, contact)
    written_to(phone, contact, ticket)
    text_from(client, phone, "Please knock")
    assert comments_of(client, ticket, cast.a.manager) == [("Please knock", contact, False)]


def test_the_same_message_again_is_the_same_message(client: Client, cast: Cast, phone: str) -> None:
    ticket = factories.ticket(cast.a.id, cast.a.guest.id)
    written_to(phone, cast.a.guest.id, ticket)
    for _ in range(3):
        assert text_from(client, phone, "Please knock", sid="SM-once-more").status == 200
    text_from(client, phone, "Twice", sid="SM-another")
    assert len(comments_of(client, ticket, cast.a.manager)) == 2


def test_who_may_no_longer_see_the_ticket_writes_nothing_on_it(client: Client, cast: Cast, phone: str) -> None:
    ticket = factories.ticket(cast.b.id, cast.b.guest.id)
    written_to(phone, cast.a.staff.id, ticket)
    text_from(client, phone, "I have the key")
    left = factories.ticket(cast.a.id, cast.a.staff.id)
    written_to(phone, cast.a.staff.id, left, dt.timedelta(0))
    client.patch(f"/users/{cast.a.staff.id}", as_=cast.admin, json={"is_active": False}).ok()
    text_from(client, phone, "I am still here")
    assert comments_of(client, ticket, cast.b.manager) == []
    assert comments_of(client, left, cast.a.manager) == []


def test_an_answer_goes_to_nobody_whose_number_it_no_longer_is(client: Client, cast: Cast, phone: str) -> None:
    before = factories.ticket(cast.a.id, cast.a.guest.id)
    written_to(phone, cast.a.guest.id, before)
    phones.typed(cast.a.guest.id, phones.number())
    text_from(client, phone, "I am somebody else by now")
    own = factories.ticket(cast.b.id, cast.b.guest.id)
    written_to(phone, cast.b.guest.id, own, dt.timedelta(hours=1))
    text_from(client, phone, "Please knock")
    assert comments_of(client, before, cast.a.manager) == []
    assert comments_of(client, own, cast.b.manager) == [("Please knock", cast.b.guest.id, False)]


def test_an_answer_to_an_internal_mention_stays_among_the_staff(client: Client, cast: Cast, phone: str) -> None:
    ticket = factories.ticket(cast.a.id, cast.a.guest.id, assignee_id=cast.a.manager.id)
    said = factories.comment(ticket, cast.a.manager.id, internal=True)
    written_to(phone, cast.a.staff.id, ticket, kind="mentioned", comment_id=said, internal=True)
    text_from(client, phone, "He lied about the window")
    assert ("He lied about the window", cast.a.staff.id, True) in comments_of(client, ticket, cast.a.manager)
    assert comments_of(client, ticket, cast.a.guest) == []


@pytest.mark.parametrize("kind", ["ticket_assigned", "ticket_critical", "task_assigned", "ticket_moved"])
def test_staff_answer_work_among_themselves_and_a_public_comment_in_public(
    client: Client, cast: Cast, phone: str, kind: str
) -> None:
    ticket = factories.ticket(cast.a.id, cast.a.guest.id, assignee_id=cast.a.manager.id)
    written_to(phone, cast.a.staff.id, ticket, kind=kind)
    text_from(client, phone, "Not that guest again")
    assert comments_of(client, ticket, cast.a.manager) == [("Not that guest again", cast.a.staff.id, True)]
    said = factories.comment(ticket, cast.a.guest.id)
    written_to(phone, cast.a.staff.id, ticket, dt.timedelta(0), kind="ticket_commented", comment_id=said)
    text_from(client, phone, "We come at three")
    assert ("We come at three", cast.a.staff.id, False) in comments_of(client, ticket, cast.a.guest)


def test_who_may_not_write_to_the_staff_alone_answers_work_with_nothing(client: Client, cast: Cast, phone: str) -> None:
    ticket = factories.ticket(cast.a.id, cast.a.guest.id)
    written_to(phone, cast.a.guest.id, ticket, kind="mentioned", internal=True)
    text_from(client, phone, "What is this?")
    assert comments_of(client, ticket, cast.a.manager) == []


def test_an_answer_to_nothing_or_to_something_long_ago_is_kept_and_goes_nowhere(
    client: Client, cast: Cast, phone: str
) -> None:
    ticket = factories.ticket(cast.a.id, cast.a.guest.id)
    written_to(phone, cast.a.guest.id, ticket, dt.timedelta(days=40))
    for body in ("Hello?", "", "\u200b", "HELP"):
        assert text_from(client, phone, body).status == 200
    assert comments_of(client, ticket, cast.a.manager) == []
    with db.reads() as connection:
        kept = connection.execute(text("SELECT count(*) FROM sms_messages WHERE phone = :phone"), {"phone": phone})
        assert kept.scalar_one() == 4


def test_what_comes_beyond_ten_an_hour_is_kept_and_goes_nowhere(client: Client, cast: Cast, phone: str) -> None:
    ticket = factories.ticket(cast.a.id, cast.a.guest.id)
    written_to(phone, cast.a.guest.id, ticket)
    for number in range(MOST_AN_HOUR + 3):
        text_from(client, phone, f"Number {number}")
    assert len(comments_of(client, ticket, cast.a.manager)) == MOST_AN_HOUR


def test_a_receipt_notes_that_it_arrived_once(client: Client, cast: Cast, phone: str) -> None:
    delivery = written_to(phone, cast.a.guest.id, factories.ticket(cast.a.id, cast.a.guest.id))
    sid = row(delivery).provider_id or ""
    for status in ("queued", "sent"):
        called(client, "/sms/status", {"MessageSid": sid, "MessageStatus": status}).ok()
    assert row(delivery).delivered_at is None
    called(client, "/sms/status", {"MessageSid": sid, "MessageStatus": "delivered"}).ok()
    first = row(delivery).delivered_at
    assert first is not None
    called(client, "/sms/status", {"MessageSid": sid, "MessageStatus": "undelivered", "ErrorCode": "30005"}).ok()
    called(client, "/sms/status", {"MessageSid": sid, "MessageStatus": "delivered"}).ok()
    assert (row(delivery).delivered_at, row(delivery).state) == (first, "sent")


def test_what_did_not_arrive_is_dead_and_says_why(client: Client, cast: Cast, phone: str) -> None:
    delivery = written_to(phone, cast.a.guest.id, factories.ticket(cast.a.id, cast.a.guest.id))
    fields = {"MessageSid": row(delivery).provider_id or "", "MessageStatus": "undelivered", "ErrorCode": "30005"}
    called(client, "/sms/status", fields).ok()
    assert (row(delivery).state, row(delivery).reason) == ("dead", "Twilio: undelivered 30005")


def test_a_receipt_may_come_before_we_know_what_twilio_calls_the_message(
    client: Client, cast: Cast, phone: str
) -> None:
    ticket = factories.ticket(cast.a.id, cast.a.guest.id)
    early = told.delivery(cast.a.guest.id, ticket, "sending", channel="sms", address=phone)
    other = written_to(phone, cast.a.guest.id, ticket)
    fields = {"MessageSid": "SM-early", "MessageStatus": "delivered"}
    called(client, f"/sms/status?delivery={early}", fields).ok()
    called(client, f"/sms/status?delivery={other}", {**fields, "MessageStatus": "failed"}).ok()
    assert row(early).delivered_at is not None
    assert row(other).state == "sent"


def test_a_number_that_told_twilio_to_stop_is_known_by_its_receipt(client: Client, phone: str) -> None:
    fields = {"MessageSid": "SM-x", "MessageStatus": "failed", "ErrorCode": "21610", "To": phone}
    called(client, "/sms/status", fields).ok()
    assert has_stopped(phone)


def test_a_call_that_lacks_what_twilio_always_sends_is_refused(client: Client) -> None:
    assert called(client, "/sms/inbound", {"From": "+43660"}).problem(422)["errors"][0]["pointer"] == "/MessageSid"


def test_who_reports_at_a_door_and_wants_sms_gives_a_number_with_its_country(client: Client, cast: Cast) -> None:
    with db.reads() as connection:
        token = connection.execute(text("SELECT token FROM rooms WHERE id = :id"), {"id": cast.a.room}).scalar_one()
    report = {"title": "The tap drips", "sms_consent": True}
    refused = client.post(f"/q/{token}/tickets", json={**report, "phone": "0664 123"}).problem(422)
    assert refused["errors"][0]["pointer"] == "/phone"
    client.post(f"/q/{token}/tickets", json=report).problem(422)
    number = phones.number()
    spaced = f"{number[:3]} {number[3:6]} {number[6:]}"
    client.post(f"/q/{token}/tickets", json={**report, "phone": spaced, "sms_consent": False}).ok(201)
    assert _wanting(number) == []
    client.post(f"/q/{token}/tickets", json={**report, "phone": spaced}).ok(201)
    assert _wanting(number) == ["asked"]


def _wanting(number: str) -> list[str]:
    with db.reads() as connection:
        found = connection.execute(text("SELECT state FROM sms_agreements WHERE phone = :phone"), {"phone": number})
        return list(found.scalars())
