"""Pushes to phones through Expo: batches, tickets, what its errors mean, and receipts a quarter of an hour later."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pytest

from app.models import Channel
from app.notifications.channels import Message, Permanent, PushTarget, Receipt, Transient
from app.notifications.channels.mobile_push import MobilePushSender
from app.settings_store.push import PushSettings
from tests.channels.expo import Expo, read, refused
from tests.channels.messages import LINK, push
from tests.channels.standing_in import Answered, StandIn, standing_in
from tests.devices import expo_token


@dataclass(frozen=True, slots=True)
class Scene:
    """Expo, and a sender that reaches it."""

    expo: Expo
    server: StandIn
    sender: MobilePushSender


@pytest.fixture
def scene() -> Iterator[Scene]:
    """Ready to send, with a token."""
    expo = Expo()
    settings = PushSettings(mobile_push_enabled=True, expo_token="expo-secret")
    with standing_in(expo.answer) as server:
        yield Scene(expo, server, MobilePushSender(lambda: settings, f"{server.url}/--/api/v2/push"))


def phones(count: int, first: int = 1) -> list[PushTarget]:
    return [PushTarget(first + number, expo_token()) for number in range(count)]


def to(targets: Sequence[PushTarget], *, urgent: bool = False) -> Message:
    return push(targets, Channel.MOBILE_PUSH, urgent=urgent)


def test_a_push_says_what_happened_and_where_it_leads(scene: Scene) -> None:
    targets = phones(2)
    (outcome,) = scene.sender.send_many([to(targets)])
    assert isinstance(outcome, Receipt), outcome
    assert outcome.pending == {"ticket-1": 1, "ticket-2": 2}
    (batch,) = scene.expo.batches
    assert batch[0] == {
        "to": targets[0].token,
        "title": "BARH-7: The tap drips",
        "body": "Jonas wrote: we come at three.",
        "data": {"type": "ticket_commented", "url": LINK, "tag": batch[1]["data"]["tag"]},
        "sound": "default",
        "priority": "default",
        "ttl": 86400,
    }
    assert scene.server.asked[0].path == "/--/api/v2/push/send"
    assert scene.server.asked[0].headers["authorization"] == "Bearer expo-secret"


def test_many_go_a_hundred_at_a_time_compressed_and_each_outcome_is_its_own(scene: Scene) -> None:
    messages = [to(phones(1, number)) for number in range(1, 251)]
    outcomes = scene.sender.send_many(messages)
    assert [len(batch) for batch in scene.expo.batches] == [100, 100, 50]
    assert all(asked.headers["content-encoding"] == "gzip" for asked in scene.server.asked)
    assert [isinstance(outcome, Receipt) and list(outcome.pending.values()) for outcome in outcomes] == [
        [number] for number in range(1, 251)
    ]


def test_a_small_one_is_sent_as_it_is(scene: Scene) -> None:
    scene.sender.send_many([to(phones(1), urgent=True)])
    assert "content-encoding" not in scene.server.asked[0].headers
    assert read(scene.server.asked[0])[0]["priority"] == "high"


def test_a_phone_without_the_app_is_named_while_the_others_get_it(scene: Scene) -> None:
    gone, here = phones(2)
    scene.expo.errors[gone.token] = "DeviceNotRegistered"
    together, alone = scene.sender.send_many([to([gone, here]), to([gone])])
    assert isinstance(together, Receipt)
    assert (together.gone_device_ids, together.pending) == ([1], {"ticket-1": 2})
    assert isinstance(alone, Permanent)
    assert alone.gone_device_ids == [1]


@pytest.mark.parametrize(
    ("error", "kind"),
    [("MessageRateExceeded", Transient), ("MessageTooBig", Permanent), ("InvalidCredentials", Transient)],
)
def test_a_tickets_error_is_told_in_expos_words(scene: Scene, error: str, kind: type[Exception]) -> None:
    targets = phones(1)
    scene.expo.errors[targets[0].token] = error
    (outcome,) = scene.sender.send_many([to(targets)])
    assert isinstance(outcome, kind)
    assert str(outcome) == f"Expo: Expo's words about {error} ({error})"


@pytest.mark.parametrize(
    ("status", "code", "kind"),
    [
        (429, "TOO_MANY_REQUESTS", Transient),
        (500, "INTERNAL_SERVER_ERROR", Transient),
        (401, "UNAUTHORIZED", Transient),
        (400, "VALIDATION_ERROR", Permanent),
    ],
)
def test_a_request_that_is_refused_as_a_whole(scene: Scene, status: int, code: str, kind: type[Exception]) -> None:
    scene.expo.whole = lambda _pushes: refused(status, code)
    outcomes = scene.sender.send_many([to(phones(1)), to(phones(1, 2))])
    assert [type(outcome) for outcome in outcomes] == [kind, kind]
    assert str(outcomes[0]) == f"Expo: HTTP {status} Expo's words {code}"


def test_one_push_that_spoils_a_request_holds_up_no_other(scene: Scene) -> None:
    bad = phones(1)
    is_bad = bad[0].token
    scene.expo.whole = lambda pushes: (
        refused(400, "VALIDATION_ERROR") if any(push["to"] == is_bad for push in pushes) else None
    )
    outcomes = scene.sender.send_many([to(phones(1, 5)), to(bad), to(phones(1, 6))])
    assert [type(outcome) for outcome in outcomes] == [Receipt, Permanent, Receipt]


@pytest.mark.parametrize(
    "content", ["no document", {"data": []}, {"data": {"status": "ok", "id": "x"}}, {"neither": 1}, {"data": None}]
)
def test_what_expo_never_says_is_tried_again(scene: Scene, content: object) -> None:
    scene.expo.whole = lambda _pushes: Answered(200, content)
    outcomes = scene.sender.send_many([to(phones(1)), to(phones(1, 2))])
    assert [type(outcome) for outcome in outcomes] == [Transient, Transient]


def test_expo_that_is_away_is_tried_again() -> None:
    sender = MobilePushSender(lambda: PushSettings(mobile_push_enabled=True), "http://127.0.0.1:9/push")
    assert isinstance(sender.send_many([to(phones(1))])[0], Transient)


def test_without_being_switched_on_it_is_off_and_says_so() -> None:
    assert "switched off" in (MobilePushSender(PushSettings).why_off() or "")
    assert MobilePushSender(lambda: PushSettings(mobile_push_enabled=True)).why_off() is None
