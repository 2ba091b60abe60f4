"""Access tokens for a refresh token (RFC 6749, 6): asked for when needed, kept until shortly before they expire."""

import threading
import time
from dataclasses import dataclass, field
from typing import Final

from pydantic import BaseModel, ValidationError

TIMEOUT_SECONDS: Final = 10
EARLY_SECONDS: Final = 60
LONGEST_WORDS: Final = 500


@dataclass(frozen=True, slots=True)
class Client:
    """Whom the authorization server knows, and the grant that it gave."""

    token_url: str
    client_id: str
    client_secret: str = field(default="", repr=False)
    refresh_token: str = field(default="", repr=False)


class Refused(OSError):
    """The authorization server gave no token; its own words."""

    def __init__(self, words: str) -> None:
        super().__init__(words)
        self.strerror = words


class _Granted(BaseModel):
    access_token: str
    expires_in: int = 3600


class AccessTokens:
    """The access token of each client, for all threads of this process."""

    def __init__(self) -> None:
        self._known: dict[Client, tuple[float, str]] = {}
        self._lock = threading.Lock()

    def token(self, client: Client) -> str:
        """One that is valid for another minute at least; `Refused` where there is none."""
        with self._lock:
            known = self._known.get(client)
            if known is None or known[0] <= time.monotonic():
                granted = _ask(client)
                known = (time.monotonic() + granted.expires_in - EARLY_SECONDS, granted.access_token)
                self._known[client] = known
            return known[1]

    def forget(self, client: Client) -> None:
        """The last one was refused: the next is asked for anew."""
        with self._lock:
            self._known.pop(client, None)


def _ask(client: Client) -> _Granted:
    # Heavy, and needed by few installations.
    import requests

    asked = {"grant_type": "refresh_token", "refresh_token": client.refresh_token, "client_id": client.client_id}
    secret = {"client_secret": client.client_secret} if client.client_secret else {}
    try:
        answer = requests.post(client.token_url, data=asked | secret, timeout=TIMEOUT_SECONDS, allow_redirects=False)
    except requests.RequestException as error:
        raise Refused(f"The token address can't be reached: {type(error).__name__}") from error
    try:
        if answer.status_code != requests.codes.ok:
            raise Refused(f"No access token: {answer.status_code} {' '.join(answer.text.split())[:LONGEST_WORDS]}")
        return _Granted.model_validate_json(answer.content)
    except ValidationError as error:
        raise Refused("No access token: the answer holds none.") from error
