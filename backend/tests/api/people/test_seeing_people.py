"""Who sees whom, and how people are found."""

from typing import Any

import pytest
from flask import Flask

from tests import factories
from tests.client import Client
from tests.factories import Cast


def ids(answer: Any) -> set[int]:
    """The ids in a list."""
    return {item["id"] for item in answer["items"]}


def test_managers_staff_and_executives_see_the_people_of_their_property(client: Client, cast: Cast) -> None:
    house = cast.a
    people = {house.manager.id, house.staff.id, house.guest.id, house.executive.id}
    for viewer in (house.manager, house.staff, house.executive):
        assert ids(client.get("/users", as_=viewer, query={"limit": 100}).ok()) == people


def test_guests_see_themselves_only(client: Client, cast: Cast) -> None:
    assert ids(client.get("/users", as_=cast.a.guest).ok()) == {cast.a.guest.id}
    client.get(f"/users/{cast.a.guest.id}", as_=cast.a.guest).ok()
    client.get(f"/users/{cast.a.staff.id}", as_=cast.a.guest).problem(404, "not_found")


def test_people_of_another_property_do_not_exist(client: Client, cast: Cast) -> None:
    client.get(f"/users/{cast.b.staff.id}", as_=cast.a.manager).problem(404, "not_found")
    client.patch(f"/users/{cast.b.staff.id}", as_=cast.a.manager, json={"name": "X"}).problem(404, "not_found")
    client.delete(f"/users/{cast.b.staff.id}", as_=cast.a.manager).problem(404, "not_found")


def test_where_else_somebody_belongs_is_not_shown(app: Flask, client: Client, cast: Cast) -> None:
    both = factories.person(app, "staff", belongs=[cast.a.id, cast.b.id])
    path = f"/users/{both.id}"
    assert [one["id"] for one in client.get(path, as_=cast.a.manager).ok()["properties"]] == [cast.a.id]
    for viewer in (cast.admin, both):
        assert {one["id"] for one in client.get(path, as_=viewer).ok()["properties"]} == {cast.a.id, cast.b.id}
    query = {"property_id": cast.b.id}
    assert ids(client.get("/users", as_=cast.a.manager, query=query).ok()) == set()


def test_contacts_are_nobodys_to_browse(app: Flask, client: Client, cast: Cast) -> None:
    somebody = factories.contact("caller@example.com", "Zacharias Unheard")
    client.get(f"/users/{somebody}", as_=cast.admin).problem(404)
    assert ids(client.get("/users", as_=cast.admin, query={"q": "unheard"}).ok()) == set()


def test_a_person_is_found_by_part_of_name_address_or_number(app: Flask, client: Client, cast: Cast) -> None:
    juergen = factories.person(
        app, "staff", name="Jürgen Weiß", phone="+49 40 / 555-12", belongs=[cast.a.id], email="jw@aurora.example"
    )
    for q in ("jurgen", "WEISS", "weiss jur", "jw@aurora", "4940555", "555-12"):
        assert ids(client.get("/users", as_=cast.a.manager, query={"q": q}).ok()) == {juergen.id}, q
    for q in ("100%", "_urgen", "jurgen schwarz"):
        assert ids(client.get("/users", as_=cast.a.manager, query={"q": q}).ok()) == set(), q


def test_people_are_narrowed_down(app: Flask, client: Client, cast: Cast) -> None:
    gone = factories.person(app, "staff", belongs=[cast.a.id], is_active=False)

    def found(**query: object) -> set[int]:
        return ids(client.get("/users", as_=cast.admin, query={"limit": 100, "property_id": cast.a.id, **query}).ok())

    house = cast.a
    assert found(role="staff") == {house.staff.id, gone.id}
    assert found(role=["guest", "manager"]) == {house.guest.id, house.manager.id}
    assert found(role="staff", is_active="true") == {house.staff.id}
    assert found(is_active="false") == {gone.id}
    assert found(department_id=1) == {house.staff.id}


def test_people_are_listed_by_name_without_accents_or_case(app: Flask, client: Client, cast: Cast) -> None:
    names = ["Zoe", "émile", "Emil", "Anna 10", "anna 2"]
    for name in names:
        factories.person(app, "staff", name=name, belongs=[cast.b.id])
    seen: list[str] = []
    query: dict[str, object] = {"limit": 2, "role": "staff", "property_id": cast.b.id}
    while True:
        page = client.get("/users", as_=cast.b.manager, query=query)
        seen += [item["name"] for item in page.ok()["items"]]
        if page.json["next_cursor"] is None:
            break
        assert 'rel="next"' in page.headers["Link"]
        query["cursor"] = page.json["next_cursor"]
    assert [name for name in seen if name in names] == ["anna 2", "Anna 10", "Emil", "émile", "Zoe"]


@pytest.mark.parametrize(
    "query", [{"cursor": "x"}, {"limit": 0}, {"limit": 101}, {"color": "red"}, {"q": ""}, {"role": "a\x00b"}]
)
def test_what_cannot_be_asked_is_refused(client: Client, cast: Cast, query: dict[str, object]) -> None:
    client.get("/users", as_=cast.admin, query=query).problem(422)


def test_everybody_carries_an_entity_tag(client: Client, cast: Cast) -> None:
    answer = client.get(f"/users/{cast.a.staff.id}", as_=cast.a.manager)
    assert answer.headers["ETag"] == f'"{answer.ok()["version"]}"'


def test_roles_say_which_of_them_one_may_give(client: Client, cast: Cast) -> None:
    def grantable(viewer: factories.Person) -> set[str]:
        roles = client.get("/roles", as_=viewer).ok()["items"]
        return {role["key"] for role in roles if role["is_grantable"] and role["key"]}

    assert grantable(cast.admin) == {"super_admin", "manager", "staff", "guest", "executive"}
    assert grantable(cast.a.manager) == {"manager", "staff", "guest"}
    assert grantable(cast.a.executive) == set()
    client.get("/roles", as_=cast.a.guest).problem(403, "forbidden")
    (manager,) = [role for role in client.get("/roles", as_=cast.admin).ok()["items"] if role["key"] == "manager"]
    assert manager["permissions"]["ticket:assign"] == "managed"
