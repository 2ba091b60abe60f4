"""Many clients who each report tickets with a key, note what was answered, and repeat what wasn't."""

import threading
import uuid
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import partial

import requests

from tests.drills.serving import until


@dataclass(slots=True)
class Reporting:
    """A load of creates. `answered`: key → id of the ticket; `unanswered`: keys of requests that got no answer."""

    url: str
    token: str
    property_id: int
    clients: int
    answered: dict[str, int] = field(default_factory=dict[str, int])
    unanswered: list[str] = field(default_factory=list[str])
    refused: list[str] = field(default_factory=list[str])
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def run(self, count: int) -> None:
        """Report `count` tickets, all clients at once; returns when each was tried once."""
        keys = [str(uuid.uuid4()) for _ in range(count)]
        with ThreadPoolExecutor(self.clients) as pool:
            list(pool.map(self._share, [keys[n :: self.clients] for n in range(self.clients)]))

    def repeat_unanswered(self) -> None:
        """Send each request that got no answer again, with its key, until it is answered."""
        for key in self.unanswered:
            until(partial(self._once, key), f"an answer to {key}")

    @property
    def tried(self) -> int:
        """Requests that were answered, refused or lost so far."""
        return len(self.answered) + len(self.unanswered) + len(self.refused)

    def _share(self, keys: Sequence[str]) -> None:
        with requests.Session() as session:
            for key in keys:
                if not self._send(session, key):
                    with self._lock:
                        self.unanswered.append(key)

    def _once(self, key: str) -> bool:
        with requests.Session() as session:
            return self._send(session, key)

    def _send(self, session: requests.Session, key: str) -> bool:
        body = {"title": f"Drill {key}", "property_id": self.property_id}
        headers = {"Authorization": f"Bearer {self.token}", "Idempotency-Key": key}
        try:
            answer = session.post(f"{self.url}/tickets", json=body, headers=headers, timeout=30)
        except requests.RequestException:
            return False
        with self._lock:
            if answer.status_code == 201:
                self.answered[key] = answer.json()["id"]
            else:
                self.refused.append(f"{answer.status_code} {answer.text[:300]}")
        return True
