"""A stand-in for Expo's push service, as Expo documents it: tickets in order, receipts by ticket, whole requests
refused (docs.expo.dev/push-notifications/sending-notifications)."""

import gzip
import itertools
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from tests.channels.standing_in import Answered, Asked

FIELDS: Final = {
    "to", "data", "title", "body", "ttl", "expiration", "priority", "subtitle", "sound", "badge", "channelId",
    "categoryId", "mutableContent",
}  # fmt: skip

Push = Mapping[str, Any]
Refusal = Mapping[str, object]


@dataclass
class Expo:
    """What it answers. `errors`: token → the error of its ticket. `whole`: how it refuses a request as a whole.

    `receipts`: what it says of tickets later. `batches`: the pushes that it was sent, a list a request.
    """

    errors: dict[str, str] = field(default_factory=dict[str, str])
    whole: Callable[[Sequence[Push]], Answered | None] = lambda _pushes: None
    receipts: dict[str, object] = field(default_factory=dict[str, object])
    batches: list[Sequence[Push]] = field(default_factory=list[Sequence[Push]])
    _numbers: "itertools.count[int]" = field(default_factory=lambda: itertools.count(1))

    def answer(self, asked: Asked) -> Answered:
        """One request."""
        content = read(asked)
        if asked.path.endswith("/getReceipts"):
            ids = content["ids"]
            assert len(ids) <= 1000
            return Answered(content={"data": {one: self.receipts[one] for one in ids if one in self.receipts}})
        assert asked.path.endswith("/send")
        self.batches.append(content)
        if len(content) > 100:
            return refused(400, "PUSH_TOO_MANY_NOTIFICATIONS")
        assert all(push.keys() <= FIELDS for push in content)
        return self.whole(content) or Answered(content={"data": [self._ticket(push["to"]) for push in content]})

    def _ticket(self, token: str) -> object:
        if token in self.errors:
            return error(self.errors[token])
        return {"status": "ok", "id": f"ticket-{next(self._numbers)}"}


def read(asked: Asked) -> Any:
    """The JSON of a request, compressed or not."""
    is_compressed = asked.headers.get("content-encoding") == "gzip"
    return json.loads(gzip.decompress(asked.body) if is_compressed else asked.body)


def error(name: str) -> Refusal:
    """A ticket or a receipt of something that went wrong."""
    return {"status": "error", "message": f"Expo's words about {name}", "details": {"error": name}}


def refused(status: int, code: str) -> Answered:
    """A request that is refused as a whole."""
    return Answered(status, {"errors": [{"code": code, "message": "Expo's words"}]})
