"""Clients who do what the drill wants done, over HTTP, and repeat with its key what was not answered."""

import threading
import time
import uuid
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field

import requests

from tests.drills.house import Act, shares

GIVE_UP_SECONDS = 120
CLIENTS = 8


@dataclass(frozen=True, slots=True)
class Done:
    """An act that was answered; `comment_id` where it wrote one."""

    act: Act
    comment_id: int | None


@dataclass(slots=True)
class Acting:
    """`done`: what was answered. `again`: how many requests got no answer, or none but an error."""

    url: str
    done: list[Done] = field(default_factory=list[Done])
    again: int = 0
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _pool: ThreadPoolExecutor = field(default_factory=lambda: ThreadPoolExecutor(CLIENTS))

    def begin(self, acts: Sequence[Act]) -> list[Future[None]]:
        """Let all clients begin; the futures end when each has done its share."""
        return [self._pool.submit(self._work, share) for share in shares(acts, CLIENTS)]

    def _work(self, acts: Sequence[Act]) -> None:
        with requests.Session() as session:
            for act in acts:
                self._until_done(session, act)

    def _until_done(self, session: requests.Session, act: Act) -> None:
        key, until = str(uuid.uuid4()), time.monotonic() + GIVE_UP_SECONDS
        while (answer := self._ask(session, act, key)) is None:
            assert time.monotonic() < until, f"no answer at ticket {act.spot.id}"
            time.sleep(0.1)
            with self._lock:
                self.again += 1
        with self._lock:
            self.done.append(Done(act, None if act.status else int(answer.json()["id"])))

    def _ask(self, session: requests.Session, act: Act, key: str) -> requests.Response | None:
        """The answer; None where there is none, or the server says that it can't answer now."""
        headers = {"Authorization": f"Bearer {act.by.token}"}
        ticket = f"{self.url}/tickets/{act.spot.id}"
        try:
            if act.status is not None:
                answer = session.patch(ticket, json={"status": act.status}, headers=headers, timeout=30)
            else:
                body = {"body": act.body, "internal": act.internal}
                headers["Idempotency-Key"] = key
                answer = session.post(f"{ticket}/comments", json=body, headers=headers, timeout=30)
        except requests.RequestException:
            return None
        if answer.status_code >= 500 or answer.status_code == 409:
            return None
        assert answer.ok, f"{answer.status_code} {answer.text[:300]}"
        return answer
