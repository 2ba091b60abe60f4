"""What people write is kept as they wrote it, and can neither hide nor disturb anything."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.models.text import clean, clean_line, is_blank, natural_key

RLO, PDF, RLI, PDI, LRE = "\u202e", "\u202c", "\u2067", "\u2069", "\u202a"
ZWSP, ZWNJ, ZWJ, BOM = "\u200b", "\u200c", "\u200d", "\ufeff"
FAMILY = f"👩{ZWJ}👩{ZWJ}👧"


@pytest.mark.parametrize("character", ["\0", "\x01", "\x1b", "\x0b", "\x7f", "\x80", "\x9f", "\ud800"])
@pytest.mark.parametrize("tidy", [clean, clean_line])
def test_control_characters_are_refused_by_their_code(tidy: type[str], character: str) -> None:
    with pytest.raises(ValueError, match=r"^control_characters$"):
        tidy(f"tap{character}drips")


def test_line_ends_of_every_system_become_one() -> None:
    assert clean("a\r\nb\rc\nd\u2028e") == "a\nb\nc\nd\ne"


def test_letters_are_composed() -> None:
    assert clean("Zu\u0308rich") == "Zürich"


def test_markdown_keeps_its_indentation_and_loses_blank_edges() -> None:
    assert clean(f"{BOM}\n  \n    code\n\ttab{ZWSP} \n\n") == "    code\n\ttab"


@pytest.mark.parametrize("text", [FAMILY, f"می{ZWNJ}خواهم", "❤\ufe0f"])
@pytest.mark.parametrize("tidy", [clean, clean_line])
def test_emoji_and_scripts_keep_their_joiners(tidy: type[str], text: str) -> None:
    assert tidy(f"{ZWJ}{text}{ZWSP}") == text


def test_a_name_has_one_line_and_nothing_invisible_in_it() -> None:
    assert clean_line(f" ad{ZWSP}min{BOM}\n\t of  {RLO}night{PDF}{RLI}s{PDI} ") == "admin of nights"


def test_a_balanced_direction_stays_in_a_text() -> None:
    text = f"see {RLI}שלום {LRE}abc{PDF}{PDI} here"
    assert clean(text) == text


def test_an_open_direction_ends_with_its_line() -> None:
    assert clean(f"a{RLO}b\nc{RLI}d{LRE}e") == f"a{RLO}b{PDF}\nc{RLI}d{LRE}e{PDF}{PDI}"


def test_an_end_that_ends_nothing_goes() -> None:
    assert clean(f"a{PDI}b{PDF}c") == "abc"


def test_the_end_of_an_isolate_ends_what_is_open_in_it() -> None:
    assert clean(f"{RLI}{LRE}a{PDI}b{PDF}") == f"{RLI}{LRE}a{PDF}{PDI}b"


@pytest.mark.parametrize(
    "text", ["", " \n\t", ZWSP, f"{ZWJ}{BOM}\u2060", "\u3164", "\u2800", "\ufe0f", RLO, "\u00ad\u200e"]
)
def test_a_text_that_shows_nothing_is_blank(text: str) -> None:
    assert is_blank(text)


@pytest.mark.parametrize("text", ["a", ".", "0", FAMILY, f"{ZWSP}x"])
def test_a_text_that_shows_something_is_not_blank(text: str) -> None:
    assert not is_blank(text)


@given(st.text())
def test_cleaning_twice_changes_nothing_more(text: str) -> None:
    try:
        once, line = clean(text), clean_line(text)
    except ValueError:
        assert any(unicodedata.category(character) in ("Cc", "Cs") for character in text)
    else:
        assert (clean(once), clean_line(line)) == (once, line)
        assert "\n" not in line


@given(st.text(st.sampled_from(f"ab\n{RLO}{PDF}{RLI}{PDI}{LRE}")))
def test_after_each_line_no_direction_is_open(text: str) -> None:
    for line in clean(text).split("\n"):
        closers: list[str] = []
        for character in line:
            if character in (RLO, LRE, RLI):
                closers.append(PDI if character == RLI else PDF)
            elif character in (PDF, PDI):
                assert closers.pop() == character
        assert closers == []


def test_a_long_blank_text_is_cleaned_at_once() -> None:
    assert clean(" \u200b" * 500_000) == ""


@given(st.integers(0, 10**12), st.integers(0, 10**12))
def test_numbers_in_names_sort_by_value(one: int, other: int) -> None:
    assert (natural_key(f"Room {one}a") < natural_key(f"Room {other}a")) == (one < other)


@pytest.mark.parametrize(
    "names",
    [
        ["Room 2", "Room 10", "Room 101", "Room 101a", "Room 102"],
        ["Lobby", "Löbby 2", "lobby 10"],
        ["1.2", "1.10", "2.1"],
        ["Aarhus", "Østerbro", "Zagreb"],
        ["Straße 1", "STRASSE 2"],
        ["٢", "10"],
    ],
)
def test_names_sort_as_people_expect(names: list[str]) -> None:
    keys = [natural_key(name).encode() for name in names]
    assert keys == sorted(set(keys))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Zürich", "ZURICH"),
        ("Øre", "ore"),
        ("Łódź", "lodz"),
        ("İstanbul", "\u0131stanbul"),
        ("Þór", "thor"),
        ("Room 007", "room  7"),
    ],
)
def test_case_accents_and_leading_zeros_do_not_count(one: str, other: str) -> None:
    assert natural_key(one) == natural_key(other)


def test_a_number_of_any_length_has_a_key() -> None:
    assert len(natural_key("9" * 5000)) == 5003
