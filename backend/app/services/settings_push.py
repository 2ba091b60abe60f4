"""The settings of pushes, as an administrator sees and changes them."""

from collections.abc import Mapping

from sqlalchemy import Connection
from sqlalchemy.orm import Session

from app.permissions import Actor, Permission, require_everywhere
from app.services.rows import expect_version
from app.settings_store import push, store

Shown = Mapping[str, object]


def shown(connection: Connection, actor: Actor) -> Shown:
    """`{web_push_enabled, mobile_push_enabled, subject, why_web_is_off, why_mobile_is_off, version}`. 403 without
    `settings:manage`."""
    require_everywhere(actor, Permission.SETTINGS_MANAGE)
    stored = store.load(connection, push.KEY)
    settings = push.of(stored)
    return {
        "web_push_enabled": settings.web_push_enabled,
        "mobile_push_enabled": settings.mobile_push_enabled,
        "subject": settings.subject,
        "why_web_is_off": settings.why_web_is_off,
        "why_mobile_is_off": settings.why_mobile_is_off,
        "version": stored.version,
    }


def edit(session: Session, actor: Actor, values: Mapping[str, object], expected: int | None) -> None:
    """Change them."""
    version = store.locked(session, push.KEY).version
    expect_version(expected, version, values, lambda: shown(session.connection(), actor))
    require_everywhere(actor, Permission.SETTINGS_MANAGE)
    store.write(session, actor, push.KEY, values, {}, version)
