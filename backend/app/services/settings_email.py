"""The settings of e-mail, as an administrator sees and changes them."""

from collections.abc import Mapping
from typing import Final

from pydantic import TypeAdapter
from sqlalchemy import Connection
from sqlalchemy.orm import Session

from app import clock
from app.permissions import Actor, Permission, require_everywhere
from app.services.rows import expect_version
from app.settings_store import email, store, summary

Shown = Mapping[str, object]
Values = Mapping[str, object]
NESTED: Final = ("oauth", "summary")
_PARTS: Final = TypeAdapter(dict[str, object])
# Secrets are kept for whom they were given to: at another address they have to be written again.
_BOUND_TO: Final = {"server": ("password",), "token_url": ("client_secret", "refresh_token")}


def shown(connection: Connection, actor: Actor) -> Shown:
    """How mail is sent, without secrets: of each only whether it is set. 403 without `settings:manage`."""
    require_everywhere(actor, Permission.SETTINGS_MANAGE)
    stored = store.load(connection, email.KEY)
    settings = email.of(stored)
    when = summary.read(connection)
    return {
        "enabled": settings.enabled,
        "server": settings.server,
        "port": settings.port,
        "security": settings.security,
        "auth": settings.auth,
        "username": settings.username,
        "password_set": bool(settings.password),
        "oauth": {
            "token_url": settings.oauth.token_url,
            "client_id": settings.oauth.client_id,
            "client_secret_set": bool(settings.client_secret),
            "refresh_token_set": bool(settings.refresh_token),
        },
        "sender_name": settings.sender_name,
        "sender_email": settings.sender_email,
        "reply_to": settings.reply_to,
        "summary": {
            "enabled": when.enabled, "hour": when.hour, "minute": when.minute, "timezone": when.timezone,
        },
        "version": stored.version,
    }  # fmt: skip


def edit(session: Session, actor: Actor, values: Values, expected: int | None) -> None:
    """Change them. Secrets are written and never shown; another server or token address forgets those of the old."""
    stored = store.locked(session, email.KEY)
    expect_version(expected, stored.version, values, lambda: shown(session.connection(), actor))
    require_everywhere(actor, Permission.SETTINGS_MANAGE)
    given = {**values, **_secrets_of(values.get("oauth"))}
    secrets = {name: str(given[name]) for name in email.SECRETS if name in given}
    said = {name: value for name, value in values.items() if name not in email.SECRETS}
    for name in NESTED:
        if name in said:
            said[name] = {**_parts(stored.values.get(name)), **_without_secrets(said[name])}
    store.write(session, actor, email.KEY, said, {**_forgotten(stored, said), **secrets}, stored.version)
    summary.since(session.connection(), summary.read(session.connection()), clock.now())


def _parts(value: object) -> dict[str, object]:
    return _PARTS.validate_python(value or {})


def _secrets_of(oauth: object) -> dict[str, object]:
    return {name: value for name, value in _parts(oauth).items() if name in email.SECRETS}


def _without_secrets(value: object) -> dict[str, object]:
    return {name: part for name, part in _parts(value).items() if name not in email.SECRETS}


def _forgotten(stored: store.Stored, said: Values) -> dict[str, str]:
    before = {**stored.values, **_parts(stored.values.get("oauth"))}
    after = {**said, **_parts(said.get("oauth"))}
    moved = [name for name in _BOUND_TO if name in after and after[name] != before.get(name, "")]
    return {secret: "" for name in moved for secret in _BOUND_TO[name] if stored.secrets.get(secret)}
