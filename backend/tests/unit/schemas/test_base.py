"""The kinds of value that all schemas share."""

import json
from typing import Annotated

import pytest
from pydantic import ValidationError

from app.schemas.base import Day, Email, Id, Instant, Line, Model, Page, Text


class Sample(Model):
    line: Annotated[str, Line(10)] = "x"
    text: Annotated[str, Text(20)] | None = None
    id: Id = 1
    email: Email | None = None
    at: Instant | None = None
    day: Day | None = None


class SamplePage(Page[Sample]):
    """A page of samples."""


def read(**values: object) -> Sample:
    return Sample.model_validate_json(json.dumps(values))


def code(**values: object) -> str:
    with pytest.raises(ValidationError) as refused:
        read(**values)
    return refused.value.errors()[0]["type"]


def test_texts_are_cleaned() -> None:
    assert read(line=" two\tbits ").line == "two bits"
    assert read(text="one\r\ntwo").text == "one\ntwo"
    assert read(line="e\u0301").line == "é"


def test_cleaning_never_makes_a_text_longer_than_allowed() -> None:
    assert code(line="\u0958" * 10) == "too_long"


@pytest.mark.parametrize("value", [True, 1.0, "1", 0, -1, 2**63, 10**30, None])
def test_an_id_is_a_positive_bigint(value: object) -> None:
    code(id=value)


@pytest.mark.parametrize("value", ["a", "a@b", "a@b c.org", "@x.org", "x" * 250 + "@x.org", "a@x.org\n", "a\x00@x.org"])
def test_what_is_no_address_is_refused(value: str) -> None:
    code(email=value)


def test_an_address_is_kept_as_it_is_written() -> None:
    assert read(email="Ann.O'Neil+tickets@demo.example").email == "Ann.O'Neil+tickets@demo.example"


@pytest.mark.parametrize(
    "value", ["2026-05-04T09:30:00", "2026-05-04", "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00", 1, "soon"]
)
def test_a_time_has_a_zone_and_fits_every_store(value: object) -> None:
    code(at=value)


def test_a_time_leaves_in_utc() -> None:
    assert json.loads(read(at="2026-05-04T11:30:00+02:00").model_dump_json())["at"] == "2026-05-04T09:30:00Z"


def test_a_page_has_its_own_name_and_says_that_it_may_end() -> None:
    schema = SamplePage.model_json_schema()
    assert schema["title"] == "SamplePage"
    assert schema["required"] == ["items", "next_cursor"]
