"""What the caller is told of, and how, over HTTP."""

from collections.abc import Mapping

from sqlalchemy.orm import Session

from app import db
from app.http import Api, Version, caller
from app.notifications import preferences
from app.schemas.notification_preferences import Preferences, PreferencesPatch
from app.services import sms_consents

api = Api("notification_preferences", tag="Notifications")


@api.get("/notifications/preferences", returns=Preferences, etag=True, private=True)
def get_notification_preferences() -> Mapping[str, object]:
    """What the caller chose, what there is to choose, and which channels reach them."""
    with db.reads() as connection:
        return preferences.shown(connection, caller())


@api.patch("/notifications/preferences", returns=Preferences, etag=True, private=True)
def edit_notification_preferences(
    unit: Session, body: PreferencesPatch, if_match: Version | None
) -> Mapping[str, object]:
    """Choose otherwise."""
    values = body.values()
    consent = values.pop("sms_consent", None)
    preferences.edit(unit, caller(), values, if_match)
    if consent is not None:
        (sms_consents.give if consent else sms_consents.withdraw)(unit, caller())
    return preferences.shown(unit.connection(), caller())
