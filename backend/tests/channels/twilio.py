"""A stand-in for Twilio: takes messages in the form that Twilio documents, and nothing else."""

import base64
import itertools
import json
import os
import re
import secrets
import subprocess
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, Final
from urllib.parse import parse_qs, urlencode, urlsplit

import jsonschema_rs
import pytest
from twilio.http.http_client import TwilioHttpClient
from twilio.http.response import Response
from twilio.request_validator import SIGNATURE_HEADER, RequestValidator

from tests.channels.standing_in import Answered, Asked
from tests.client import Answer, Client

ACCOUNT: Final = f"AC{'0a' * 16}"
TOKEN: Final = "0123456789abcdef0123456789abcdef"
NUMBER: Final = "+43720123456"
HERE: Final = "http://127.0.0.1:8000"
FORM: Final = {"Content-Type": "application/x-www-form-urlencoded"}

CLONE: Final = Path(__file__).resolve().parents[3]
SPEC: Final = "twilio_api_v2010.json"
PATH: Final = "/2010-04-01/Accounts/{AccountSid}/Messages.json"

_numbers = itertools.count(1)


def _folders() -> Iterator[Path]:
    """Where descriptions that others published are kept, no part of the project: what `API_SPECS` names, or beside the
    clone, or beside the repository that it was cloned from."""
    if given := os.environ.get("API_SPECS"):
        yield Path(given)
    origin = subprocess.run(
        ["/usr/bin/env", "git", "config", "--get", "remote.origin.url"],
        cwd=CLONE,
        capture_output=True,
        text=True,
        check=False,
    ).stdout.strip()
    for repository in (CLONE, Path(origin) if origin.startswith("/") else CLONE):
        yield repository.parent / "shared" / "specs"


@cache
def _published() -> Mapping[str, Any] | None:
    found = next((folder / SPEC for folder in _folders() if (folder / SPEC).is_file()), None)
    return None if found is None else json.loads(found.read_text())


def published() -> Mapping[str, Any]:
    """Twilio's own description of its API; the test is skipped where it isn't at hand, but for `CI=true`."""
    known = _published()
    if known is None:
        missing = f"Twilio's published API description is not at hand: API_SPECS names the folder with {SPEC}"
        pytest.fail(missing) if os.environ.get("CI") == "true" else pytest.skip(missing)
    return known


def breaches(asked: Asked, document: Mapping[str, Any]) -> list[str]:
    """What of a request is not as the description of `CreateMessage` has it."""
    operation: Mapping[str, Any] = document["paths"][PATH]["post"]
    schema = operation["requestBody"]["content"]["application/x-www-form-urlencoded"]["schema"]
    whole = {**schema, "additionalProperties": False, "components": document["components"]}
    account = next(one for one in operation["parameters"] if one["name"] == "AccountSid")["schema"]
    found = [
        error.message for error in jsonschema_rs.validator_for(whole, validate_formats=True).iter_errors(form(asked))
    ]
    sid = re.fullmatch(PATH.replace("{AccountSid}", "([^/]+)"), asked.path)
    if asked.method != "POST" or sid is None or not jsonschema_rs.is_valid(account, sid[1]):
        found.append(f"{asked.method} {asked.path}")
    if asked.headers.get("content-type", "").split(";")[0] != "application/x-www-form-urlencoded":
        found.append("the content type")
    if asked.headers.get("authorization") != f"Basic {base64.b64encode(f'{ACCOUNT}:{TOKEN}'.encode()).decode()}":
        found.append("accountSid_authToken")
    return found


def form(asked: Asked) -> dict[str, str]:
    """The fields of a request."""
    return {name: values[0] for name, values in parse_qs(asked.body.decode(), keep_blank_values=True).items()}


@dataclass
class Twilio:
    """What it answers: each message is queued, unless `refuse` says otherwise. `sent`: the forms that it took."""

    refuse: Callable[[Mapping[str, str]], Answered | None] = lambda _form: None
    sent: list[Mapping[str, str]] = field(default_factory=list[Mapping[str, str]])

    def answer(self, asked: Asked) -> Answered:
        """Take one message."""
        document = _published()
        wrong = breaches(asked, document) if document else []
        if wrong:
            return refused(400, 20001, "; ".join(wrong))
        sent = form(asked)
        refusal = self.refuse(sent)
        if refusal is not None:
            return refusal
        self.sent.append(sent)
        return Answered(201, self._message(sent))

    def _message(self, sent: Mapping[str, str]) -> Mapping[str, object]:
        return {
            "sid": f"SM{next(_numbers):032x}",
            "account_sid": ACCOUNT,
            "body": sent["Body"],
            "from": sent["From"],
            "to": sent["To"],
            "status": "queued",
            "num_segments": "1",
            "error_code": None,
            "error_message": None,
        }


def refused(status: int, code: int, message: str) -> Answered:
    """An error in the form in which Twilio tells it."""
    return Answered(status, {"code": code, "message": message, "status": status, "more_info": "https://twilio.com"})


class ToStandIn(TwilioHttpClient):
    """The SDK's own client, which finds Twilio at another address."""

    def __init__(self, address: str) -> None:
        super().__init__(timeout=5)
        self._address = address

    def request(self, method: str, url: str, **options: object) -> Response:
        """As the SDK asks for it, there."""
        parts = urlsplit(url)
        assert f"{parts.scheme}://{parts.netloc}" == "https://api.twilio.com"
        return super().request(method, f"{self._address}{parts.path}", **options)


def signature(address: str, fields: Mapping[str, str], token: str = TOKEN) -> dict[str, str]:
    """The header with which Twilio calls an address."""
    return {SIGNATURE_HEADER: RequestValidator(token).compute_signature(address, fields)}


def called(client: Client, path: str, fields: Mapping[str, str], *, signed: Mapping[str, str] | None = None) -> Answer:
    """As Twilio calls."""
    header = signature(f"{HERE}{path}", fields) if signed is None else signed
    return client.post(path, content=urlencode(fields).encode(), headers={**FORM, **header})


def text_from(client: Client, phone: str, body: str, sid: str | None = None) -> Answer:
    """A message comes in."""
    sid = sid or f"SM{secrets.token_hex(16)}"
    fields = {"MessageSid": sid, "From": phone, "To": NUMBER, "Body": body, "NumMedia": "0"}
    return called(client, "/sms/inbound", fields)
