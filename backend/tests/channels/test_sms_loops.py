"""Phones that answer by themselves, on both sides of a ticket: what is written to them ends by itself."""

import itertools
from collections.abc import Callable, Iterator

import pytest

from app import db
from app.models import Channel, NotificationPreference
from app.notifications.channels import registry
from app.notifications.channels.sms import SmsSender
from app.services.sms_inbound import MOST_AN_HOUR
from app.settings_store import sms
from tests import phones
from tests.channels import twilio
from tests.channels.messages import PUBLIC_URL
from tests.channels.standing_in import standing_in
from tests.channels.twilio import text_from
from tests.client import Client
from tests.factories import Person
from tests.notifications.conftest import stage
from tests.notifications.stage import Stage, scalar

__all__ = ["stage"]

Answering = Callable[[], str]
ROUNDS = 60


@pytest.fixture
def network(live_settings: None, stage: Stage) -> Iterator[twilio.Twilio]:
    """SMS are the only way to reach anybody."""
    stand_in = twilio.Twilio()
    with standing_in(stand_in.answer) as server:
        sender = SmsSender(sms.current, PUBLIC_URL, lambda: twilio.ToStandIn(server.url))
        registry.configure({Channel.SMS: sender})
        yield stand_in


def with_phone(person: Person) -> str:
    """They agreed to be written to, and want to be told of comments so."""
    number = phones.agreed(person.id)
    with db.unit_of_work() as session:
        choices = {"ticket_commented": {"sms": "now"}}
        session.merge(NotificationPreference(user_id=person.id, choices=choices))
    return number


def play(client: Client, stage: Stage, network: twilio.Twilio, answers: Answering) -> int:
    """Every SMS is answered by the phone it went to, until none goes out any more; how many did."""
    answered = 0
    for _ in range(ROUNDS):
        stage.work()
        stage.forget_jobs()
        fresh = network.sent[answered:]
        if not fresh:
            return answered
        for one in fresh:
            text_from(client, one["To"], answers())
        answered += len(fresh)
    raise AssertionError(f"{answered} SMS, and no end")


def test_two_phones_that_always_say_the_same_soon_fall_silent(
    client: Client, stage: Stage, network: twilio.Twilio
) -> None:
    with_phone(stage.guest)
    with_phone(stage.manager)
    ticket = stage.ticket()
    stage.comment(stage.staff, ticket, "We come at three.")
    count = play(client, stage, network, lambda: "I am on the mountain and answer on Monday.")
    assert 2 <= count < 15
    comments = scalar("SELECT count(*) FROM comments WHERE ticket_id = :id", id=ticket)
    assert isinstance(comments, int)
    assert 2 <= comments < 15


def test_phones_that_say_something_else_each_time_are_bounded_too(
    client: Client, stage: Stage, network: twilio.Twilio
) -> None:
    with_phone(stage.guest)
    with_phone(stage.manager)
    ticket = stage.ticket()
    numbers = itertools.count(1)
    stage.comment(stage.staff, ticket, "We come at three.")
    count = play(client, stage, network, lambda: f"I am away. Message {next(numbers)}.")
    assert 2 <= count <= 2 * MOST_AN_HOUR + 2
