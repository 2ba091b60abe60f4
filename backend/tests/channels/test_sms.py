"""SMS as Twilio gets them: who may be written to, in which form, and what its refusals mean."""

from dataclasses import replace

import pytest
from sqlalchemy import select

from app import db
from app.integrations.sms import agreements, consents
from app.integrations.sms.consents import Source
from app.models import SmsAgreement
from app.notifications.channels import Message, Permanent, Receipt, Transient
from app.notifications.channels.sms import SmsSender
from app.services.rows import now
from app.settings_store.sms import SmsSettings
from tests import factories, phones, told
from tests.channels import twilio
from tests.channels.conftest import SETTINGS, Sending
from tests.channels.messages import LINK, PLAIN, PUBLIC_URL, sms
from tests.channels.standing_in import Answered, standing_in
from tests.factories import Cast


def has_stopped(phone: str) -> bool:
    with db.reads() as connection:
        return phone in consents.stopped(connection, [phone])


def to(phone: str, text: str = PLAIN.text, *, kind: str = PLAIN.kind) -> Message:
    """A message to whoever has this number."""
    with db.reads() as connection:
        user_id = connection.scalars(select(SmsAgreement.user_id).where(SmsAgreement.phone == phone)).one()
    return of(user_id, phone, text, kind=kind)


def of(user_id: int, phone: str, text: str = PLAIN.text, *, kind: str = PLAIN.kind) -> Message:
    """A message to somebody at this number."""
    delivery_id = told.delivery(user_id, None, "sending", channel="sms", address=phone)
    return sms(phone, text, delivery_id=delivery_id, kind=kind)


def test_every_request_is_as_twilio_documents_it(phone: str) -> None:
    document = twilio.published()
    stand_in = twilio.Twilio()
    with standing_in(stand_in.answer) as server:
        sender = SmsSender(lambda: SETTINGS, PUBLIC_URL, lambda: twilio.ToStandIn(server.url))
        sender.send_many([to(phone), to(phone, "Grüße vom Haus 😀"), to(phone, "x" * 3000), sms(phone, kind="test")])
    assert len(server.asked) == 4
    for asked in server.asked:
        assert twilio.breaches(asked, document) == []
        assert twilio.form(asked).keys() <= {"To", "From", "Body", "StatusCallback"}


@pytest.mark.usefixtures("app")
def test_who_agreed_gets_the_text_with_its_link_once(sender: SmsSender, stand_in: twilio.Twilio, phone: str) -> None:
    message = to(phone)
    (outcome,) = sender.send_many([message])
    assert isinstance(outcome, Receipt), outcome
    assert (outcome.segments, outcome.words) == (1, "Twilio: queued")
    assert (outcome.provider_id or "").startswith("SM")
    assert stand_in.sent == [
        {
            "To": phone,
            "From": twilio.NUMBER,
            "Body": f"Jonas wrote: we come at three.\n{LINK}",
            "StatusCallback": f"{PUBLIC_URL}/sms/status?delivery={message.delivery_id}",
        }
    ]


@pytest.mark.usefixtures("app")
def test_the_first_sms_of_a_ticket_says_how_to_end_them(sender: SmsSender, stand_in: twilio.Twilio, phone: str) -> None:
    sender.send_many([to(phone, kind="ticket_created")])
    assert stand_in.sent[0]["Body"].endswith(f"{LINK}\nReply STOP to end.")


def test_nobody_is_written_to_who_did_not_agree_or_said_stop(
    sender: SmsSender, stand_in: twilio.Twilio, cast: Cast, phone: str
) -> None:
    stopped = phones.agreed(cast.a.guest.id)
    with db.unit_of_work() as session:
        consents.stop(session, stopped, Source.SMS)
    refused = [
        sms("+436605555555"),
        of(cast.a.staff.id, "+436605555555"),
        to(stopped),
        sms("0660 5555555"),
        sms(stopped, kind="test"),
        # What one person agreed to is nobody else's, and no other number's.
        of(cast.a.staff.id, phone),
        replace(to(phone), to=phones.agreed(cast.a.manager.id)),
    ]
    outcomes = sender.send_many(refused)
    assert [type(outcome) for outcome in outcomes] == [Permanent] * len(refused)
    assert stand_in.sent == []


def test_a_phone_that_has_not_answered_gets_nothing_but_the_question(
    sender: SmsSender, stand_in: twilio.Twilio, cast: Cast
) -> None:
    asked = phones.number()
    with db.unit_of_work() as session:
        agreements.want(session, cast.a.guest.id, asked, Source.FORM)
    outcomes = sender.send_many([to(asked), to(asked, "May we?", kind="verify_phone")])
    assert [type(outcome) for outcome in outcomes] == [Permanent, Receipt]
    assert [one["Body"].splitlines()[0] for one in stand_in.sent] == ["May we?"]
    with db.unit_of_work() as session:
        agreements.confirm(session, cast.a.guest.id, asked)
    outcomes = sender.send_many([to(asked), to(asked, "May we?", kind="verify_phone")])
    assert [type(outcome) for outcome in outcomes] == [Receipt, Permanent]


@pytest.mark.usefixtures("app")
def test_one_who_told_only_twilio_to_stop_is_known_here_from_then_on(
    sender: SmsSender, stand_in: twilio.Twilio, phone: str
) -> None:
    stand_in.refuse = lambda _form: twilio.refused(400, 21610, "Attempt to send to unsubscribed recipient")
    (outcome,) = sender.send_many([to(phone)])
    assert isinstance(outcome, Permanent)
    assert "Attempt to send to unsubscribed recipient" in outcome.words
    assert "21610" in outcome.words
    assert has_stopped(phone)


@pytest.mark.usefixtures("app")
@pytest.mark.parametrize(
    ("status", "code", "kind"),
    [
        (400, 21211, Permanent),
        (400, 21614, Permanent),
        (400, 21408, Permanent),
        (400, 21606, Transient),
        (401, 20003, Transient),
        (429, 20429, Transient),
        (500, 20500, Transient),
        (503, 20503, Transient),
    ],
)
def test_a_refusal_is_told_in_twilios_words_and_tried_again_only_where_that_may_help(
    sender: SmsSender, stand_in: twilio.Twilio, phone: str, status: int, code: int, kind: type[Exception]
) -> None:
    stand_in.refuse = lambda _form: twilio.refused(status, code, "These are Twilio's words")
    (outcome,) = sender.send_many([to(phone)])
    assert isinstance(outcome, kind)
    assert f"{outcome}".endswith(f"These are Twilio's words (HTTP {status}, Twilio {code})")


@pytest.mark.usefixtures("app")
def test_what_is_no_json_or_no_answer_at_all_is_tried_again(phone: str) -> None:
    with standing_in(lambda _asked: Answered(502, "Bad Gateway")) as server:
        sender = SmsSender(lambda: SETTINGS, PUBLIC_URL, lambda: twilio.ToStandIn(server.url))
        assert isinstance(sender.send_many([to(phone)])[0], Transient)
    assert isinstance(sender.send_many([to(phone)])[0], Transient)


@pytest.mark.usefixtures("app")
def test_one_refused_number_holds_up_no_other(sender: SmsSender, stand_in: twilio.Twilio, phone: str) -> None:
    bad = phones.agreed(factories.contact("bad@example.com"), "+436607777777")
    stand_in.refuse = lambda sent: twilio.refused(400, 21211, "Invalid 'To'") if sent["To"] == bad else None
    outcomes = sender.send_many([to(bad), to(phone)])
    assert [type(outcome) for outcome in outcomes] == [Permanent, Receipt]


def test_what_is_beyond_a_days_number_waits_for_the_next_day(sending: Sending, cast: Cast, phone: str) -> None:
    with db.reads() as connection:
        sent = connection.exec_driver_sql(
            "SELECT count(*) FROM deliveries WHERE channel = 'sms' AND state = 'sent' AND sent_at >= current_date"
        ).scalar_one()
    told.delivery(cast.a.guest.id, None, "sent", channel="sms", address=phone, sent_at=now())
    limited = sending(SmsSettings(True, twilio.ACCOUNT, twilio.NUMBER, sent + 2, twilio.TOKEN))
    first, second = limited.send_many([to(phone), to(phone)])
    assert isinstance(first, Receipt)
    assert isinstance(second, Transient)
    assert second.retry_after is not None
    assert 0 < second.retry_after <= 24 * 60 * 60


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        (SmsSettings(), "No account"),
        (SmsSettings(account_sid=twilio.ACCOUNT, auth_token=twilio.TOKEN), "No number"),
        (SmsSettings(False, twilio.ACCOUNT, twilio.NUMBER, None, twilio.TOKEN), "switched off"),
    ],
)
def test_what_is_not_set_up_is_off_and_says_so(sending: Sending, settings: SmsSettings, words: str) -> None:
    assert words in (sending(settings).why_off() or "")
    assert sending(SETTINGS).why_off() is None


@pytest.mark.parametrize(
    ("public_url", "is_told"),
    [
        ("https://tickets.example.org", True),
        ("http://127.0.0.1:8000", False),
        ("http://192.168.1.5", False),
        ("http://localhost:8000", False),
        ("http://hotel.local", False),
    ],
)
@pytest.mark.usefixtures("app")
def test_twilio_is_given_an_address_that_it_can_call_or_none(
    stand_in: twilio.Twilio, phone: str, public_url: str, *, is_told: bool
) -> None:
    with standing_in(stand_in.answer) as server:
        SmsSender(lambda: SETTINGS, public_url, lambda: twilio.ToStandIn(server.url)).send_many([to(phone)])
    assert ("StatusCallback" in stand_in.sent[0]) is is_told
