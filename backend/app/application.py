"""Composition: the settings' values go down, the routes and commands are registered."""

from datetime import timedelta

from flask_openapi import OpenAPI

import config
from app import channels_setup, commands, db, http, realtime, sockets
from app.cli import migrations
from app.http import document, logs, readiness, uploads
from app.routes import BLUEPRINTS, dev_mail, pages, site
from app.services import authentication, files
from app.storage.local import LocalStorage


def compose(settings: config.Settings, *, check_answers: bool) -> OpenAPI:
    """The application as gunicorn serves it; nothing is connected to yet."""
    logs.configure(settings.log_level)
    db.configure(settings.database_url)
    app = document.application()
    app.config["SECRET_KEY"] = settings.secret_key
    files.configure(LocalStorage(settings.data_dir / "files"), settings.secret_key)
    channels_setup.install(settings)
    http.install(app, plumbing(settings, check_answers=check_answers))
    readiness.install(app, migrations.newest())
    bus = realtime.connect(settings.redis_url, settings.secret_key, settings.database_url)
    sockets.install(app, bus, sockets.Options([settings.address, *settings.cors_origins]))
    for api in BLUEPRINTS:
        api.register(app)
    dev_mail.install(app, channels_setup.dev_mailbox(settings))
    pages.install(app, pages.WebApp(settings.web_root))
    site.install(app, site.Site(settings.address, settings.registration == "open"))
    commands.register(app)
    return app


def plumbing(settings: config.Settings, *, check_answers: bool) -> http.Plumbing:
    """What the API layer needs of the settings."""
    return http.Plumbing(
        jwt_key=settings.jwt_secret_key,
        identify=authentication.identify,
        redis_url=settings.redis_url or None,
        default_limit=settings.rate_limit,
        access_lifetime=timedelta(minutes=settings.access_token_minutes),
        cors_origins=settings.cors_origins,
        trusted_proxies=settings.trusted_proxies,
        max_upload_bytes=settings.max_upload_mb * uploads.MEBIBYTE,
        check_answers=check_answers,
        https=settings.address.startswith("https://"),
    )
