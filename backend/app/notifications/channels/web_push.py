"""Pushes to browsers: encrypted for each (RFC 8291), signed (RFC 8292), handed to the push service of its maker."""

import json
from collections.abc import Callable, Sequence
from typing import Final
from urllib.parse import urlsplit

import requests

from app.integrations import vapid
from app.settings_store.push import PushSettings

from . import Message, Outcome, Permanent, PushTarget, Transient
from .pushes import LASTS_SECONDS, Tried, content, outcome, seconds, topic

SECONDS: Final = 10.0
GONE: Final = (404, 410)


class WebPushSender:
    """Hands pushes to the browsers' push services."""

    def __init__(self, read: Callable[[], PushSettings], public_url: str) -> None:
        self._read = read
        self._public_url = public_url

    def why_off(self) -> str | None:
        """One sentence for the screens; None: browsers are reached."""
        return self._read().why_web_is_off

    def send_many(self, messages: Sequence[Message]) -> Sequence[Outcome]:
        """One outcome each, in their order; a message goes to all browsers of its person."""
        settings = self._read()
        with requests.Session() as http:
            # An endpoint is what a browser said it is: it is not followed to anywhere else.
            http.max_redirects = 0
            return [
                outcome([self._tried(http, settings, message, device) for device in message.push])
                for message in messages
            ]

    def _tried(self, http: requests.Session, settings: PushSettings, message: Message, device: PushTarget) -> Tried:
        from pywebpush import WebPushException, webpush  # heavy: brings an asynchronous HTTP client along

        try:
            webpush(
                {"endpoint": device.token, "keys": dict(device.keys)},
                json.dumps(content(message), ensure_ascii=False),
                vapid_private_key=settings.private_key,
                vapid_claims={"sub": vapid.subject(settings.subject, self._public_url)},
                ttl=LASTS_SECONDS,
                headers={"Urgency": "high" if message.urgent else "normal", "Topic": topic(message)},
                timeout=SECONDS,
                requests_session=http,
            )
        except WebPushException as error:
            return _refused(device, error.response)
        except requests.TooManyRedirects:
            return Tried(device.device_id, Permanent("The browser's address leads elsewhere."), gone=True)
        except requests.RequestException as error:
            return Tried(device.device_id, Transient(f"{_service(device)} can't be reached: {type(error).__name__}"))
        except ValueError:
            return _refused(device, None)
        return Tried(device.device_id)


def _refused(device: PushTarget, response: requests.Response | None) -> Tried:
    """What a push service's refusal means (RFC 8030, 5 and 8.4; RFC 8292, 4.2)."""
    if response is None:
        return Tried(device.device_id, Permanent("The browser's keys are not usable."), gone=True)
    status = response.status_code
    words = f"{_service(device)}: HTTP {status} {' '.join(response.text.split())[:300]}".strip()
    if status in GONE:
        return Tried(device.device_id, Permanent(words), gone=True)
    if status == 429 or status >= 500:
        return Tried(device.device_id, Transient(words, seconds(response.headers.get("Retry-After"))))
    return Tried(device.device_id, Permanent(words))


def _service(device: PushTarget) -> str:
    """The push service's name. The rest of the address is as secret as a password."""
    return urlsplit(device.token).hostname or "The push service"
