"""Adding people: nobody gives away more than they have."""

import secrets

import pytest
from sqlalchemy import select

from app import db
from app.models import History, ManagerLoad
from tests.client import Client
from tests.factories import PASSWORD, Cast


def new(role: str, *properties: object, **fields: object) -> dict[str, object]:
    """The body of a new person, with an address of their own."""
    email = f"{secrets.token_hex(4)}@example.com"
    return {"email": email, "name": "Nora Neu", "role": role, "properties": list(properties), **fields}


def member(property_id: int, **fields: object) -> dict[str, object]:
    """That somebody belongs to a property."""
    return {"property_id": property_id, "relation": "member", **fields}


def manager(property_id: int) -> dict[str, object]:
    """That somebody manages a property."""
    return {"property_id": property_id, "relation": "manager"}


def test_a_person_with_a_password_can_sign_in_at_once(client: Client, cast: Cast) -> None:
    body = new("staff", member(cast.a.id), password=PASSWORD, phone="+49 40 1234", department_id=1)
    answer = client.post("/users", as_=cast.a.manager, json=body)
    made = answer.ok(201)
    assert answer.headers["Location"] == f"/users/{made['id']}"
    assert answer.headers["ETag"] == '"1"'
    assert made["invite_url"] is None
    assert made["department"] == {"id": 1, "name": "Engineering"}
    assert [(one["id"], one["relation"]) for one in made["properties"]] == [(cast.a.id, "member")]
    client.post("/login", json={"email": body["email"], "password": PASSWORD}).ok()
    with db.reads() as connection:
        event = connection.execute(
            select(History.actor_id, History.changes).where(
                History.action == "user.changed", History.entity_id == made["id"]
            )
        ).one()
    assert event.actor_id == cast.a.manager.id
    assert event.changes["email"] == [None, body["email"]]
    assert event.changes["password"] == [None, "set"]


def test_a_guest_gets_a_room_and_dates(client: Client, cast: Cast) -> None:
    stay = member(cast.a.id, room_id=cast.a.room, stay_from="2026-01-05", stay_until="2026-01-09")
    made = client.post("/users", as_=cast.a.manager, json=new("guest", stay)).ok(201)
    (place,) = made["properties"]
    assert place["room"] == {"id": cast.a.room, "name": "101"}
    assert (place["stay_from"], place["stay_until"]) == ("2026-01-05", "2026-01-09")


def test_a_new_manager_can_be_assigned_tickets(client: Client, cast: Cast) -> None:
    made = client.post("/users", as_=cast.a.manager, json=new("manager", manager(cast.a.id))).ok(201)
    with db.reads() as connection:
        loads = connection.execute(select(ManagerLoad.load).where(ManagerLoad.user_id == made["id"])).scalars().all()
        events = connection.execute(
            select(History.changes).where(History.action == "property.changed", History.entity_id == cast.a.id)
        )
        assert {"manager": [None, {"user_id": made["id"]}]} in events.scalars().all()
    assert list(loads) == [0]


@pytest.mark.parametrize("role", ["super_admin", "executive"])
def test_a_manager_cannot_give_a_role_wider_than_their_own(client: Client, cast: Cast, role: str) -> None:
    body = new(role, member(cast.a.id))
    client.post("/users", as_=cast.a.manager, json=body).problem(403, "beyond_own_permissions")


def test_a_manager_adds_nobody_to_a_property_that_is_not_theirs(client: Client, cast: Cast) -> None:
    body = new("staff", member(cast.a.id), member(cast.b.id))
    problem = client.post("/users", as_=cast.a.manager, json=body).problem(422)
    assert [one["pointer"] for one in problem["errors"]] == ["/properties/1/property_id"]
    problem = client.post("/users", as_=cast.a.manager, json=new("staff")).problem(422)
    assert [one["pointer"] for one in problem["errors"]] == ["/properties"]


def test_a_manager_adds_nobody_where_they_merely_belong(client: Client, cast: Cast) -> None:
    both = [manager(cast.a.id), member(cast.b.id)]
    client.patch(f"/users/{cast.a.manager.id}", as_=cast.admin, json={"properties": both}).ok()
    body = new("staff", member(cast.b.id))
    client.post("/users", as_=cast.a.manager, json=body).problem(403, "beyond_own_properties")


@pytest.mark.parametrize("who", ["staff", "guest", "executive"])
def test_nobody_below_a_manager_adds_people(client: Client, cast: Cast, who: str) -> None:
    body = new("guest", member(cast.a.id))
    client.post("/users", as_=getattr(cast.a, who), json=body).problem(403, "forbidden")


def test_an_address_is_taken_once(client: Client, cast: Cast) -> None:
    body = new("guest", member(cast.a.id), email=cast.b.guest.email.upper())
    client.post("/users", as_=cast.a.manager, json=body).problem(409, "email_taken")


@pytest.mark.parametrize(
    ("fields", "pointer"),
    [({"role": "king"}, "/role"), ({"department_id": 10**12}, "/department_id")],
)
def test_rows_that_do_not_exist_are_named(client: Client, cast: Cast, fields: dict[str, object], pointer: str) -> None:
    problem = client.post("/users", as_=cast.admin, json={**new("guest"), **fields}).problem(422)
    assert [one["pointer"] for one in problem["errors"]] == [pointer]


def test_properties_that_cannot_be_are_named_each(client: Client, cast: Cast) -> None:
    here = member(cast.a.id)
    foreign_room = member(cast.a.id, room_id=cast.b.room)
    body = new("guest", here, member(10**12), foreign_room, manager(cast.a.id), here)
    problem = client.post("/users", as_=cast.admin, json=body).problem(422)
    assert [(one["pointer"], one["code"]) for one in problem["errors"]] == [
        ("/properties/1/property_id", "unknown"),
        ("/properties/2/room_id", "unknown"),
        ("/properties/3/relation", "not_a_manager"),
        ("/properties/4", "twice"),
    ]


def test_a_stay_ends_after_it_has_begun(client: Client, cast: Cast) -> None:
    stay = member(cast.a.id, stay_from="2026-01-09", stay_until="2026-01-05")
    client.post("/users", as_=cast.admin, json=new("guest", stay)).problem(422)


def test_the_same_request_twice_adds_one_person_and_shows_the_link_once(client: Client, cast: Cast) -> None:
    body, key = new("guest", member(cast.a.id)), secrets.token_hex(8)
    first = client.post("/users", as_=cast.a.manager, json=body, key=key).ok(201)
    second = client.post("/users", as_=cast.a.manager, json=body, key=key).ok(201)
    assert first["invite_url"] is not None
    assert second == {**first, "invite_url": None}
