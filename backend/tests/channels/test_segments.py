"""How many SMS a text is, letter by letter at the bounds; and what is cut so that it is not too many."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.integrations.sms.numbers import e164
from app.integrations.sms.segments import fitted, plain, segments

LINK = "https://tickets.example.org/app/tickets/12345"


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("", 1),
        ("a" * 160, 1),
        ("a" * 161, 2),
        ("a" * 306, 2),
        ("a" * 307, 3),
        ("ü" * 160, 1),
        ("€" * 80, 1),
        ("€" * 81, 2),
        ("a" * 152 + "€" + "a" * 151, 2),
        ("a" * 152 + "€" + "a" * 152, 3),
        ("ж" * 70, 1),
        ("ж" * 71, 2),
        ("ж" * 134, 2),
        ("ж" * 135, 3),
        ("😀" * 35, 1),
        ("😀" * 36, 2),
        ("😀" * 67, 3),
        ("a" * 159 + "ж", 3),
    ],
)
def test_segments_are_counted_as_the_network_does(text: str, count: int) -> None:
    assert segments(text) == count


def test_one_typographic_quote_does_not_halve_what_fits() -> None:
    assert segments("It\u2019s fixed \u2013 \u201cat last\u201d" + "a" * 100) == 2
    assert segments(plain("It\u2019s fixed \u2013 \u201cat last\u201d" + "a" * 100)) == 1


def test_a_short_text_stays_and_a_long_one_ends_at_a_word_before_the_whole_link() -> None:
    assert fitted("It drips.", LINK) == f"It drips.\n{LINK}"
    cut = fitted("dripping " * 100, LINK)
    assert segments(cut) == 3
    assert cut.endswith(f"dripping...\n{LINK}")
    assert len(cut) > 440


@given(st.text(max_size=700), st.integers(1, 4))
def test_whatever_is_written_fits_and_keeps_its_link(text: str, most: int) -> None:
    cut = fitted(text, LINK, most)
    assert segments(cut) <= most
    assert cut.endswith(LINK)


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("+43 660 1234567", "+436601234567"),
        ("+1 (415) 555-2345", "+14155552345"),
        ("0660 1234567", None),
        ("+43 (0) 660 1234567", None),
        ("+43 1", None),
        ("+999 1234567", None),
        ("reception", None),
        ("", None),
        (None, None),
    ],
)
def test_a_number_without_its_country_is_nobodys(typed: str | None, number: str | None) -> None:
    assert e164(typed) == number
