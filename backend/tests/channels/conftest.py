"""Twilio and push services that stand in for the real ones, and the settings that lead to them."""

from collections.abc import Callable, Iterator

import pytest
from flask import Flask

from app import channels_setup
from app.notifications.channels.sms import SmsSender
from app.settings_store import store
from app.settings_store.sms import SmsSettings
from config import Settings
from tests import factories, phones
from tests.channels import twilio
from tests.channels.messages import PUBLIC_URL
from tests.channels.standing_in import standing_in
from tests.factories import Cast

SETTINGS = SmsSettings(account_sid=twilio.ACCOUNT, auth_token=twilio.TOKEN, from_number=twilio.NUMBER)
Sending = Callable[[SmsSettings], SmsSender]


@pytest.fixture
def cast(app: Flask) -> Cast:
    """Everybody."""
    return factories.cast(app)


@pytest.fixture
def phone(app: Flask) -> str:
    """The number of somebody without an account, who agreed to be written to."""
    del app
    return phones.agreed(factories.contact(f"{phones.number()}@example.com"))


@pytest.fixture
def stand_in() -> twilio.Twilio:
    """What Twilio answers."""
    return twilio.Twilio()


@pytest.fixture
def sending(stand_in: twilio.Twilio) -> Iterator[Sending]:
    """Senders that reach the stand-in."""
    with standing_in(stand_in.answer) as server:
        yield lambda settings: SmsSender(lambda: settings, PUBLIC_URL, lambda: twilio.ToStandIn(server.url))


@pytest.fixture
def sender(sending: Sending) -> SmsSender:
    """One of them, set up as it should be."""
    return sending(SETTINGS)


@pytest.fixture
def live_settings(app: Flask, settings: Settings) -> Iterator[None]:
    """The account is known to the whole application, as the environment would have it."""
    channels_setup.install(settings)
    values = {"account_sid": twilio.ACCOUNT, "from_number": twilio.NUMBER}
    store.configure({"sms": (values, {"auth_token": twilio.TOKEN})})
    yield
    channels_setup.install(settings)
