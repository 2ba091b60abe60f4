"""SMS as Twilio gets them: who may be written to, in which form, and what its refusals mean."""

import pytest

from app import db
from app.integrations.sms import consents
from app.integrations.sms.consents import Source
from app.models import Consent
from app.notifications.channels import Permanent, Receipt, Transient
from app.notifications.channels.sms import SmsSender
from app.services.rows import now
from app.settings_store.sms import SmsSettings
from tests import told
from tests.channels import twilio
from tests.channels.conftest import SETTINGS, Sending
from tests.channels.messages import LINK, PUBLIC_URL, sms
from tests.channels.standing_in import Answered, standing_in
from tests.factories import Cast


def consent(phone: str) -> Consent | None:
    with db.reads() as connection:
        return consents.state(connection, phone)


def test_every_request_is_as_twilio_documents_it(phone: str) -> None:
    document = twilio.published()
    stand_in = twilio.Twilio()
    with standing_in(stand_in.answer) as server:
        sender = SmsSender(lambda: SETTINGS, PUBLIC_URL, lambda: twilio.ToStandIn(server.url))
        sender.send_many([sms(phone), sms(phone, "Grüße vom Haus 😀"), sms(phone, "x" * 3000), sms(phone, kind="test")])
    assert len(server.asked) == 4
    for asked in server.asked:
        assert twilio.breaches(asked, document) == []
        assert twilio.form(asked).keys() <= {"To", "From", "Body", "StatusCallback"}


@pytest.mark.usefixtures("app")
def test_who_agreed_gets_the_text_with_its_link_once(sender: SmsSender, stand_in: twilio.Twilio, phone: str) -> None:
    (outcome,) = sender.send_many([sms(phone, delivery_id=12)])
    assert isinstance(outcome, Receipt), outcome
    assert (outcome.segments, outcome.words) == (1, "Twilio: queued")
    assert (outcome.provider_id or "").startswith("SM")
    assert stand_in.sent == [
        {
            "To": phone,
            "From": twilio.NUMBER,
            "Body": f"Jonas wrote: we come at three.\n{LINK}",
            "StatusCallback": f"{PUBLIC_URL}/sms/status?delivery=12",
        }
    ]


@pytest.mark.usefixtures("app")
def test_the_first_sms_of_a_ticket_says_how_to_end_them(sender: SmsSender, stand_in: twilio.Twilio, phone: str) -> None:
    sender.send_many([sms(phone, kind="ticket_created")])
    assert stand_in.sent[0]["Body"].endswith(f"{LINK}\nReply STOP to end.")


@pytest.mark.usefixtures("app")
def test_nobody_is_written_to_who_did_not_agree_or_said_stop(sender: SmsSender, stand_in: twilio.Twilio) -> None:
    stopped = "+436604444444"
    with db.unit_of_work() as session:
        consents.stop(session, stopped, Source.SMS)
    outcomes = sender.send_many([sms("+436605555555"), sms(stopped), sms("0660 5555555"), sms(stopped, kind="test")])
    assert [type(outcome) for outcome in outcomes] == [Permanent] * 4
    assert stand_in.sent == []


@pytest.mark.usefixtures("app")
def test_one_who_told_only_twilio_to_stop_is_known_here_from_then_on(
    sender: SmsSender, stand_in: twilio.Twilio, phone: str
) -> None:
    stand_in.refuse = lambda _form: twilio.refused(400, 21610, "Attempt to send to unsubscribed recipient")
    (outcome,) = sender.send_many([sms(phone)])
    assert isinstance(outcome, Permanent)
    assert "Attempt to send to unsubscribed recipient" in outcome.words
    assert "21610" in outcome.words
    assert consent(phone) is Consent.STOPPED


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
    (outcome,) = sender.send_many([sms(phone)])
    assert isinstance(outcome, kind)
    assert f"{outcome}".endswith(f"These are Twilio's words (HTTP {status}, Twilio {code})")


@pytest.mark.usefixtures("app")
def test_what_is_no_json_or_no_answer_at_all_is_tried_again(phone: str) -> None:
    with standing_in(lambda _asked: Answered(502, "Bad Gateway")) as server:
        sender = SmsSender(lambda: SETTINGS, PUBLIC_URL, lambda: twilio.ToStandIn(server.url))
        assert isinstance(sender.send_many([sms(phone)])[0], Transient)
    assert isinstance(sender.send_many([sms(phone)])[0], Transient)


@pytest.mark.usefixtures("app")
def test_one_refused_number_holds_up_no_other(sender: SmsSender, stand_in: twilio.Twilio, phone: str) -> None:
    bad = "+436607777777"
    with db.unit_of_work() as session:
        consents.give(session, bad, Source.FORM)
    stand_in.refuse = lambda sent: twilio.refused(400, 21211, "Invalid 'To'") if sent["To"] == bad else None
    outcomes = sender.send_many([sms(bad), sms(phone)])
    assert [type(outcome) for outcome in outcomes] == [Permanent, Receipt]


def test_what_is_beyond_a_days_number_waits_for_the_next_day(sending: Sending, cast: Cast, phone: str) -> None:
    with db.reads() as connection:
        sent = connection.exec_driver_sql(
            "SELECT count(*) FROM deliveries WHERE channel = 'sms' AND state = 'sent' AND sent_at >= current_date"
        ).scalar_one()
    told.delivery(cast.a.guest.id, None, "sent", channel="sms", address=phone, sent_at=now())
    limited = sending(SmsSettings(True, twilio.ACCOUNT, twilio.NUMBER, sent + 2, twilio.TOKEN))
    first, second = limited.send_many([sms(phone), sms(phone)])
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
        SmsSender(lambda: SETTINGS, public_url, lambda: twilio.ToStandIn(server.url)).send_many([sms(phone)])
    assert ("StatusCallback" in stand_in.sent[0]) is is_told


def test_a_form_does_not_undo_what_the_phone_itself_said(phone: str) -> None:
    with db.unit_of_work() as session:
        consents.stop(session, phone, Source.SMS)
        assert not consents.give(session, phone, Source.FORM)
        assert not consents.give(session, phone, Source.PREFERENCES)
        assert consents.give(session, phone, Source.SMS)
        consents.stop(session, phone, Source.PREFERENCES)
        assert consents.give(session, phone, Source.FORM)
    assert consent(phone) is Consent.GIVEN
