"""Every route of the app, in every role, for one's own, others' and elsewhere's: against a table of expectations."""

import re
from typing import Final

import pytest
from flask import Flask

from app.http.limits import limits_of
from tests.client import Client
from tests.permissions.requests import REQUESTS
from tests.permissions.stage import ROLES, Stage, Whose
from tests.permissions.table import TABLE

OUT: Final = "signed out"
Cells = dict[str, dict[str, str]]


def test_the_table_names_every_route_of_the_app_and_no_other(app: Flask) -> None:
    served = {
        f"{method} {_readable(rule.rule)}"
        for rule in app.url_map.iter_rules()
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
    }
    assert {_route(row) for row in TABLE} == served
    assert REQUESTS.keys() == TABLE.keys()


@pytest.mark.parametrize("row", TABLE)
def test_everybody_may_do_what_the_table_says_and_nothing_else(app: Flask, client: Client, row: str) -> None:
    expected = _expected(row)
    assert {whose: _answers(app, client, row, whose, list(cells)) for whose, cells in expected.items()} == expected


def _readable(rule: str) -> str:
    return re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", rule)


def _route(row: str) -> str:
    return row.split(" (", maxsplit=1)[0]


def _expected(row: str) -> Cells:
    """Whose → role → answer. What is nobody's own is asked for once."""
    *owned, out = TABLE[row]
    expected: Cells = {OUT: {OUT: out}}
    for whose, cells in zip(Whose, owned, strict=False):
        expected[str(whose)] = dict(zip(ROLES, cells.split(), strict=True))
    return expected


def _answers(app: Flask, client: Client, row: str, whose: str, roles: list[str]) -> dict[str, str]:
    return {role: _answer(app, client, row, whose, role) for role in roles}


def _answer(app: Flask, client: Client, row: str, whose: str, role: str) -> str:
    """One cell, with rows of its own. Who is signed out asks for what a guest owns."""
    limits_of(app).reset()
    is_out = whose == OUT
    stage = Stage(app, "guest" if is_out else role, Whose.OWN if is_out else Whose(whose))
    ask = REQUESTS[row](stage)
    return ask.call(client, row.split(maxsplit=1)[0], None if is_out else stage.caller)
