"""What the people of the demo were told in the last day, by the application's own rules: their bell is not empty."""

import datetime as dt
from typing import Final

from sqlalchemy import Connection, select, text
from sqlalchemy.orm import Session

from app.models import Channel, History, HistoryClass
from app.reactions import Occurrence
from app.reactions.occurrence import find
from app.reactions.telling import tell

SINCE: Final = dt.timedelta(days=1)

# Who works looks at the app every few hours; the newest has not been read yet.
_READ: Final = text("""
UPDATE notifications SET created_at = happened_at,
    read_at = CASE WHEN happened_at < :until THEN happened_at + interval '12 minutes' END
""")
_SENT: Final = text("""
UPDATE deliveries SET created_at = notifications.happened_at, sent_at = notifications.happened_at
FROM notifications WHERE notifications.id = deliveries.notification_id
""")
UNREAD: Final = dt.timedelta(hours=1)


def notify(session: Session, now: dt.datetime) -> int:
    """Tell what happened in the last day, in the app only; how many events."""
    connection = session.connection()
    happened = _happened(connection, now - SINCE)
    for occurrence in happened:
        happening = find(connection, occurrence)
        if happening is not None:
            tell(session, happening, [Channel.IN_APP])
    session.execute(_READ, {"until": now - UNREAD})
    session.execute(_SENT)
    return len(happened)


def _happened(connection: Connection, since: dt.datetime) -> list[Occurrence]:
    statement = select(History.at, History.id, History.ticket_id).where(
        History.class_ == HistoryClass.TICKET, History.at >= since
    )
    rows = connection.execute(statement.order_by(History.at, History.id))
    return [Occurrence(HistoryClass.TICKET, at, identity, ticket_id) for at, identity, ticket_id in rows]
