"""The API layer's parts that need no server: addresses, entity tags, cursors, pointers, routes that contradict."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app import cursors
from app.errors import Invalid
from app.http import Api
from app.http.clients import TrustedProxies
from app.http.etags import NO_VERSION, if_match
from app.http.parsing import WrongSignature
from app.http.shape import pointer
from app.schemas.base import Id, Path

PROXIES = TrustedProxies.of(["10.0.0.0/8", "::1"])


@pytest.mark.parametrize(
    ("peer", "forwarded", "client"),
    [
        ("203.0.113.9", "", "203.0.113.9"),
        ("203.0.113.9", "198.51.100.7", "203.0.113.9"),
        ("10.0.0.1", "198.51.100.7", "198.51.100.7"),
        ("10.0.0.1", "1.1.1.1, 198.51.100.7, 10.2.3.4", "198.51.100.7"),
        ("::1", "2001:db8::5", "2001:db8::5"),
        ("10.0.0.1", "10.0.0.2", "10.0.0.2"),
        ("10.0.0.1", "nonsense", "10.0.0.1"),
        ("10.0.0.1", "198.51.100.7, <script>", "10.0.0.1"),
    ],
)
def test_only_trusted_proxies_say_where_a_request_comes_from(peer: str, forwarded: str, client: str) -> None:
    assert PROXIES.client(peer, forwarded) == client


@pytest.mark.parametrize(
    ("header", "version"),
    [(None, None), ("*", None), (' * ', None), ('"7"', 7), ('W/"7"', 7), ('"0"', NO_VERSION), ("", NO_VERSION),
     ('"seven"', NO_VERSION), ("7", NO_VERSION), ('"9999999999999999999999"', NO_VERSION)],
)  # fmt: skip
def test_a_tag_that_we_never_gave_matches_no_version(header: str | None, version: int | None) -> None:
    assert if_match(header) == version


moments = st.datetimes(timezones=st.just(dt.UTC))
values = st.tuples(moments | st.none(), st.integers(-(2**63), 2**63 - 1), st.text(st.characters(codec="utf-8")))


@given(values)
def test_a_cursor_gives_back_what_it_was_made_of(row: tuple[dt.datetime | None, int, str]) -> None:
    if "\x00" in row[2]:
        return
    cursor = cursors.encode("-created_at", row)
    assert cursors.decode(cursor, "-created_at", (dt.datetime, int, str)) == row


@given(st.text() | st.text(alphabet="ABCabc012_-=", max_size=80))
def test_nothing_made_up_is_a_cursor(made_up: str) -> None:
    with pytest.raises(Invalid):
        cursors.decode(made_up, "id", (int,))


def test_a_cursor_belongs_to_its_sort_and_its_columns() -> None:
    cursor = cursors.encode("id", [1])
    for sort, kinds in (("-id", (int,)), ("id", (int, int)), ("id", (str,)), ("id", (dt.datetime,)), ("id", ())):
        with pytest.raises(Invalid):
            cursors.decode(cursor, sort, kinds)


def test_a_page_ends_where_the_rows_end() -> None:
    rows = [{"id": number} for number in range(3)]
    assert cursors.Page(3).of(rows, "id", "id") == {"items": rows, "next_cursor": None}
    page = cursors.Page(2).of(rows, "id", "id")
    assert page["items"] == rows[:2]
    assert cursors.Page(2, str(page["next_cursor"])).after("id", int) == (1,)
    assert cursors.Page(2).after("id", int) is None


def test_a_pointer_is_escaped_and_bounded() -> None:
    assert pointer(["a/b", "~", 0]) == "/a~1b/~0/0"
    assert len(pointer(["x" * 5000])) == 101


class ThingPath(Path):
    thing_id: Id


def no_inputs() -> None: ...


def unknown_input(thing: ThingPath) -> None: ...


def with_path(path: ThingPath) -> None: ...


def test_a_route_that_contradicts_itself_is_refused_at_import() -> None:
    api = Api("things", tag="Things")
    for rule, handler in (("/a/<int:thing_id>", no_inputs), ("/b", with_path), ("/c", unknown_input)):
        with pytest.raises(WrongSignature):
            api.get(rule)(handler)
