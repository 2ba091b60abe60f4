"""What the API layer needs of an application: errors, limits, authentication, headers, CORS, log lines."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta

from flask import Flask, Request, Response
from flask.sessions import NullSession, SessionInterface
from flask_cors import CORS

from app.http import authentication, clients, headers, limits, logs, metrics, operations, problems, uploads
from app.http.authentication import Identify


@dataclass(frozen=True, slots=True)
class Plumbing:
    """The values that the API layer is set up with; create_app takes them from the configuration."""

    jwt_key: str
    identify: Identify
    redis_url: str | None = None
    default_limit: str = "600/minute"
    access_lifetime: timedelta = timedelta(minutes=15)
    cors_origins: Sequence[str] = ()
    trusted_proxies: Sequence[str] = ()
    max_upload_bytes: int = 25 * uploads.MEBIBYTE
    https: bool = False
    check_answers: bool = False
    methods: Sequence[str] = field(default=("GET", "POST", "PUT", "PATCH", "DELETE"))


class NoSessions(SessionInterface):
    """No cookie sessions: the API is called with tokens, and reading cookies on each request costs time."""

    _none = NullSession()

    def open_session(self, app: Flask, request: Request) -> NullSession:
        """The session of every request: none."""
        del app, request
        return self._none

    def save_session(self, app: Flask, session: object, response: Response) -> None:
        """There is nothing to save."""
        del app, session, response


def install(app: Flask, plumbing: Plumbing) -> None:
    """Set up everything around the handlers."""
    app.session_interface = NoSessions()
    app.extensions[uploads.EXTENSION] = plumbing.max_upload_bytes
    app.extensions[operations.CHECK_ANSWERS] = plumbing.check_answers
    app.extensions[clients.EXTENSION] = clients.TrustedProxies.of(plumbing.trusted_proxies)
    headers.install(app, https=plumbing.https)
    authentication.install(app, plumbing.jwt_key, plumbing.access_lifetime, plumbing.identify)
    limits.install(app, plumbing.redis_url, plumbing.default_limit)
    problems.register(app)
    app.before_request(logs.started)
    app.after_request(_finished)
    if plumbing.cors_origins:
        CORS(app, origins=list(plumbing.cors_origins), methods=list(plumbing.methods), expose_headers=headers.EXPOSED)


def _finished(response: Response) -> Response:
    metrics.observe(response)
    logs.access(response)
    return response
