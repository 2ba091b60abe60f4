"""Calls to the running server, as one person or another."""

from dataclasses import dataclass
from typing import Any

import requests

from tests.realtime.hearing import Signed


@dataclass(frozen=True, slots=True)
class Caller:
    """The API at an address."""

    url: str

    def get(self, who: Signed, path: str) -> requests.Response:
        """GET, whatever comes of it."""
        return self._call("GET", who, path)

    def post(self, who: Signed, path: str, json: object = None) -> Any:
        """POST; the parsed answer of a success."""
        return _ok(self._call("POST", who, path, json=json))

    def patch(self, who: Signed, path: str, json: object) -> Any:
        """PATCH; the parsed answer of a success."""
        return _ok(self._call("PATCH", who, path, json=json))

    def put(self, who: Signed, path: str) -> None:
        """PUT, successfully."""
        _ok(self._call("PUT", who, path))

    def delete(self, who: Signed, path: str) -> None:
        """DELETE, successfully."""
        _ok(self._call("DELETE", who, path))

    def attach(self, who: Signed, ticket_id: int, **form: object) -> Any:
        """Attach a small text; the parsed answer."""
        files = {"file": ("note.txt", b"It drips.", "text/plain")}
        return _ok(self._call("POST", who, f"/tickets/{ticket_id}/attachments", files=files, data=form))

    def _call(self, method: str, who: Signed, path: str, **content: Any) -> requests.Response:
        headers = {"Authorization": f"Bearer {who.token}"}
        return requests.request(method, f"{self.url}{path}", headers=headers, timeout=30, **content)


def _ok(answer: requests.Response) -> Any:
    assert answer.ok, f"{answer.status_code}: {answer.text[:1000]}"
    return answer.json() if answer.content else None
