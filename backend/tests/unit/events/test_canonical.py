"""A history row's hash is what docs/reference/history.md says, and changes with everything that it protects."""

import datetime as dt
import importlib.util
import json
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TypedDict

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.events.canonical import NotCanonical, canonical, digest, row_hash, seal, timestamp, values
from app.models.base import Json

HERE = Path(__file__).parent
REFERENCE = HERE.parents[3] / "docs" / "reference" / "history.md"


class Vector(TypedDict):
    """One row of vectors.json."""

    why: str
    header: dict[str, Json]
    values: dict[str, Json]
    salts: dict[str, str]
    canonical: dict[str, str]
    digests: dict[str, str]
    hash: str


VECTORS: list[Vector] = json.loads((HERE / "vectors.json").read_text())
each_vector = pytest.mark.parametrize("vector", VECTORS, ids=[vector["why"] for vector in VECTORS])

Named = Mapping[str, Json]
Verify = Callable[[Named, Named, Named, Named, str], bool]


@pytest.fixture(name="verifies")
def the_program_of_the_reference(tmp_path: Path) -> Verify:
    program = re.findall(r"```python\n(.*?)```", REFERENCE.read_text(), re.DOTALL)[0]
    path = tmp_path / "verify.py"
    path.write_text(program)
    spec = importlib.util.spec_from_file_location("verify", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    verify: Verify = module.verify
    return verify


@each_vector
def test_the_vectors_hold(vector: Vector) -> None:
    digests = {name: digest(value, bytes.fromhex(vector["salts"][name])) for name, value in vector["values"].items()}
    written = {name: canonical(value).decode() for name, value in vector["values"].items()}
    assert {"header": canonical(vector["header"]).decode(), **written} == vector["canonical"]
    assert {name: value.hex() for name, value in digests.items()} == vector["digests"]
    assert row_hash(vector["header"], digests).hex() == vector["hash"]


@each_vector
def test_the_published_program_agrees(vector: Vector, verifies: Verify) -> None:
    row = vector["values"], vector["salts"], vector["digests"]
    assert verifies(vector["header"], *row, vector["hash"])
    assert not verifies({**vector["header"], "actor_id": 999}, *row, vector["hash"])


@each_vector
def test_a_row_verifies_after_its_values_are_erased(vector: Vector, verifies: Verify) -> None:
    assert verifies(vector["header"], {}, {}, vector["digests"], vector["hash"])


def test_a_value_that_was_changed_added_or_swapped_does_not_verify(verifies: Verify) -> None:
    vector = VECTORS[0]
    header, named, salts, digests = (vector[part] for part in ("header", "values", "salts", "digests"))
    assert not verifies(header, {**named, "ip": "203.0.113.8"}, salts, digests, vector["hash"])
    assert not verifies(header, {**named, "more": 1}, salts, digests, vector["hash"])
    other = {**digests, "ip": digests["reason"]}
    assert not verifies(header, {}, {}, other, vector["hash"])


def test_the_reference_shows_a_vector_in_full() -> None:
    page = REFERENCE.read_text()
    shown = VECTORS[1]
    for line in [*shown["canonical"].values(), *shown["salts"].values(), *shown["digests"].values(), shown["hash"]]:
        assert f" {line}\n" in page


def test_every_field_of_the_header_is_protected() -> None:
    vector = VECTORS[0]
    hashes = {row_hash({**vector["header"], name: "changed"}, {}) for name in vector["header"]}
    assert len(hashes | {row_hash(vector["header"], {})}) == len(vector["header"]) + 1


def test_a_header_lacks_nothing_and_adds_nothing() -> None:
    header = VECTORS[0]["header"]
    with pytest.raises(ValueError, match=r"\['at'\]"):
        row_hash({name: value for name, value in header.items() if name != "at"}, {})
    with pytest.raises(ValueError, match=r"\['extra'\]"):
        row_hash({**header, "extra": 1}, {})


def test_names_and_digests_cannot_be_shifted_into_one_another() -> None:
    header = VECTORS[0]["header"]
    assert row_hash(header, {"ab": b"c" * 32}) != row_hash(header, {"a": b"b" + b"c" * 32})


def test_a_sealed_row_verifies(verifies: Verify) -> None:
    header = VECTORS[0]["header"]
    named = values({"status": ["open", "resolved"], "priority": ["low", "high"]}, reason="done", ip=None)
    sealed = seal(header, named)
    assert list(named) == ["changes.status", "changes.priority", "reason"]
    assert verifies(header, named, sealed.salts, sealed.digests, sealed.hash.hex())


def test_equal_values_have_salts_of_their_own() -> None:
    named: dict[str, Json] = {"reason": "same", "ip": "same"}
    header = VECTORS[0]["header"]
    salts = [*seal(header, named).salts.values(), *seal(header, named).salts.values()]
    assert len(set(salts)) == 4
    assert {len(bytes.fromhex(salt)) for salt in salts} == {16}


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | st.text(st.characters(codec="utf-8")),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(st.characters(max_codepoint=127)), inner),
)


@given(_JSON)
def test_it_is_rfc_8785_for_the_values_of_history(value: Json) -> None:
    assert canonical(value).decode() == _plain_rfc_8785(value)


def _plain_rfc_8785(value: Json) -> str:
    if isinstance(value, Mapping):
        names = sorted(value, key=lambda name: name.encode("utf-16-be"))
        return "{" + ",".join(f"{_quoted(name)}:{_plain_rfc_8785(value[name])}" for name in names) + "}"
    if isinstance(value, str):
        return _quoted(value)
    if isinstance(value, bool) or value is None:
        return {True: "true", False: "false", None: "null"}[value]
    if isinstance(value, int | float):
        return str(value)
    return "[" + ",".join(_plain_rfc_8785(item) for item in value) + "]"


def _quoted(text: str) -> str:
    short = {'"': r"\"", "\\": r"\\", "\b": r"\b", "\t": r"\t", "\n": r"\n", "\f": r"\f", "\r": r"\r"}
    return '"' + "".join(short.get(c) or (f"\\u{ord(c):04x}" if c < " " else c) for c in text) + '"'


@pytest.mark.parametrize("value", [1.5, {"cost": [1.0]}, 2**53, -(2**60), {"größe": 1}, "\ud800"])
def test_what_has_no_canonical_form_is_refused(value: Json) -> None:
    with pytest.raises(NotCanonical):
        canonical(value)


def test_a_moment_is_written_in_utc_with_six_digits() -> None:
    at = dt.datetime(2026, 1, 1, 0, 30, tzinfo=dt.timezone(dt.timedelta(hours=1)))
    assert timestamp(at) == "2025-12-31T23:30:00.000000Z"
    assert timestamp(at.replace(year=999, microsecond=7)) == "0998-12-31T23:30:00.000007Z"
    with pytest.raises(ValueError, match="time zone"):
        timestamp(at.replace(tzinfo=None))
