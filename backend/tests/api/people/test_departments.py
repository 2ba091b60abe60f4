"""Departments: made and renamed by super admins, archived once nothing needs them."""

import secrets

from flask import Flask

from app import db
from app.models import Department
from tests import factories
from tests.client import Client
from tests.factories import Cast


def name() -> str:
    """A name that no department has."""
    return f"Garden {secrets.token_hex(4)}"


def test_a_department_is_made_renamed_and_archived(client: Client, cast: Cast) -> None:
    first, second = name(), name()
    answer = client.post("/departments", as_=cast.admin, json={"name": first})
    made = answer.ok(201)
    assert (made["name"], made["key"], made["version"], answer.headers["ETag"]) == (first, None, 1, '"1"')
    path = f"/departments/{made['id']}"
    changed = client.patch(path, as_=cast.admin, json={"name": second}, if_match=1).ok()
    assert (changed["name"], changed["version"]) == (second, 2)
    client.patch(path, as_=cast.admin, json={"name": first}, if_match=1).problem(412, "version_conflict")
    client.delete(path, as_=cast.admin, if_match=1).problem(412)
    client.delete(path, as_=cast.admin, if_match=2).ok(204)
    client.patch(path, as_=cast.admin, json={"name": first}).problem(404)
    listed = client.get("/departments", as_=cast.admin, query={"limit": 100}).ok()["items"]
    assert second not in [one["name"] for one in listed]


def test_two_departments_have_two_names(client: Client, cast: Cast) -> None:
    taken = name()
    client.post("/departments", as_=cast.admin, json={"name": taken}).ok(201)
    client.post("/departments", as_=cast.admin, json={"name": taken.upper()}).problem(409, "name_taken")


def test_built_in_departments_are_renamed_and_not_archived(client: Client, cast: Cast) -> None:
    listed = client.get("/departments", as_=cast.admin, query={"limit": 100}).ok()["items"]
    (spa,) = [one for one in listed if one["key"] == "food_beverage"]
    path = f"/departments/{spa['id']}"
    client.delete(path, as_=cast.admin).problem(409, "built_in")
    changed = client.patch(path, as_=cast.admin, json={"name": "Restaurant"}).ok()
    assert (changed["name"], changed["key"]) == ("Restaurant", "food_beverage")
    client.patch(path, as_=cast.admin, json={"name": spa["name"]}).ok()


def test_what_needs_a_department_is_named(app: Flask, client: Client, cast: Cast) -> None:
    made = client.post("/departments", as_=cast.admin, json={"name": name()}).ok(201)
    category = client.post("/categories", as_=cast.admin, json={"name": name(), "department_id": made["id"]}).ok(201)
    factories.person(app, "staff", belongs=[cast.a.id], department_id=made["id"])
    path = f"/departments/{made['id']}"
    problem = client.delete(path, as_=cast.admin).problem(409, "in_use")
    assert problem["params"] == {"categories": 1, "users": 1}
    client.delete(f"/categories/{category['id']}", as_=cast.admin).ok(204)
    assert client.delete(path, as_=cast.admin).problem(409)["params"] == {"categories": 0, "users": 1}


def test_staff_read_departments_guests_do_not_and_only_super_admins_change_them(client: Client, cast: Cast) -> None:
    for who in (cast.a.manager, cast.a.staff, cast.a.executive):
        first = client.get("/departments", as_=who, query={"limit": 1})
        assert len(first.ok()["items"]) == 1
        assert first.json["next_cursor"] is not None
        client.post("/departments", as_=who, json={"name": name()}).problem(403, "forbidden")
        client.patch("/departments/1", as_=who, json={"name": name()}).problem(403, "forbidden")
        client.delete("/departments/1", as_=who).problem(403, "forbidden")
    client.get("/departments", as_=cast.a.guest).problem(403, "forbidden")


def test_departments_sort_naturally(client: Client, cast: Cast) -> None:
    stem = name()
    for number in (10, 2):
        client.post("/departments", as_=cast.admin, json={"name": f"{stem} {number}"}).ok(201)
    listed = client.get("/departments", as_=cast.admin, query={"limit": 100}).ok()["items"]
    assert [one["name"] for one in listed if one["name"].startswith(stem)] == [f"{stem} 2", f"{stem} 10"]
    with db.unit_of_work() as session:
        for row in session.query(Department).filter(Department.name.startswith(stem)):
            session.delete(row)
