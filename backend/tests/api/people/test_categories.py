"""Categories: made and changed by super admins, archived once nothing needs them."""

import secrets
from typing import Any

import pytest

from tests import factories
from tests.client import Client
from tests.factories import Cast

ENGINEERING = 1


def new(**fields: object) -> dict[str, object]:
    """The body of a category with a name of its own."""
    return {"name": f"Pool {secrets.token_hex(4)}", "department_id": ENGINEERING, **fields}


def made(client: Client, cast: Cast, **fields: object) -> Any:
    """A new category."""
    return client.post("/categories", as_=cast.admin, json=new(**fields)).ok(201)


def test_a_category_has_names_a_department_a_priority_and_what_becomes_of_the_room(client: Client, cast: Cast) -> None:
    names = {"de": "Becken", "fr": "Piscine"}
    category = made(client, cast, names=names, default_priority="high", room_status="maintenance")
    assert category["names"] == names
    assert category["department"] == {"id": ENGINEERING, "name": "Engineering"}
    assert (category["default_priority"], category["room_status"]) == ("high", "maintenance")
    listed: list[Any] = []
    query: dict[str, object] = {"limit": 7}
    while True:
        page = client.get("/categories", as_=cast.a.guest, query=query).ok()
        listed += page["items"]
        if page["next_cursor"] is None:
            break
        query["cursor"] = page["next_cursor"]
    assert listed[-1] == category
    assert [one["key"] for one in listed[:2]] == ["maintenance", "plumbing"]


def test_a_category_is_changed_and_a_field_that_is_left_out_stays(client: Client, cast: Cast) -> None:
    category = made(client, cast, default_priority="low", room_status="cleaning")
    path = f"/categories/{category['id']}"
    body = {"default_priority": "critical", "room_status": None, "names": {"de": "Bad"}}
    changed = client.patch(path, as_=cast.admin, json=body, if_match=1).ok()
    assert changed == {**category, **body, "version": 2}
    problem = client.patch(path, as_=cast.admin, json={"default_priority": None}, if_match=1).problem(412)
    assert problem["current"] == changed
    client.delete(path, as_=cast.admin).ok(204)
    client.delete(path, as_=cast.admin).problem(404)


def test_a_subcategory_has_the_same_name_as_one_elsewhere_but_not_as_its_sibling(client: Client, cast: Cast) -> None:
    parent = made(client, cast)["id"]
    child = made(client, cast, parent_id=parent)
    assert child["parent_id"] == parent
    made(client, cast, name=child["name"])
    body = new(name=child["name"].upper(), parent_id=parent)
    client.post("/categories", as_=cast.admin, json=body).problem(409, "name_taken")


def test_there_are_two_levels(client: Client, cast: Cast) -> None:
    parent = made(client, cast)["id"]
    child = made(client, cast, parent_id=parent)["id"]
    other = made(client, cast)["id"]
    for moved, below in ((other, child), (parent, other), (other, other)):
        problem = client.patch(f"/categories/{moved}", as_=cast.admin, json={"parent_id": below}).problem(422)
        assert [(one["pointer"], one["code"]) for one in problem["errors"]] == [("/parent_id", "too_deep")]


def test_what_needs_a_category_is_named(client: Client, cast: Cast) -> None:
    category = made(client, cast)["id"]
    made(client, cast, parent_id=category)
    factories.ticket(cast.a.id, cast.a.guest.id, category_id=category)
    factories.ticket(cast.a.id, cast.a.guest.id, category_id=category, status="closed", next="none")
    problem = client.delete(f"/categories/{category}", as_=cast.admin).problem(409, "in_use")
    assert problem["params"] == {"tickets": 1, "categories": 1}
    client.delete("/categories/1", as_=cast.admin).problem(409, "built_in")


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("department_id", 10**12),
        ("parent_id", 10**12),
        ("default_priority", "urgent"),
        ("room_status", "occupied"),
        ("name", ""),
        ("names", {"German": "Bad"}),
        ("names", {"de": "\u0000"}),
    ],
)
def test_what_cannot_be_is_refused(client: Client, cast: Cast, field: str, value: object) -> None:
    problem = client.post("/categories", as_=cast.admin, json=new(**{field: value})).problem(422)
    assert all(one["pointer"].startswith(f"/{field}") for one in problem["errors"])


@pytest.mark.parametrize("who", ["manager", "staff", "guest", "executive"])
def test_everybody_reads_categories_and_only_super_admins_change_them(client: Client, cast: Cast, who: str) -> None:
    person = getattr(cast.a, who)
    client.get("/categories", as_=person).ok()
    client.post("/categories", as_=person, json=new()).problem(403, "forbidden")
    client.patch("/categories/1", as_=person, json={"name": "X"}).problem(403, "forbidden")
    client.delete("/categories/1", as_=person).problem(403, "forbidden")
