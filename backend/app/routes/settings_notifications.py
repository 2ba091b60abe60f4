"""The guards against floods of messages over HTTP."""

from collections.abc import Mapping

from sqlalchemy.orm import Session

from app import db
from app.http import Api, Version, caller
from app.schemas.settings_notifications import NotificationSettings, NotificationSettingsPatch
from app.services import settings_notifications

api = Api("settings_notifications", tag="Settings")


@api.get("/settings/notifications", returns=NotificationSettings, etag=True)
def get_notification_settings() -> Mapping[str, object]:
    """How many messages there may be. For super admins."""
    with db.reads() as connection:
        return settings_notifications.shown(connection, caller())


@api.patch("/settings/notifications", returns=NotificationSettings, etag=True)
def edit_notification_settings(
    unit: Session, body: NotificationSettingsPatch, if_match: Version | None
) -> Mapping[str, object]:
    """Change how many. For super admins."""
    settings_notifications.edit(unit, caller(), body.changes(), if_match)
    return settings_notifications.shown(unit.connection(), caller())
