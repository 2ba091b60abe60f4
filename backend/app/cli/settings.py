"""`flask settings`: what administrators save, and the keys that its secrets are encrypted with."""

import click

import config


@click.group()
def settings() -> None:
    """Settings that administrators change live."""


@settings.command()
def rotate() -> None:
    """Encrypt every saved secret anew with the newest of ENCRYPTION_KEYS."""
    from app import db
    from app.settings_store import crypto, store

    loaded = config.load()
    db.configure(loaded.database_url, pool_size=1)
    crypto.configure(loaded.secret_key, loaded.encryption_keys)
    try:
        count = db.repeat(store.rotate)
    except crypto.Unreadable as error:
        raise click.ClickException(str(error)) from error
    click.echo(f"{count} topics' secrets are encrypted with the newest key.")
