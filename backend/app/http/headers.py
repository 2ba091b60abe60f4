"""What every answer carries: a request id, the state of its rate limit, and the headers that keep a browser safe."""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from flask import Flask, Response, current_app

from app.http import limits
from app.http.request_ids import HEADER, request_id

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIEnvironment

EXTENSION = "headers"

# The built web app comes from this origin alone: no inline script, nothing from outside. Mantine sets style
# attributes and inserts one style element; photos are shown from blobs before they are sent.
CONTENT_SECURITY_POLICY = "; ".join(
    [
        "default-src 'self'",
        "script-src 'self'",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data: blob:",
        "font-src 'self' data:",
        "connect-src 'self'",
        "worker-src 'self'",
        "manifest-src 'self'",
        "object-src 'none'",
        "base-uri 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    ]
)

SAFE: Mapping[str, str] = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    # Follow links and invitations hold a token in their path, which no other site may learn.
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(self), microphone=(), geolocation=(), payment=()",
}
TRANSPORT: Mapping[str, str] = {"Strict-Transport-Security": "max-age=31536000"}
EXPOSED = [
    "ETag",
    "Link",
    "Location",
    "RateLimit-Limit",
    "RateLimit-Remaining",
    "RateLimit-Reset",
    "Retry-After",
    HEADER,
]

Pairs = list[tuple[str, str]]


class CompleteResponse(Response):
    """An answer of this application. What every answer carries is added as it leaves: werkzeug's `Headers` would take
    longer over it than over everything else."""

    def get_wsgi_response(self, environ: "WSGIEnvironment") -> tuple[Iterable[bytes], str, Pairs]:
        """The answer as the server sends it."""
        body, status, own = super().get_wsgi_response(environ)
        fixed: Pairs = current_app.extensions[EXTENSION]
        return body, status, [*own, (HEADER, request_id()), *limits.headers().items(), *fixed]


def install(app: Flask, *, https: bool) -> None:
    """Add these headers to every answer; over https, browsers shall remember to come that way."""
    app.extensions[EXTENSION] = list({**SAFE, **(TRANSPORT if https else {})}.items())
    app.response_class = CompleteResponse
