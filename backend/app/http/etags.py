"""Optimistic locking over HTTP: `ETag: "<version>"` and `If-Match` (RFC 9110, 8.8.3 and 13.1.1)."""

import re
from typing import NewType

from app.errors import Invalid

Version = NewType("Version", int)

# An entity tag that was never given out: it matches no row, so that the answer is 412 with the current one.
NO_VERSION = Version(-1)

_TAG = re.compile(r'(?:W/)?"([^"]*)"')
_OURS = re.compile(r"[1-9][0-9]{0,17}", re.ASCII)


def etag(version: object) -> str:
    """The strong entity tag of a version."""
    return f'"{version}"'


def if_match(header: str | None) -> Version | None:
    """The version that the caller has seen; None without a condition, and for `*`, which any existing row meets."""
    if header is None or header.strip() == "*":
        return None
    tags = [match[1] for match in _TAG.finditer(header)]
    if len(tags) > 1:
        raise Invalid.field("/header/If-Match", "one_version", "Name the one version that you have seen.")
    return Version(int(tags[0])) if tags and _OURS.fullmatch(tags[0]) else NO_VERSION
