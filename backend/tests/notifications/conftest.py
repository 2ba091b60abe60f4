"""A house on the worker's database, with senders that write down what they are handed."""

from collections.abc import Iterator

import pytest
from flask import Flask

from app.services.rows import now
from tests import factories
from tests.notifications.stage import Recorder, Stage, senders


@pytest.fixture
def stage(app: Flask) -> Iterator[Stage]:
    """Two managers, staff, a guest, an executive, and somebody who belongs elsewhere; each with a proven address."""
    proven = now()
    house = factories.property_()[0]
    elsewhere = factories.property_()[0]
    mail, sms, push = Recorder(), Recorder(), Recorder()
    made = Stage(
        app=app,
        property_id=house,
        manager=factories.person(app, "manager", manages=[house], department="management", email_verified_at=proven),
        other_manager=factories.person(app, "manager", manages=[house], email_verified_at=proven),
        staff=factories.person(app, "staff", belongs=[house], email_verified_at=proven),
        guest=factories.person(app, "guest", stays={house: factories.room(house, "101")}, email_verified_at=proven),
        executive=factories.person(app, "executive", manages=[house], email_verified_at=proven),
        outsider=factories.person(app, "manager", manages=[elsewhere], email_verified_at=proven),
        mail=mail,
        sms=sms,
        push=push,
    )
    made.forget_jobs()
    with senders(mail=mail, sms=sms, push=push):
        yield made
