"""From a comment to what arrives: the engine plans, the texts are rendered, Twilio and the push services get them."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from app import db
from app.models import Channel, NotificationPreference, Ticket
from app.notifications import messages
from app.notifications.channels import registry
from app.notifications.channels.mobile_push import MobilePushSender
from app.notifications.channels.sms import SmsSender
from app.notifications.channels.web_push import WebPushSender
from app.settings_store import push, sms, store
from tests import devices, phones
from tests.channels import twilio
from tests.channels.expo import Expo
from tests.channels.messages import PUBLIC_URL
from tests.channels.standing_in import Answered, StandIn, standing_in
from tests.channels.twilio import text_from
from tests.client import Client
from tests.notifications import stage as stages
from tests.notifications.conftest import stage
from tests.notifications.stage import Stage, deliveries, scalar

__all__ = ["stage"]

PHONE = "+436601112223"


@dataclass(frozen=True, slots=True)
class Outside:
    """All that stands in for the world."""

    twilio: twilio.Twilio
    browsers: StandIn
    expo: Expo


@pytest.fixture
def outside(live_settings: None, stage: Stage, monkeypatch: pytest.MonkeyPatch) -> Iterator[Outside]:
    """Every channel but mail is on, and texts are the real ones."""
    monkeypatch.setattr(stages, "render", messages.message)
    store.configure({"push": ({"mobile_push_enabled": True}, {"private_key": "A" * 42 + "E"})})
    phones, expo = twilio.Twilio(), Expo()
    with (
        standing_in(phones.answer) as sms_server,
        standing_in(lambda asked: Answered(410 if asked.path == "/gone" else 201)) as push_server,
        standing_in(expo.answer) as expo_server,
    ):
        registry.configure(
            {
                Channel.SMS: SmsSender(sms.current, PUBLIC_URL, lambda: twilio.ToStandIn(sms_server.url)),
                Channel.WEB_PUSH: WebPushSender(push.current, PUBLIC_URL),
                Channel.MOBILE_PUSH: MobilePushSender(push.current, expo_server.url),
            }
        )
        yield Outside(phones, push_server, expo)


def test_a_comment_reaches_the_guests_phone_and_the_managers_browsers(stage: Stage, outside: Outside) -> None:
    phones.agreed(stage.guest.id, PHONE)
    browser, server = devices.Browser(), outside.browsers.url
    devices.browser(stage.manager.id, f"{server}/here", browser)
    devices.browser(stage.manager.id, f"{server}/gone")
    devices.phone(stage.manager.id)
    ticket = stage.ticket()
    stage.comment(stage.staff, ticket, "We come at three.")
    stage.work()

    (written,) = outside.twilio.sent
    assert written["To"] == PHONE
    assert "We come at three." in written["Body"]
    assert written["Body"].splitlines()[-1].startswith("http")
    here = next(asked for asked in outside.browsers.asked if asked.path == "/here")
    read = browser.read(here.body)
    with db.unit_of_work() as session:
        number = session.get_one(Ticket, ticket).number
    assert read["type"] == "ticket_commented"
    assert "We come at three." in read["body"]
    assert number in read["url"] or str(ticket) in read["url"]
    ((pushed,),) = outside.expo.batches
    assert (pushed["title"], pushed["body"]) == (read["title"], read["body"])

    assert deliveries(stage.guest.id, Channel.SMS) == [("sent", None)]
    assert deliveries(stage.manager.id, Channel.WEB_PUSH) == [("sent", None)]
    assert deliveries(stage.manager.id, Channel.MOBILE_PUSH) == [("sent", None)]
    assert scalar("SELECT count(*) FROM devices WHERE user_id = :id", id=stage.manager.id) == 2
    assert (
        scalar(
            "SELECT count(*) FROM push_receipts JOIN deliveries ON deliveries.id = delivery_id WHERE user_id = :id",
            id=stage.manager.id,
        )
        == 1
    )


def test_a_staff_note_leaves_the_house_in_no_channel_to_a_guest(stage: Stage, outside: Outside) -> None:
    phones.agreed(stage.guest.id, PHONE)
    devices.browser(stage.guest.id, f"{outside.browsers.url}/guest")
    devices.phone(stage.guest.id)
    stage.comment(stage.staff, stage.ticket(), "He is a difficult one.", internal=True)
    stage.work()
    assert outside.twilio.sent == []
    assert [asked for asked in outside.browsers.asked if asked.path == "/guest"] == []
    assert outside.expo.batches == []


def test_an_answer_to_an_internal_mention_reaches_no_guest(client: Client, stage: Stage, outside: Outside) -> None:
    phones.agreed(stage.staff.id, PHONE)
    guests = phones.agreed(stage.guest.id)
    choices = {"mentioned": {"sms": "now"}}
    with db.unit_of_work() as session:
        session.merge(NotificationPreference(user_id=stage.staff.id, choices=choices))
        session.merge(NotificationPreference(user_id=stage.guest.id, choices={"ticket_commented": {"sms": "now"}}))
    ticket = stage.ticket()
    mention = f"@[{stage.staff.name}](user:{stage.staff.id}) is he a difficult one?"
    stage.comment(stage.manager, ticket, mention, internal=True)
    stage.work()
    assert [one["To"] for one in outside.twilio.sent] == [PHONE]
    text_from(client, PHONE, "A very difficult one")
    stage.work()
    kept = scalar("SELECT array_agg(internal) FROM comments WHERE ticket_id = :id", id=ticket)
    assert kept == [True, True]
    assert guests not in [one["To"] for one in outside.twilio.sent]
    assert scalar("SELECT count(*) FROM notifications WHERE user_id = :id", id=stage.guest.id) == 0
