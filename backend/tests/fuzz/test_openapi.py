"""Whatever is sent to an operation, the answer is one that the served description has; and each of them can succeed."""

from collections.abc import Callable
from typing import Any

import pytest
import requests
from flask import Flask
from schemathesis.core.failures import FailureGroup

from app.http.limits import limits_of
from tests.drills.serving import Web
from tests.fuzz.accounts import Account, accounts
from tests.fuzz.cases import CHECKS, Case, Operation, Size, generated, good, operations
from tests.fuzz.summary import PROPERTY, Tally, keep
from tests.permissions.asking import Ask
from tests.permissions.requests import REQUESTS
from tests.permissions.stage import Stage, Whose

pytestmark = pytest.mark.drill

SMALL, FULL = Size(fitting=3, anywhere=1, broken=2), Size(fitting=16, anywhere=4, broken=12)
AT_LEAST = 2_000

# A protected account keeps its password, a confirmed address needs no other mail, and nobody deactivates themselves:
# these succeed for or about others.
AS_SOMEBODY_ELSE = frozenset({"POST /me/password", "POST /login", "POST /me/email-verification"})
ABOUT_ANOTHER = frozenset({"DELETE /users/{user_id}"})
# Twilio alone can sign these: everybody else is refused (their good cases: tests/channels).
SIGNED_BY_OTHERS = frozenset({"POST /sms/inbound", "POST /sms/status"})


def test_every_answer_is_documented_and_every_operation_succeeds(
    web: Web, app: Flask, is_full: bool, record_property: Callable[[str, object], None]
) -> None:
    run = Run(web.url, app, FULL if is_full else SMALL)
    described = operations(web.url)
    for account in accounts(web.url):
        for operation in described:
            limits_of(app).reset()  # they are tried elsewhere
            run.try_out(operation, account)
    record_property(PROPERTY, run.tally.text())
    if is_full:
        keep(run.tally)
    assert run.failures == {}
    assert set(run.tally.never_succeeded()) == SIGNED_BY_OTHERS
    assert run.tally.total >= AT_LEAST


class Run:
    """The cases so far. `failures`: what was undocumented, with a command that shows it."""

    def __init__(self, url: str, app: Flask, size: Size) -> None:
        self._url, self._app, self._size = url, app, size
        self._session = requests.Session()
        self.tally = Tally()
        self.failures: dict[str, str] = {}

    def try_out(self, operation: Operation, account: Account) -> None:
        """Send every case of an operation as this account."""
        label = f"{operation.method.upper()} {operation.path}"
        ask, bearer = self._asked(label, account)
        self._send(label, good(operation, ask), account, bearer)
        generated(operation, ask, self._size, lambda case: self._send(label, case, account))

    def _asked(self, label: str, account: Account) -> tuple[Ask, str | None]:
        """The good request, and the token that it needs in place of the account's."""
        known = None if label in AS_SOMEBODY_ELSE else account.person
        whose = Whose.OTHERS if label in ABOUT_ANOTHER else Whose.OWN
        stage = Stage(self._app, account.person.role, whose, known)
        row = next(row for row in REQUESTS if row.split(" (", maxsplit=1)[0] == label)
        ask = REQUESTS[row](stage)
        return ask, ask.bearer or (stage.caller.token if known is None else None)

    def _send(self, label: str, case: Case, account: Account, bearer: str | None = None) -> None:
        answer = self._call(case, bearer or account.token)
        if answer.status_code == 401 and bearer is None and account.sign_in_again():
            answer = self._call(case, account.token)
        self.tally.count(label, answer.status_code)
        try:
            case.validate_response(answer, checks=CHECKS)
        except FailureGroup as group:
            for failure in group.exceptions:
                told = f"{label} {answer.status_code}: {failure}"
                self.failures.setdefault(told, case.as_curl_command(headers=dict(answer.request.headers)))

    def _call(self, case: Case, token: str) -> Any:
        headers = {"Authorization": f"Bearer {token}"}
        return case.call(base_url=self._url, session=self._session, headers=headers)
