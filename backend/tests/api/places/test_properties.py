"""Properties: who sees them, who makes, changes and archives them."""

import secrets
from typing import Any

import pytest

from app import db
from app.models import History, PropertyCounter
from tests.api.places.cast import Cast
from tests.client import Client


def new(**fields: object) -> dict[str, object]:
    """The body of a property with a code of its own."""
    code = "N" + secrets.token_hex(3).upper()
    return {"name": f"New {code}", "code": code, **fields}


def names(answer: Any) -> list[str]:
    """The names in a list."""
    return [item["name"] for item in answer["items"]]


def test_a_property_is_made_by_a_super_admin_with_its_counter_and_its_history(client: Client, cast: Cast) -> None:
    body = new(timezone="Europe/Berlin", currency="CHF", address="Weg 1\n20000 Hamburg")
    answer = client.post("/properties", as_=cast.admin, json=body)
    made = answer.ok(201)
    assert {name: made[name] for name in body} == body
    assert (made["type"], made["guest_days"], made["floors"], made["version"]) == ("hotel", 14, [], 1)
    assert answer.headers["Location"] == f"/properties/{made['id']}"
    assert answer.headers["ETag"] == '"1"'
    with db.unit_of_work() as session:
        counter = session.get_one(PropertyCounter, made["id"])
        event = session.query(History).filter_by(action="property.changed", entity_id=made["id"]).one()
    assert counter.last_number == 0
    assert event.actor_id == cast.admin.id
    assert event.changes["name"] == [None, body["name"]]


@pytest.mark.parametrize("role", ["manager", "staff", "guest", "executive"])
def test_nobody_else_makes_a_property(client: Client, cast: Cast, role: str) -> None:
    client.post("/properties", as_=getattr(cast, role), json=new()).problem(403, "forbidden")


@pytest.mark.parametrize(
    ("field", "value", "code"),
    [
        ("code", "barh", "pattern"),
        ("code", "B", "pattern"),
        ("code", "ABCDEFGHI", "pattern"),
        ("timezone", "Europe/Hamburg", "time_zone_name"),
        ("currency", "XYZ", "currency"),
        ("currency", "EURO", "too_long"),
        ("name", " \u200b ", "blank"),
        ("name", None, "string_type"),
        ("guest_days", 366, "too_large"),
        ("colour", "red", "unknown_field"),
    ],
)
def test_what_no_property_can_have_is_named(client: Client, cast: Cast, field: str, value: object, code: str) -> None:
    for answer in (
        client.post("/properties", as_=cast.admin, json=new(**{field: value})),
        client.patch(f"/properties/{cast.house}", as_=cast.admin, json={field: value}),
    ):
        answer.problem(422)
        assert answer.pointers() == {f"/{field}": code}


def test_names_and_codes_are_unique_among_those_that_are_not_archived(client: Client, cast: Cast) -> None:
    body = new()
    first = client.post("/properties", as_=cast.admin, json=body).ok(201)
    same_name = {**new(), "name": str(body["name"]).upper()}
    client.post("/properties", as_=cast.admin, json=same_name).problem(409, "name_taken")
    client.post("/properties", as_=cast.admin, json={**new(), "code": body["code"]}).problem(409, "code_taken")
    client.patch(f"/properties/{cast.house}", as_=cast.admin, json={"name": body["name"]}).problem(409, "name_taken")
    client.delete(f"/properties/{first['id']}", as_=cast.admin).ok(204)
    client.post("/properties", as_=cast.admin, json=body).ok(201)


def test_a_code_that_was_in_use_before_goes_on_behind_its_last_number(client: Client, cast: Cast) -> None:
    body = new()
    first = client.post("/properties", as_=cast.admin, json=body).ok(201)
    with db.unit_of_work() as session:
        session.connection().exec_driver_sql(
            "UPDATE tickets SET number = %s, status = 'closed' WHERE id = %s",
            (f"{body['code']}-41", cast.ticket(cast.room10)),
        )
    client.delete(f"/properties/{first['id']}", as_=cast.admin).ok(204)
    again = client.post("/properties", as_=cast.admin, json=body).ok(201)
    with db.unit_of_work() as session:
        assert session.get_one(PropertyCounter, again["id"]).last_number == 41


def test_everybody_sees_their_own_properties_only(client: Client, cast: Cast) -> None:
    for one in (cast.manager, cast.staff, cast.guest, cast.executive):
        assert [item["id"] for item in client.get("/properties", as_=one).ok()["items"]] == [cast.house]
        client.get(f"/properties/{cast.other}", as_=one).problem(404, "not_found")
        client.patch(f"/properties/{cast.other}", as_=one, json={"name": "Mine"}).problem(404)
    client.get(f"/properties/{cast.house}", as_=cast.outsider).problem(404)
    client.get("/properties").problem(401)


def test_floors_are_those_of_the_rooms_that_are_there(client: Client, cast: Cast) -> None:
    path = f"/properties/{cast.house}"
    assert client.get(path, as_=cast.staff).ok()["floors"] == [-1, 0, 1]
    client.delete(f"{cast.rooms}/{cast.room10}", as_=cast.manager).ok(204)
    assert client.get(path, as_=cast.staff).ok()["floors"] == [-1, 0]
    assert client.get(path, as_=cast.guest).ok()["floors"] == [-1, 0]


def test_the_list_goes_on_by_name_with_numbers_in_order(client: Client, cast: Cast) -> None:
    word = secrets.token_hex(3)
    for number in (10, 2, 1):
        client.post("/properties", as_=cast.admin, json=new(name=f"!{word} {number}")).ok(201)
    seen: list[str] = []
    query: dict[str, object] = {"limit": 2}
    while True:
        answer = client.get("/properties", as_=cast.admin, query=query)
        seen += [name for name in names(answer.ok()) if word in name]
        if answer.json["next_cursor"] is None:
            break
        query["cursor"] = answer.json["next_cursor"]
        assert 'rel="next"' in answer.headers["Link"]
    assert seen == [f"!{word} 1", f"!{word} 2", f"!{word} 10"]


def test_a_manager_of_the_property_changes_it_and_staff_may_not(client: Client, cast: Cast) -> None:
    path = f"/properties/{cast.house}"
    answer = client.patch(path, as_=cast.manager, json={"description": "By the river"})
    assert (answer.ok()["description"], answer.json["version"]) == ("By the river", 2)
    assert client.patch(path, as_=cast.manager, json={"description": "By the river"}).ok()["version"] == 2
    client.patch(path, as_=cast.staff, json={"description": "?"}).problem(403, "forbidden")
    client.patch(path, as_=cast.guest, json={"description": "?"}).problem(403, "forbidden")


def test_the_second_of_two_who_edit_gets_the_difference(client: Client, cast: Cast) -> None:
    path = f"/properties/{cast.house}"
    client.patch(path, as_=cast.manager, json={"address": "Weg 1"}, if_match=1).ok()
    answer = client.patch(path, as_=cast.admin, json={"address": "Weg 2", "type": "hotel"}, if_match=1)
    document = answer.problem(412, "version_conflict")
    assert document["current"]["address"] == "Weg 1"
    assert document["differing"] == ["address"]
    client.delete(path, as_=cast.admin, if_match=1).problem(412)


def test_a_property_with_active_tickets_stays(client: Client, cast: Cast) -> None:
    path = f"/properties/{cast.house}"
    cast.ticket(cast.room2)
    cast.ticket(cast.room2, "on_hold")
    cast.ticket(cast.lobby, "in_progress")
    cast.ticket(cast.room10, "closed")
    document = client.delete(path, as_=cast.admin).problem(409, "has_active_tickets")
    assert document["params"] == {"tickets": 3, "rooms": 2}
    client.delete(path, as_=cast.manager).problem(403)


def test_an_archived_property_is_gone_for_everybody(client: Client, cast: Cast) -> None:
    path = f"/properties/{cast.house}"
    client.delete(path, as_=cast.admin).ok(204)
    for one in (cast.admin, cast.manager, cast.guest):
        client.get(path, as_=one).problem(404)
        client.get(cast.rooms, as_=one).problem(404)
