"""The settings of pushes over HTTP."""

from collections.abc import Mapping

from sqlalchemy.orm import Session

from app import db
from app.http import Api, Version, caller
from app.notifications import trying
from app.routes.site import site
from app.schemas.settings_push import PushSettings, PushSettingsPatch
from app.schemas.trial import TestResult
from app.services import settings_push

api = Api("settings_push", tag="Settings")


@api.get("/settings/push", returns=PushSettings, etag=True, private=True)
def get_push_settings() -> Mapping[str, object]:
    """Which devices are reached. For super admins."""
    with db.reads() as connection:
        return settings_push.shown(connection, caller())


@api.patch("/settings/push", returns=PushSettings, etag=True, private=True)
def edit_push_settings(unit: Session, body: PushSettingsPatch, if_match: Version | None) -> Mapping[str, object]:
    """Change which devices are reached; it takes effect within a few seconds. For super admins."""
    settings_push.edit(unit, caller(), body.changes(), if_match)
    return settings_push.shown(unit.connection(), caller())


@api.post("/settings/push/test", returns=TestResult, private=True, limit="10/minute")
def test_push(unit: Session) -> Mapping[str, object]:
    """Send a test push to one's own devices at once, and say what their services say. For super admins."""
    return trying.push(unit, caller(), f"{site().public_url}/app/")
