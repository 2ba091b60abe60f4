"""Where pushes to browsers may be handed to: the services of the browsers' makers, and nowhere else.

An endpoint is whatever a client says it is. Called as it stands, it could be a server of the house, or one that takes
for ever to answer. Chrome, Edge, Opera, Brave and Samsung's browser subscribe at Google's service or Microsoft's,
Firefox at Mozilla's, Safari at Apple's.
"""

import re
from typing import Final

HOSTS: Final = ("fcm.googleapis.com", "push.services.mozilla.com", "push.apple.com", "notify.windows.com")
"""These, and what lies below them."""


# No sign-in, no backslash, nothing that one parser reads otherwise than another.
_ENDPOINT: Final = re.compile(r"https://([a-z0-9.-]+)(?::443)?/[!-\[\]-~]*", re.IGNORECASE)


def is_one(endpoint: str) -> bool:
    """Whether this address is one of theirs: by https, on the usual port."""
    found = _ENDPOINT.fullmatch(endpoint)
    host = found[1].lower() if found else ""
    return any(host == one or host.endswith(f".{one}") for one in HOSTS)
