"""What Expo says a quarter of an hour later: it arrived, it did not, the phone has no app any more, or nothing yet."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from sqlalchemy import select, update

from app import db
from app.models import Channel, Delivery, Device, PushReceipt
from app.notifications import push_receipts
from app.notifications.channels import registry
from app.notifications.channels.mobile_push import MobilePushSender
from app.services.rows import now
from app.settings_store.push import PushSettings
from app.worker.chores import CHORES
from tests import devices, told
from tests.channels.expo import Expo, error, refused
from tests.channels.standing_in import StandIn, standing_in
from tests.factories import Cast

OK = {"status": "ok"}


@dataclass(frozen=True, slots=True)
class Scene:
    """Expo, reached by the worker's chore; and a manager with two phones, who was sent a push."""

    expo: Expo
    server: StandIn
    user_id: int
    phones: tuple[int, int]
    delivery_id: int

    def sent(self, *tickets: str, ago: dt.timedelta = dt.timedelta(minutes=16)) -> None:
        """Expo took a push for each phone, some time ago."""
        with db.unit_of_work() as session:
            push_receipts.keep(session, self.delivery_id, dict(zip(tickets, self.phones, strict=False)))
            asked = update(PushReceipt).where(PushReceipt.id.in_(tickets))
            session.execute(asked.values(ask_at=PushReceipt.ask_at - ago))

    def ask(self) -> None:
        """The chore runs."""
        CHORES["ask_push_receipts"]()

    @property
    def delivery(self) -> Delivery:
        """As it is now."""
        with db.unit_of_work() as session:
            return session.get_one(Delivery, self.delivery_id)

    @property
    def left(self) -> set[int]:
        """The phones that still take pushes."""
        with db.reads() as connection:
            return set(connection.scalars(select(Device.id).where(Device.user_id == self.user_id)))

    @property
    def awaited(self) -> set[str]:
        """The tickets whose receipts are still awaited."""
        with db.reads() as connection:
            mine = select(PushReceipt.id).where(PushReceipt.delivery_id == self.delivery_id)
            return set(connection.scalars(mine))


@pytest.fixture
def scene(cast: Cast, live_settings: None) -> Iterator[Scene]:
    """Nothing is awaited yet."""
    expo, user_id = Expo(), cast.a.manager.id
    phones = devices.phone(user_id), devices.phone(user_id)
    delivery = told.delivery(user_id, None, "sent", channel="mobile_push", address=None, sent_at=now())
    with standing_in(expo.answer) as server:
        sender = MobilePushSender(lambda: PushSettings(mobile_push_enabled=True), server.url)
        registry.configure({Channel.MOBILE_PUSH: sender})
        yield Scene(expo, server, user_id, phones, delivery)


def test_it_is_asked_for_after_a_quarter_of_an_hour_and_not_before(scene: Scene) -> None:
    scene.expo.receipts["early"] = OK
    scene.sent("early", ago=dt.timedelta(minutes=14))
    scene.ask()
    assert scene.server.asked == []
    assert scene.awaited == {"early"}


def test_what_was_handed_on_has_arrived(scene: Scene) -> None:
    scene.expo.receipts["fine"] = OK
    scene.sent("fine")
    scene.ask()
    assert scene.delivery.delivered_at is not None
    assert scene.delivery.state == "sent"
    assert scene.awaited == set()


def test_a_phone_without_the_app_is_removed_and_the_other_counts(scene: Scene) -> None:
    scene.expo.receipts |= {"gone": error("DeviceNotRegistered"), "fine": OK}
    scene.sent("gone", "fine")
    scene.ask()
    assert scene.left == {scene.phones[1]}
    assert (scene.delivery.state, scene.delivery.delivered_at is not None) == ("sent", True)


def test_what_reached_no_phone_is_dead_once_the_last_has_answered(scene: Scene) -> None:
    scene.expo.receipts["first"] = error("MessageTooBig")
    scene.sent("first", "second")
    scene.ask()
    assert scene.delivery.state == "sent"
    assert scene.awaited == {"second"}
    scene.expo.receipts["second"] = error("InvalidCredentials")
    scene.sent("second")
    with db.unit_of_work() as session:
        session.execute(update(PushReceipt).where(PushReceipt.id == "second").values(ask_at=now()))
    scene.ask()
    assert scene.delivery.state == "dead"
    assert scene.delivery.reason == "Expo: Expo's words about InvalidCredentials (InvalidCredentials)"
    assert scene.left == set(scene.phones)


def test_what_expo_does_not_know_yet_is_asked_for_again_until_a_day_is_over(scene: Scene) -> None:
    scene.sent("slow")
    scene.ask()
    assert scene.awaited == {"slow"}
    scene.ask()
    assert len(scene.server.asked) == 1
    with db.unit_of_work() as session:
        session.execute(update(PushReceipt).where(PushReceipt.id == "slow").values(ask_at=now()))
        long_ago = now() - dt.timedelta(hours=25)
        session.execute(update(Delivery).where(Delivery.id == scene.delivery_id).values(created_at=long_ago))
    scene.ask()
    assert scene.awaited == set()
    assert scene.delivery.state == "sent"


def test_an_outage_loses_no_receipt(scene: Scene) -> None:
    scene.expo.receipts["fine"] = OK
    scene.sent("fine")
    with standing_in(lambda _asked: refused(503, "INTERNAL")) as away:
        sender = MobilePushSender(lambda: PushSettings(mobile_push_enabled=True), away.url)
        push_receipts.ask_all(sender)
    assert scene.awaited == {"fine"}
    scene.ask()
    assert scene.delivery.delivered_at is not None
