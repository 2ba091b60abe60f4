"""Numbers, times and changes are said in words that need no second look."""

import datetime as dt

import pytest

from app.reports.daily_summary import words


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        (0, "under 1 min"), (29, "under 1 min"), (31, "1 min"), (660, "11 min"), (3_569, "59 min"), (3_570, "1 h"),
        (18_600, "5 h 10"), (3_900, "1 h 05"), (172_740, "47 h 59"), (172_800, "2 d"), (190_800, "2 d 5 h"),
    ],
)  # fmt: skip
def test_a_duration_gets_coarser_as_it_grows(seconds: int, said: str) -> None:
    assert words.duration(seconds) == said


@pytest.mark.parametrize(
    ("now", "before", "change", "is_slower"),
    [
        ([480], [660], "3 min faster", False),
        ([660], [480], "3 min slower", True),
        ([22_500], [18_600], "1 h 05 slower", True),
        ([659], [600], "as last week", False),  # not a whole minute
        ([36_000], [37_800], "as last week", False),  # less than a twentieth
        ([480], [], "", False),
    ],
)
def test_a_median_says_whether_it_is_faster(now: list[int], before: list[int], change: str, is_slower: bool) -> None:
    found = words.median_of(now, before)
    assert (found.change, found.is_slower) == (change, is_slower)


def test_the_median_of_an_even_number_lies_between_the_middle_two() -> None:
    found = words.median_of([60, 600, 120, 1_200], [])
    assert (found.seconds, found.words) == (360, "6 min")


def test_nothing_measured_is_a_dash() -> None:
    found = words.median_of([], [600])
    assert (found.seconds, found.before, found.words, found.change) == (None, 600, "\N{EN DASH}", "")


def test_floors_and_days_are_said_as_people_say_them() -> None:
    said = [words.floor(level) for level in (None, -2, -1, 0, 1, 2, 3, 11, 12, 21, 113)]
    assert said == [
        "", "2nd basement", "basement", "ground floor", "1st floor", "2nd floor", "3rd floor", "11th floor",
        "12th floor", "21st floor", "113th floor",
    ]  # fmt: skip
    assert words.date(dt.date(2026, 5, 12)) == "Tuesday 12 May"
    assert [words.counted(count, "ticket") for count in (0, 1, 2, 12, 13, 1_200)] == [
        "no tickets", "one ticket", "two tickets", "twelve tickets", "13 tickets", "1,200 tickets",
    ]  # fmt: skip
