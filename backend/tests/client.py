"""A client of the API for tests: JSON in, JSON out, as one person or another."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol, TypedDict, Unpack

from flask import Flask
from werkzeug.datastructures import Headers
from werkzeug.test import TestResponse


class SignedIn(Protocol):
    """Whoever has an access token; factories make them."""

    @property
    def token(self) -> str:
        """The access token."""
        ...


class Options(TypedDict, total=False):
    """How a request is made.

    `as_`: who calls; nobody when left out. `json`: the body. `form`: the parts of a multipart form (a file is
    `(stream, name)`). `query`: parameters. `headers`: further ones. `key`: the Idempotency-Key. `if_match`: a version.
    """

    as_: SignedIn | None
    json: object
    form: Mapping[str, object]
    query: Mapping[str, object]
    headers: Mapping[str, str]
    key: str
    if_match: int
    content: bytes


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back."""

    response: TestResponse

    @property
    def status(self) -> int:
        """The status code."""
        return self.response.status_code

    @property
    def json(self) -> Any:
        """The parsed body."""
        return self.response.get_json()

    @property
    def headers(self) -> Headers:
        """The headers, by name in any case."""
        return self.response.headers

    @property
    def content(self) -> bytes:
        """The bytes."""
        return self.response.get_data()

    def ok(self, status: int = 200) -> Any:
        """The parsed body of an answer that must have this status."""
        assert self.status == status, f"{self.status}: {self.response.get_data(as_text=True)[:2000]}"
        return self.response.get_json(silent=True)

    def problem(self, status: int, code: str | None = None) -> Any:
        """The problem document of an answer that must be one, with this status and code."""
        document = self.ok(status)
        assert self.response.mimetype == "application/problem+json"
        assert document["status"] == status
        assert code is None or document["code"] == code, document
        return document

    def pointers(self) -> dict[str, str]:
        """Which values were refused, with the code of each."""
        return {error["pointer"]: error["code"] for error in self.json["errors"]}


class Client:
    """Calls one application, without a network."""

    def __init__(self, app: Flask) -> None:
        self._client = app.test_client()

    def get(self, path: str, **options: Unpack[Options]) -> Answer:
        """GET."""
        return self._call("GET", path, options)

    def post(self, path: str, **options: Unpack[Options]) -> Answer:
        """POST."""
        return self._call("POST", path, options)

    def put(self, path: str, **options: Unpack[Options]) -> Answer:
        """PUT."""
        return self._call("PUT", path, options)

    def patch(self, path: str, **options: Unpack[Options]) -> Answer:
        """PATCH."""
        return self._call("PATCH", path, options)

    def delete(self, path: str, **options: Unpack[Options]) -> Answer:
        """DELETE."""
        return self._call("DELETE", path, options)

    def call(self, method: str, path: str, **options: Unpack[Options]) -> Answer:
        """Any method."""
        return self._call(method, path, options)

    def _call(self, method: str, path: str, options: Options) -> Answer:
        content: dict[str, Any] = {}
        if "json" in options:
            content["json"] = options["json"]
        if "form" in options:
            content.update(data=dict(options["form"]), content_type="multipart/form-data")
        if "content" in options:
            content["data"] = options["content"]
        return Answer(
            self._client.open(
                path, method=method, query_string=options.get("query"), headers=_headers(options), **content
            )
        )


def _headers(options: Options) -> dict[str, str]:
    headers = dict(options.get("headers", {}))
    caller = options.get("as_")
    if caller is not None:
        headers["Authorization"] = f"Bearer {caller.token}"
    if "key" in options:
        headers["Idempotency-Key"] = options["key"]
    if "if_match" in options:
        headers["If-Match"] = f'"{options["if_match"]}"'
    return headers
