"""A name for each request: on its answer, in its problem document, in history and in the log."""

import itertools
import os
import re
import secrets

from flask import g, request

HEADER = "X-Request-Id"

_ACCEPTED = re.compile(r"[A-Za-z0-9._-]{8,64}", re.ASCII)


class Names:
    """A random prefix for each process and a number for each request: unique, and cheaper than new randomness."""

    def __init__(self) -> None:
        self.renew()

    def renew(self) -> None:
        """Begin anew, as a process just forked from another must."""
        self._prefix = secrets.token_hex(8)
        self._numbers = itertools.count(1)

    def next(self) -> str:
        """A name that no other request has."""
        return f"{self._prefix}{next(self._numbers):08x}"


_names = Names()
os.register_at_fork(after_in_child=_names.renew)


def request_id() -> str:
    """The client's own `X-Request-Id` where it is usable, else one made here; the same for the whole request."""
    known: str | None = g.get("request_id")
    if known is None:
        given = request.headers.get(HEADER, "")
        known = given if _ACCEPTED.fullmatch(given) else _names.next()
        g.request_id = known
    return known
