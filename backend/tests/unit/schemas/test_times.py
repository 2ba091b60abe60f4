"""Times and days as clients write them: ISO 8601, with a time zone, and no numbers."""

import datetime as dt

import pytest
from pydantic import ValidationError

from app.schemas.base import Day, Instant, Model, Query


class Body(Model):
    """A body with a time and a day."""

    at: Instant | None = None
    on: Day | None = None


class Parameters(Query):
    """The same as query parameters."""

    at: Instant | None = None
    on: Day | None = None


def test_a_time_with_its_zone_and_a_day_are_read() -> None:
    body = Body.model_validate_json('{"at": "2026-05-04T11:30:00.5+02:00", "on": "2026-05-04"}')
    assert body.at == dt.datetime(2026, 5, 4, 9, 30, 0, 500_000, dt.UTC)
    assert body.on == dt.date(2026, 5, 4)
    assert Parameters.model_validate({"at": "2026-05-04T11:30:00.5+02:00", "on": "2026-05-04"}).at == body.at
    assert body.model_dump(mode="json") == {"at": "2026-05-04T09:30:00.500000Z", "on": "2026-05-04"}


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("at", "0.5"),
        ("at", "1700000000"),
        ("at", "1e9"),
        ("at", "2026-05-04"),
        ("at", "2026-05-04T11:30:00"),
        ("at", "tomorrow"),
        ("on", "0"),
        ("on", "20260504"),
        ("on", "2026-05-04T00:00:00Z"),
        ("on", "2026-13-04"),
    ],
)
def test_what_is_not_written_like_that_is_refused(field: str, text: str) -> None:
    with pytest.raises(ValidationError):
        Body.model_validate({field: text})
    with pytest.raises(ValidationError):
        Body.model_validate_json(f'{{"{field}": "{text}"}}')
    with pytest.raises(ValidationError):
        Parameters.model_validate({field: text})


@pytest.mark.parametrize("json", ['{"at": 1700000000}', '{"at": 0.5}', '{"on": 0}', '{"at": true}'])
def test_a_number_is_no_time(json: str) -> None:
    with pytest.raises(ValidationError):
        Body.model_validate_json(json)
