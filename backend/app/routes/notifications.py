"""What the caller was told, over HTTP."""

from collections.abc import Mapping

from sqlalchemy.orm import Session

from app import db
from app.http import Api, caller
from app.notifications import reading
from app.schemas.notifications import (
    Notification,
    NotificationCounts,
    NotificationPage,
    NotificationPatch,
    NotificationPath,
    NotificationQuery,
    NotificationsRead,
)

api = Api("notifications", tag="Notifications")


@api.get("/notifications", returns=NotificationPage, private=True)
def list_notifications(query: NotificationQuery) -> Mapping[str, object]:
    """What the caller was told of what they may still see, the newest first."""
    with db.reads() as connection:
        return reading.listing(connection, caller(), query.unread, query.page())


@api.get("/notifications/counts", returns=NotificationCounts, private=True)
def count_notifications() -> Mapping[str, object]:
    """How many of them are unread."""
    with db.reads() as connection:
        return reading.unread(connection, caller())


@api.patch("/notifications/<int:notification_id>", returns=Notification, renders=reading.shown, private=True)
def mark_notification(unit: Session, path: NotificationPath, body: NotificationPatch) -> int:
    """Mark one as read, or as not read."""
    return reading.mark(unit, caller(), path.notification_id, read=body.read)


@api.post("/notifications/read", returns=NotificationCounts, private=True)
def mark_notifications_read(unit: Session, body: NotificationsRead) -> Mapping[str, object]:
    """Mark as read all that had come when the list was loaded."""
    return reading.mark_up_to(unit, caller(), body.up_to_id)
