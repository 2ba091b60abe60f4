"""The settings of SMS over HTTP."""

from collections.abc import Mapping

from sqlalchemy import Connection
from sqlalchemy.orm import Session

from app import db
from app.http import Api, Version, caller
from app.notifications import trying
from app.permissions import Actor
from app.routes.site import site
from app.schemas.settings_sms import SmsSettings, SmsSettingsPatch, SmsTest
from app.schemas.trial import TestResult
from app.services import settings_sms

api = Api("settings_sms", tag="Settings")


def shown(connection: Connection, actor: Actor) -> Mapping[str, object]:
    """The settings, with the address that Twilio is to call."""
    return {**settings_sms.shown(connection, actor), "inbound_url": f"{site().public_url}/sms/inbound"}


@api.get("/settings/sms", returns=SmsSettings, etag=True, private=True)
def get_sms_settings() -> Mapping[str, object]:
    """How SMS are sent. For super admins."""
    with db.reads() as connection:
        return shown(connection, caller())


@api.patch("/settings/sms", returns=SmsSettings, etag=True, private=True)
def edit_sms_settings(unit: Session, body: SmsSettingsPatch, if_match: Version | None) -> Mapping[str, object]:
    """Change how SMS are sent; it takes effect within a few seconds. For super admins."""
    settings_sms.edit(unit, caller(), body.changes(), if_match)
    return shown(unit.connection(), caller())


@api.post("/settings/sms/test", returns=TestResult, private=True, limit="10/minute")
def test_sms(unit: Session, body: SmsTest) -> Mapping[str, object]:
    """Send a test SMS at once, and say what Twilio says. For super admins."""
    del unit  # the unit of work keeps the answer under the request's key: a retry sends nothing again
    return trying.sms(caller(), body.to, site().public_url)
