"""Rooms from a table: all of them or none, each bad line named."""

import io
from typing import Any

import openpyxl
import pytest

from app import db
from app.models import History, Room
from tests.api.places.cast import Cast
from tests.client import Answer, Client
from tests.factories import Person

TABLE = """name;floor;type;status;capacity;amenities
101;1;Double;occupied;2;Balcony, Bathtub
Schwimm\u00adbad;-1;;Out of order;;
12a;;Studio;;;
"""


def send(client: Client, cast: Cast, content: bytes | str, *, as_: Person | None = None, **query: str) -> Answer:
    """Upload a table to the house."""
    data = content.encode() if isinstance(content, str) else content
    form = {"file": (io.BytesIO(data), "rooms.csv")}
    return client.post(f"{cast.rooms}/import", as_=as_ or cast.manager, form=form, query=query)


def wrong(answer: Answer) -> list[tuple[int, str | None, str]]:
    """Line, column and code of each error; nothing may have been made."""
    result: Any = answer.ok()
    assert result["created"] == 0
    return [(one["line"], one["column"], one["code"]) for one in result["errors"]]


def names(client: Client, cast: Cast) -> list[str]:
    """The names of the house's rooms."""
    return [one["name"] for one in client.get(cast.rooms, as_=cast.manager).ok()["items"]]


@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("separator", [";", "\t"])
def test_a_table_makes_all_its_rooms(client: Client, cast: Cast, mark: str, separator: str) -> None:
    assert send(client, cast, mark + TABLE.replace(";", separator)).ok() == {"created": 3, "rows": 3, "errors": []}
    assert names(client, cast) == ["2", "10", "12a", "101", "Lobby", "Schwimm\u00adbad"]
    room = client.get(cast.rooms, as_=cast.manager, query={"q": "101"}).ok()["items"][0]
    assert {name: room[name] for name in ("floor", "type", "status", "capacity", "amenities")} == {
        "floor": 1, "type": "Double", "status": "occupied", "capacity": 2, "amenities": ["Balcony", "Bathtub"],
    }  # fmt: skip
    with db.unit_of_work() as session:
        assert session.query(History).filter_by(action="room.changed", entity_id=room["id"]).count() == 1
        made = session.get_one(Room, room["id"])
    assert made.base_status == "occupied"
    assert len(made.token) >= 22


def test_a_workbook_makes_rooms_too(client: Client, cast: Cast) -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for row in (["Name", "Floor", "Capacity"], [101, 1, 2.0], ["Garden", None, None]):
        sheet.append(row)
    content = io.BytesIO()
    book.save(content)
    assert send(client, cast, content.getvalue()).ok()["created"] == 2
    room = client.get(cast.rooms, as_=cast.manager, query={"q": "101"}).ok()["items"][0]
    assert (room["floor"], room["capacity"]) == (1, 2)


@pytest.mark.parametrize("place", ["query", "form"])
def test_a_dry_run_makes_nothing(client: Client, cast: Cast, place: str) -> None:
    if place == "query":
        answer = send(client, cast, TABLE, dry_run="true")
    else:
        form = {"file": (io.BytesIO(TABLE.encode()), "rooms.csv"), "dry_run": "true"}
        answer = client.post(f"{cast.rooms}/import", as_=cast.manager, form=form)
    assert answer.ok() == {"created": 0, "rows": 3, "errors": []}
    assert names(client, cast) == ["2", "10", "Lobby"]


def test_one_bad_line_and_nothing_is_made(client: Client, cast: Cast) -> None:
    table = """name,floor,type,status,capacity,amenities
LOBBY,,,,,
301,ground,,,,
302,3,,asleep,-1,
303,3,,,,
303,4,,,,
,5,,,,
304,3,,,,
"""
    assert wrong(send(client, cast, table)) == [
        (2, "name", "name_taken"),
        (3, "floor", "invalid"),
        (4, "status", "invalid"),
        (4, "capacity", "invalid"),
        (6, "name", "duplicate"),
        (7, "name", "required"),
    ]
    assert names(client, cast) == ["2", "10", "Lobby"]


@pytest.mark.parametrize(
    ("content", "code"),
    [("", "empty_file"), ("name,colour\n1,red\n", "unknown_column"), ("floor\n1\n", "missing_column")],
)
def test_what_is_no_table_of_rooms_is_named(client: Client, cast: Cast, content: str, code: str) -> None:
    assert [one[2] for one in wrong(send(client, cast, content))] == [code]


def test_only_who_may_edit_rooms_brings_them_in(client: Client, cast: Cast) -> None:
    for one in (cast.staff, cast.guest, cast.executive):
        send(client, cast, TABLE, as_=one).problem(403, "forbidden")
        send(client, cast, "?", as_=one, dry_run="true").problem(403)
    send(client, cast, TABLE, as_=cast.outsider).problem(404)


def test_a_request_without_its_file_is_refused(client: Client, cast: Cast) -> None:
    path = f"{cast.rooms}/import"
    answer = client.post(path, as_=cast.manager, form={})
    answer.problem(422)
    assert answer.pointers() == {"/file": "one_file"}
    client.post(path, as_=cast.manager, json={}).problem(415)


def test_two_thousand_rooms_are_made_in_one_go(client: Client, cast: Cast) -> None:
    table = "name\n" + "".join(f"R{number}\n" for number in range(2_000))
    assert send(client, cast, table).ok()["created"] == 2_000
    assert wrong(send(client, cast, table + "one more\n"))[-1][2] == "too_many_rows"
