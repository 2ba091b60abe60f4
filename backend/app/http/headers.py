"""What every answer carries: a request id, the state of its rate limit, and the headers that keep a browser safe."""

from collections.abc import Mapping

from flask import Response, current_app

from app.http import limits
from app.http.request_ids import HEADER, request_id

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
TRANSPORT = ("Strict-Transport-Security", "max-age=31536000")
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
EXTENSION = "https"


def complete(response: Response) -> Response:
    """Add to an answer what every answer carries; a route may have set stricter ones."""
    own = response.headers
    own[HEADER] = request_id()
    for name, value in limits.headers().items():
        own[name] = value
    for name, value in SAFE.items():
        own.setdefault(name, value)
    if current_app.extensions[EXTENSION]:
        own.setdefault(*TRANSPORT)
    return response
