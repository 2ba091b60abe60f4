"""Pushes to phones through Expo: up to 100 a request; each is answered with a ticket, and later with a receipt."""

import gzip
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Final

import requests
from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError

from app.settings_store.push import PushSettings

from . import Message, Outcome, Permanent, PushTarget, Transient
from .pushes import LASTS_SECONDS, Tried, content, outcome, seconds

ADDRESS: Final = "https://exp.host/--/api/v2/push"
SECONDS: Final = 20.0
AT_ONCE: Final = 100
COMPRESSED_FROM_BYTES: Final = 1024
OURS_TO_MEND_SECONDS: Final = 600.0
NOT_UNDERSTOOD: Final = "Expo's answer was not understood."
NOT_REGISTERED: Final = "DeviceNotRegistered"
OURS_TO_MEND: Final = ("InvalidCredentials", "MismatchSenderId")
"""What the app's maker left with Expo is wrong: no push's fault, so pushes wait until it is mended."""
TOO_OFTEN: Final = ("MessageRateExceeded", "TOO_MANY_REQUESTS")


class _Said(BaseModel):
    model_config = ConfigDict(extra="ignore")


class Details(_Said):
    """Why."""

    error: str = ""


class Answer(_Said):
    """A ticket (with an id if Expo took the push), or a receipt."""

    status: str
    id: str | None = None
    message: str = ""
    details: Details | None = None

    @property
    def is_ok(self) -> bool:
        """Taken; as a receipt: handed on to Apple or Google."""
        return self.status == "ok"

    @property
    def is_gone(self) -> bool:
        """The device takes no pushes any more."""
        return self.details is not None and self.details.error == NOT_REGISTERED

    @property
    def problem(self) -> Transient | Permanent | None:
        """What the answer means for another try."""
        if self.is_ok:
            return None
        error = self.details.error if self.details else ""
        words = f"Expo: {self.message or error or 'refused'}" + (f" ({error})" if error else "")
        if error in OURS_TO_MEND:
            return Transient(words, OURS_TO_MEND_SECONDS)
        return Transient(words) if error in TOO_OFTEN else Permanent(words)


class _Mistake(_Said):
    code: str = ""
    message: str = ""


class _Document(_Said):
    data: object = None
    errors: list[_Mistake] = []


_TICKETS: Final = TypeAdapter(list[Answer])
_RECEIPTS: Final = TypeAdapter(dict[str, Answer])


class MobilePushSender:
    """Hands pushes to Expo. `address`: tests put a server of their own there."""

    def __init__(self, read: Callable[[], PushSettings], address: str = ADDRESS) -> None:
        self._read = read
        self._address = address

    def why_off(self) -> str | None:
        """One sentence for the screens; None: phones are reached."""
        return self._read().why_mobile_is_off

    def send_many(self, messages: Sequence[Message]) -> Sequence[Outcome]:
        """One outcome each, in their order; a message goes to all phones of its person."""
        pairs = [(message, device) for message in messages for device in message.push]
        tried: dict[int, list[Tried]] = {id(message): [] for message in messages}
        with requests.Session() as http:
            for start in range(0, len(pairs), AT_ONCE):
                batch = pairs[start : start + AT_ONCE]
                for (message, _), one in zip(batch, self._batch(http, batch), strict=True):
                    tried[id(message)].append(one)
        return [outcome(tried[id(message)]) for message in messages]

    def receipts(self, tickets: Sequence[str]) -> Mapping[str, Answer]:
        """What became of these pushes; those that Expo says nothing of are missing. Raises `Transient`, `Permanent`."""
        with requests.Session() as http:
            said = self._asked(http, "getReceipts", {"ids": list(tickets)})
        try:
            return _RECEIPTS.validate_python(said)
        except ValidationError as error:
            raise Transient(NOT_UNDERSTOOD) from error

    def _batch(self, http: requests.Session, batch: Sequence[tuple[Message, PushTarget]]) -> Iterator[Tried]:
        """One request. If Expo refuses it as a whole, each push by itself: one of them may be what is wrong."""
        try:
            tickets = self._tickets(http, batch)
        except Permanent as problem:
            if len(batch) == 1:
                yield from _all(batch, problem)
            else:
                for pair in batch:
                    yield from self._batch(http, [pair])
        except Transient as problem:
            yield from _all(batch, problem)
        else:
            for (_, device), ticket in zip(batch, tickets, strict=True):
                yield Tried(device.device_id, ticket.problem, ticket.is_gone, ticket.id if ticket.is_ok else None)

    def _tickets(self, http: requests.Session, batch: Sequence[tuple[Message, PushTarget]]) -> Sequence[Answer]:
        try:
            tickets = _TICKETS.validate_python(self._asked(http, "send", [_push(*pair) for pair in batch]))
        except ValidationError as error:
            raise Transient(NOT_UNDERSTOOD) from error
        if len(tickets) != len(batch):
            raise Transient(NOT_UNDERSTOOD)
        return tickets

    def _asked(self, http: requests.Session, what: str, content: object) -> object:
        """The `data` of Expo's answer. Raises `Transient` or `Permanent` where the request failed as a whole."""
        data, headers = json.dumps(content).encode(), {"Accept": "application/json", "Content-Type": "application/json"}
        if len(data) > COMPRESSED_FROM_BYTES:
            data, headers["Content-Encoding"] = gzip.compress(data), "gzip"
        token = self._read().expo_token
        if token:
            headers["Authorization"] = f"Bearer {token}"
        try:
            response = http.post(f"{self._address}/{what}", data, headers=headers, timeout=SECONDS)
        except requests.RequestException as error:
            raise Transient(f"Expo can't be reached: {type(error).__name__}") from error
        return _data(response)


def _push(message: Message, device: PushTarget) -> Mapping[str, object]:
    said = content(message)
    return {
        "to": device.token,
        "title": said["title"],
        "body": said["body"],
        "data": {"type": said["type"], "url": said["url"], "tag": said["tag"]},
        "sound": "default",
        "priority": "high" if message.urgent else "default",
        "ttl": LASTS_SECONDS,
    }


def _all(batch: Sequence[tuple[Message, PushTarget]], problem: Transient | Permanent) -> Iterator[Tried]:
    for _, device in batch:
        yield Tried(device.device_id, problem)


def _data(response: requests.Response) -> object:
    try:
        document = _Document.model_validate_json(response.content)
    except ValidationError as error:
        if response.status_code == 200:
            raise Transient(NOT_UNDERSTOOD) from error
        document = _Document(errors=[_Mistake(message=" ".join(response.text.split())[:300])])
    if response.status_code == 200 and not document.errors:
        return document.data
    status, codes = response.status_code, {mistake.code for mistake in document.errors}
    said = "; ".join(f"{mistake.message} {mistake.code}".strip() for mistake in document.errors)
    words = f"Expo: HTTP {status} {said}".strip()
    if status == 429 or status >= 500 or codes.intersection(TOO_OFTEN):
        raise Transient(words, seconds(response.headers.get("Retry-After")))
    raise Transient(words, OURS_TO_MEND_SECONDS) if status in (401, 403) else Permanent(words)
