"""A name for each request: on its answer, in its problem document, in history and in the log."""

import itertools
import re
import secrets

from flask import g, request

HEADER = "X-Request-Id"

_PROCESS = secrets.token_hex(8)
_COUNT = itertools.count(1)
_ACCEPTED = re.compile(r"[A-Za-z0-9._-]{8,64}", re.ASCII)


def request_id() -> str:
    """The client's own `X-Request-Id` where it is usable, else one made here; the same for the whole request."""
    known: str | None = g.get("request_id")
    if known is None:
        given = request.headers.get(HEADER, "")
        known = given if _ACCEPTED.fullmatch(given) else f"{_PROCESS}{next(_COUNT):08x}"
        g.request_id = known
    return known
