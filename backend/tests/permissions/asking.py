"""A request of one cell, and what its answer is called in the table."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import IO, Final

from tests.client import Answer, Client, Options, SignedIn

File = tuple[IO[bytes], str]
LISTED, HIDDEN, OPEN = "+", "-", "open"
PAGES: Final = frozenset({200, 302, 503})


@dataclass(frozen=True, slots=True)
class Ask:
    """What is asked for. `bearer` replaces the caller's access token.

    The answer is called by its status, but for: `listed`, an id that a list has (`+`) or hasn't (`-`); `counted`, the
    same for counts; `bulk`, the status of the one result; `page`, anything that a browser can show (`open`).
    """

    path: str
    json: object = None
    form: Mapping[str, File] | None = None
    query: Mapping[str, object] | None = None
    bearer: str | None = None
    listed: int | None = None
    counted: bool = False
    bulk: bool = False
    page: bool = False

    def call(self, client: Client, method: str, caller: SignedIn | None) -> str:
        """Ask, as the caller or as nobody, and name the answer."""
        options = self._options(caller)
        answer = client.call(method, self.path, **options)
        while self._goes_on(answer):
            further = {**(self.query or {}), "cursor": answer.json["next_cursor"]}
            answer = client.call(method, self.path, **{**options, "query": further})
        return self._named(answer)

    def _goes_on(self, answer: Answer) -> bool:
        """Whether what is looked for may be on a later page."""
        return self.listed is not None and self._named(answer) == HIDDEN and answer.json["next_cursor"] is not None

    def _options(self, caller: SignedIn | None) -> Options:
        options: Options = {"as_": caller, "query": self.query or {}}
        if self.json is not None:
            options["json"] = self.json
        if self.form is not None:
            options["form"] = self.form
        if self.bearer is not None and caller is not None:
            options |= {"as_": None, "headers": {"Authorization": f"Bearer {self.bearer}"}}
        return options

    def _named(self, answer: Answer) -> str:
        if self.page and answer.status in PAGES:
            return OPEN
        if answer.status != 200:
            return str(answer.status)
        if self.bulk:
            return str(answer.json["results"][0]["status"])
        if self.counted:
            return LISTED if sum(answer.json["by_status"].values()) else HIDDEN
        if self.listed is not None:
            return LISTED if self.listed in {item["id"] for item in answer.json["items"]} else HIDDEN
        return "200"
