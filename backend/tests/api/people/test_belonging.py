"""Which properties a person manages or belongs to."""

from flask import Flask

from tests import factories
from tests.client import Client
from tests.factories import Cast, Person


def member(property_id: int, **fields: object) -> dict[str, object]:
    """That somebody belongs to a property."""
    return {"property_id": property_id, "relation": "member", **fields}


def places(client: Client, viewer: Person, user_id: int) -> set[tuple[int, str]]:
    """Where somebody belongs, as the viewer sees it."""
    shown = client.get(f"/users/{user_id}", as_=viewer).ok()
    return {(one["id"], one["relation"]) for one in shown["properties"]}


def test_a_manager_moves_people_within_their_property_and_leaves_the_rest_alone(
    app: Flask, client: Client, cast: Cast
) -> None:
    both = factories.person(app, "staff", belongs=[cast.a.id, cast.b.id])
    answer = client.patch(f"/users/{both.id}", as_=cast.a.manager, json={"properties": []}).ok()
    assert answer["properties"] == []
    assert places(client, cast.admin, both.id) == {(cast.b.id, "member")}
    client.get(f"/users/{both.id}", as_=cast.a.manager).problem(404)


def test_a_stay_is_prolonged(client: Client, cast: Cast) -> None:
    path = f"/users/{cast.a.guest.id}"
    (stay,) = client.get(path, as_=cast.a.manager).ok()["properties"]
    longer = member(cast.a.id, room_id=stay["room"]["id"], stay_from=stay["stay_from"], stay_until="2099-01-01")
    (changed,) = client.patch(path, as_=cast.a.manager, json={"properties": [longer]}).ok()["properties"]
    assert (changed["stay_from"], changed["stay_until"]) == (stay["stay_from"], "2099-01-01")
    client.patch(path, as_=cast.a.manager, json={"properties": [longer]}, if_match=2).ok()
    assert client.get(path, as_=cast.a.manager).ok()["version"] == 2


def test_who_no_longer_manages_in_their_role_is_a_member_of_the_property(client: Client, cast: Cast) -> None:
    client.patch(f"/users/{cast.a.manager.id}", as_=cast.admin, json={"role": "staff"}).ok()
    assert places(client, cast.admin, cast.a.manager.id) == {(cast.a.id, "member")}


def test_a_manager_makes_nobody_manager_whose_role_may_more(client: Client, cast: Cast) -> None:
    body = {"properties": [{"property_id": cast.a.id, "relation": "manager"}, member(cast.a.id)]}
    path = f"/users/{cast.a.executive.id}"
    client.patch(path, as_=cast.a.manager, json=body).problem(403, "beyond_own_permissions")
    client.patch(path, as_=cast.admin, json=body).ok()


def test_a_property_that_one_sees_and_does_not_manage_is_not_ones_to_give(client: Client, cast: Cast) -> None:
    mine = [{"property_id": cast.a.id, "relation": "manager"}, member(cast.b.id)]
    client.patch(f"/users/{cast.a.manager.id}", as_=cast.admin, json={"properties": mine}).ok()
    path = f"/users/{cast.a.staff.id}"
    body = {"properties": [member(cast.a.id), member(cast.b.id)]}
    client.patch(path, as_=cast.a.manager, json=body).problem(403, "beyond_own_properties")
    client.patch(path, as_=cast.admin, json=body).ok()
    # What is there already may be sent along.
    client.patch(path, as_=cast.a.manager, json={"name": "Nora", **body}).ok()
    assert places(client, cast.admin, cast.a.staff.id) == {(cast.a.id, "member"), (cast.b.id, "member")}


def test_a_property_that_one_does_not_see_does_not_exist(client: Client, cast: Cast) -> None:
    body = {"properties": [member(cast.b.id)]}
    problem = client.patch(f"/users/{cast.a.staff.id}", as_=cast.a.manager, json=body).problem(422)
    assert [one["pointer"] for one in problem["errors"]] == ["/properties/0/property_id"]
