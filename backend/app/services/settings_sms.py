"""The settings of SMS, as an administrator sees and changes them."""

from collections.abc import Mapping

from sqlalchemy import Connection
from sqlalchemy.orm import Session

from app.permissions import Actor, Permission, require_everywhere
from app.services.rows import expect_version
from app.settings_store import sms, store

Shown = Mapping[str, object]


def shown(connection: Connection, actor: Actor) -> Shown:
    """`{enabled, account_sid, auth_token_set, from_number, max_per_day, why_off, version}`. 403 without
    `settings:manage`."""
    require_everywhere(actor, Permission.SETTINGS_MANAGE)
    stored = store.load(connection, sms.KEY)
    settings = sms.of(stored)
    return {
        "enabled": settings.enabled,
        "account_sid": settings.account_sid,
        "auth_token_set": bool(settings.auth_token),
        "from_number": settings.from_number,
        "max_per_day": settings.max_per_day,
        "why_off": settings.why_off,
        "version": stored.version,
    }


def edit(session: Session, actor: Actor, values: Mapping[str, object], expected: int | None) -> None:
    """Change them; the token is written, and never shown."""
    said = {name: value for name, value in values.items() if name not in sms.SECRETS}
    secret = {name: str(values[name]) for name in sms.SECRETS if name in values}
    version = store.locked(session, sms.KEY).version
    expect_version(expected, version, said, lambda: shown(session.connection(), actor))
    require_everywhere(actor, Permission.SETTINGS_MANAGE)
    store.write(session, actor, sms.KEY, said, secret, version)
