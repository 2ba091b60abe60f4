"""Rooms of a property: who sees them, who makes, changes and archives them."""

from threading import Thread
from typing import Any

import pytest

from app import db
from app.models import History, Room, Ticket
from tests.api.places.cast import Cast
from tests.client import Answer, Client
from tests.processes import eventually


def names(answer: Any) -> list[str]:
    """The names in a list."""
    return [item["name"] for item in answer["items"]]


def test_a_room_is_made_with_a_token_of_its_own(client: Client, cast: Cast) -> None:
    body = {"name": "Schwimm\u00adbad", "floor": -2, "kind": "common", "capacity": 40, "amenities": ["Sauna"]}
    answer = client.post(cast.rooms, as_=cast.manager, json=body)
    made = answer.ok(201)
    assert {name: made[name] for name in body} == body
    assert made["property"]["id"] == cast.house
    assert (made["status"], made["type"], made["open_ticket_count"]) == ("available", "", 0)
    assert answer.headers["Location"] == f"{cast.rooms}/{made['id']}"
    assert "token" not in made
    with db.unit_of_work() as session:
        assert len(session.get_one(Room, made["id"]).token) >= 22
        event = session.query(History).filter_by(action="room.changed", entity_id=made["id"]).one()
    assert (event.actor_id, event.property_id) == (cast.manager.id, cast.house)


@pytest.mark.parametrize(
    ("field", "value", "code"),
    [
        ("name", "", "too_short"),
        ("name", "x" * 101, "too_long"),
        ("floor", 301, "too_large"),
        ("floor", "1", "int_type"),
        ("capacity", -1, "too_small"),
        ("kind", "suite", "choice"),
        ("status", "broken", "choice"),
        ("status", None, "choice"),
        ("amenities", ["x"] * 51, "too_many_items"),
        ("token", "abc", "unknown_field"),
    ],
)
def test_what_no_room_can_have_is_named(client: Client, cast: Cast, field: str, value: object, code: str) -> None:
    room = f"{cast.rooms}/{cast.room2}"
    for answer in (
        client.post(cast.rooms, as_=cast.manager, json={"name": "N", field: value}),
        client.put(room, as_=cast.manager, json={"name": "N", field: value}),
        client.patch(room, as_=cast.manager, json={field: value}),
    ):
        answer.problem(422)
        assert answer.pointers() == {f"/{field}": code}


def test_a_name_is_given_once_in_a_property(client: Client, cast: Cast) -> None:
    client.post(cast.rooms, as_=cast.manager, json={"name": "LOBBY"}).problem(409, "name_taken")
    client.patch(f"{cast.rooms}/{cast.room2}", as_=cast.manager, json={"name": "lobby"}).problem(409, "name_taken")
    client.post(f"/properties/{cast.other}/rooms", as_=cast.outsider, json={"name": "Lobby"}).ok(201)
    client.delete(f"{cast.rooms}/{cast.lobby}", as_=cast.manager).ok(204)
    client.post(cast.rooms, as_=cast.manager, json={"name": "Lobby"}).ok(201)


def test_names_sort_naturally_over_pages(client: Client, cast: Cast) -> None:
    assert names(client.get(cast.rooms, as_=cast.staff).ok()) == ["2", "10", "Lobby"]
    first = client.get(cast.rooms, as_=cast.staff, query={"limit": 2}).ok()
    second = client.get(cast.rooms, as_=cast.staff, query={"limit": 2, "cursor": first["next_cursor"]}).ok()
    assert (names(first), names(second), second["next_cursor"]) == (["2", "10"], ["Lobby"], None)
    client.get("/properties", as_=cast.staff, query={"cursor": "abc"}).problem(422)


def test_rooms_are_filtered_by_floor_status_and_words(client: Client, cast: Cast) -> None:
    client.patch(f"{cast.rooms}/{cast.room2}", as_=cast.manager, json={"status": "cleaning", "type": "Studio 5%"}).ok()

    def found(**query: object) -> list[str]:
        return names(client.get(cast.rooms, as_=cast.staff, query=query).ok())

    assert found(floor=[-1, 0]) == ["2", "Lobby"]
    assert found(status="cleaning") == ["2"]
    assert found(q="LOB") == ["Lobby"]
    assert found(q="5%") == ["2"]
    assert found(q="%") == ["2"]
    assert found(q="_") == []
    client.get(cast.rooms, as_=cast.staff, query={"status": "broken"}).problem(422)
    client.get(cast.rooms, as_=cast.staff, query={"color": "red"}).problem(422)


def test_guests_see_the_common_areas_and_their_own_room(client: Client, cast: Cast) -> None:
    assert names(client.get(cast.rooms, as_=cast.guest).ok()) == ["2", "Lobby"]
    client.get(f"{cast.rooms}/{cast.room2}", as_=cast.guest).ok()
    client.get(f"{cast.rooms}/{cast.room10}", as_=cast.guest).problem(404)
    client.patch(f"{cast.rooms}/{cast.room2}", as_=cast.guest, json={"status": "available"}).problem(403)


def test_strangers_see_no_room(client: Client, cast: Cast) -> None:
    client.get(cast.rooms, as_=cast.outsider).problem(404)
    client.get(f"{cast.rooms}/{cast.room2}", as_=cast.outsider).problem(404)
    client.post(cast.rooms, as_=cast.outsider, json={"name": "New"}).problem(404)
    client.get(f"{cast.rooms}/{cast.room2}").problem(401)
    client.get(f"{cast.rooms}/{cast.other_room}", as_=cast.admin).problem(404)
    client.get(f"{cast.rooms}/{2**70}", as_=cast.admin).problem(404)


def test_staff_set_a_status_and_nothing_else(client: Client, cast: Cast) -> None:
    path = f"{cast.rooms}/{cast.room10}"
    assert client.patch(path, as_=cast.staff, json={"status": "occupied"}).ok()["status"] == "occupied"
    client.patch(path, as_=cast.staff, json={"status": "occupied", "floor": 3}).problem(403)
    client.put(path, as_=cast.staff, json={"name": "10", "status": "occupied"}).problem(403)
    client.post(cast.rooms, as_=cast.staff, json={"name": "New"}).problem(403)
    client.delete(path, as_=cast.staff).problem(403)
    client.patch(path, as_=cast.executive, json={"status": "available"}).problem(403)


def test_put_sets_everything_and_keeps_a_status_that_it_does_not_name(client: Client, cast: Cast) -> None:
    path = f"{cast.rooms}/{cast.room10}"
    client.patch(path, as_=cast.manager, json={"type": "Double", "status": "occupied", "capacity": 2}).ok()
    put = client.put(path, as_=cast.manager, json={"name": "10a"}, if_match=2).ok()
    shown = {name: put[name] for name in ("name", "floor", "type", "capacity", "status", "version")}
    assert shown == {"name": "10a", "floor": None, "type": "", "capacity": None, "status": "occupied", "version": 3}
    client.put(path, as_=cast.manager, json={"name": "11"}, if_match=2).problem(412)


def test_each_room_says_how_many_tickets_the_caller_sees_there(client: Client, cast: Cast) -> None:
    cast.ticket(cast.room2)
    cast.ticket(cast.room2, "in_progress", hours=-1)
    cast.ticket(cast.room2, "closed", hours=-1)
    cast.ticket(cast.lobby, hours=-1, reporter=cast.staff)

    def counts(answer: Any) -> dict[str, tuple[int, int]]:
        return {one["name"]: (one["open_ticket_count"], one["late_ticket_count"]) for one in answer["items"]}

    everything = counts(client.get(cast.rooms, as_=cast.manager).ok())
    assert everything == {"2": (2, 1), "10": (0, 0), "Lobby": (1, 1)}
    assert counts(client.get(cast.rooms, as_=cast.guest).ok()) == {"2": (2, 1), "Lobby": (0, 0)}
    assert client.get(f"{cast.rooms}/{cast.room2}", as_=cast.manager).ok()["late_ticket_count"] == 1


def test_a_room_with_active_tickets_stays(client: Client, cast: Cast) -> None:
    path = f"{cast.rooms}/{cast.room2}"
    cast.ticket(cast.room2, "on_hold")
    assert client.delete(path, as_=cast.manager).problem(409, "has_active_tickets")["params"] == {"tickets": 1}
    client.delete(f"{cast.rooms}/{cast.room10}", as_=cast.manager, if_match=7).problem(412)
    client.delete(f"{cast.rooms}/{cast.room10}", as_=cast.manager, if_match=1).ok(204)
    client.get(f"{cast.rooms}/{cast.room10}", as_=cast.manager).problem(404)


def test_archiving_waits_for_a_ticket_that_is_being_reported(client: Client, cast: Cast) -> None:
    answers: list[Answer] = []
    archives = Thread(
        target=lambda: answers.append(client.delete(f"{cast.rooms}/{cast.room10}", as_=cast.manager)), daemon=True
    )
    ticket_id = cast.ticket(cast.room2)
    with db.unit_of_work() as session:
        session.get_one(Ticket, ticket_id).room_id = cast.room10
        session.flush()
        archives.start()
        eventually(_somebody_waits_for_a_lock)
    archives.join()
    answers[0].problem(409, "has_active_tickets")


def _somebody_waits_for_a_lock() -> bool:
    waiting = "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()"
    with db.reads() as connection:
        return connection.exec_driver_sql(waiting).scalar_one() > 0


def test_the_same_creation_twice_under_one_key_makes_one_room(client: Client, cast: Cast) -> None:
    first = client.post(cast.rooms, as_=cast.manager, json={"name": "New"}, key="k" * 12).ok(201)
    again = client.post(cast.rooms, as_=cast.manager, json={"name": "New"}, key="k" * 12).ok(201)
    assert again["id"] == first["id"]
