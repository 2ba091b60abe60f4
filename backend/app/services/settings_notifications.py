"""The guards against floods of messages, as an administrator sees and changes them."""

from collections.abc import Mapping
from dataclasses import asdict

from sqlalchemy import Connection
from sqlalchemy.orm import Session

from app.permissions import Actor, Permission, require_everywhere
from app.services.rows import expect_version
from app.settings_store import notifications, store

Shown = Mapping[str, object]


def shown(connection: Connection, actor: Actor) -> Shown:
    """`{per_hour, ticket_ten_minutes, ticket_hour, version}`. 403 without `settings:manage`."""
    require_everywhere(actor, Permission.SETTINGS_MANAGE)
    stored = store.load(connection, notifications.KEY)
    return {**asdict(notifications.of(stored)), "version": stored.version}


def edit(session: Session, actor: Actor, values: Mapping[str, object], expected: int | None) -> None:
    """Change the guards; what is sent from now on goes by them."""
    version = store.locked(session, notifications.KEY).version
    expect_version(expected, version, values, lambda: shown(session.connection(), actor))
    require_everywhere(actor, Permission.SETTINGS_MANAGE)
    store.write(session, actor, notifications.KEY, values, {}, version)
