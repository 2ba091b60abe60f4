"""Registering: an account of one's own, perhaps for a room."""

import datetime as dt
from collections.abc import Iterator
from zoneinfo import ZoneInfo

import pytest
from flask import Flask
from sqlalchemy import select, update

from app import db
from app.models import Property, Room
from app.routes import site
from tests import factories
from tests.client import Client
from tests.factories import Cast

ANN = {"email": "ann@example.com", "password": "0123456789", "name": "Ann  Berg", "phone": "+49 40 123-4567"}


def new(**fields: object) -> dict[str, object]:
    """The body of a registration with an address of its own."""
    return {**ANN, "email": f"ann.{next(_numbers)}@example.com", **fields}


_numbers: Iterator[int] = iter(range(1_000_000))


def room_token(room_id: int) -> str:
    """What the code of a room holds."""
    with db.reads() as connection:
        return connection.execute(select(Room.token).where(Room.id == room_id)).scalar_one()


def test_a_new_account_is_a_guests_and_is_signed_in(client: Client) -> None:
    body = new()
    session = client.post("/register", json=body).ok(201)
    user = session["user"]
    assert (user["name"], user["phone"], user["role"]) == ("Ann Berg", ANN["phone"], "guest")
    assert (user["email"], user["email_verified"], user["properties"]) == (body["email"], False, [])
    bearer = {"Authorization": f"Bearer {session['access_token']}"}
    assert client.get("/verify-token", headers=bearer).ok()["user"]["id"] == user["id"]
    client.post("/login", json={"email": body["email"], "password": ANN["password"]}).ok()


def test_an_address_has_one_account_whatever_its_case(client: Client) -> None:
    client.post("/register", json=new(email="taken@example.com")).ok(201)
    client.post("/register", json=new(email="TAKEN@example.com")).problem(409, "email_taken")


def test_a_contacts_address_is_free(client: Client, app: Flask) -> None:
    factories.contact("reporter@example.com")
    client.post("/register", json=new(email="reporter@example.com")).ok(201)


def test_a_rooms_code_lets_in_for_as_long_as_the_property_says(client: Client, cast: Cast) -> None:
    with db.unit_of_work() as session:
        session.execute(
            update(Property).where(Property.id == cast.a.id).values(guest_days=3, timezone="Pacific/Kiritimati")
        )
    answer = client.post("/register", json=new(room_token=room_token(cast.a.room))).ok(201)
    today = dt.datetime.now(ZoneInfo("Pacific/Kiritimati")).date()
    (stay,) = answer["user"]["properties"]
    assert stay["id"] == cast.a.id
    assert stay["relation"] == "member"
    assert stay["room"] == {"id": cast.a.room, "name": "101"}
    assert (stay["stay_from"], stay["stay_until"]) == (str(today), str(today + dt.timedelta(days=3)))
    bearer = {"Authorization": f"Bearer {answer['access_token']}"}
    rooms = client.get(f"/properties/{cast.a.id}/rooms", headers=bearer).ok()["items"]
    assert {one["id"] for one in rooms} == {cast.a.room, cast.a.lobby}


def test_a_code_that_no_longer_counts_makes_no_account(client: Client, cast: Cast) -> None:
    token = room_token(cast.a.room)
    with db.unit_of_work() as session:
        session.execute(update(Room).where(Room.id == cast.a.room).values(archived_at=dt.datetime.now(dt.UTC)))
    body = new(room_token=token)
    problem = client.post("/register", json=body).problem(422)
    assert [one["pointer"] for one in problem["errors"]] == ["/room_token"]
    client.post("/login", json={"email": body["email"], "password": ANN["password"]}).problem(401)


@pytest.mark.parametrize(
    ("field", "value", "code"),
    [
        ("password", "123456789", "too_short"),
        ("password", "x" * 129, "too_long"),
        ("email", "ann", "email"),
        ("name", " ", "blank"),
        ("phone", "call me", "pattern"),
        ("role", "super_admin", "unknown_field"),
    ],
)
def test_what_cannot_be_is_refused_by_field(client: Client, field: str, value: str, code: str) -> None:
    problem = client.post("/register", json=new(**{field: value})).problem(422)
    assert [(one["pointer"], one["code"]) for one in problem["errors"]] == [(f"/{field}", code)]


@pytest.fixture
def invitation_only(app: Flask) -> Iterator[None]:
    """The same application where people are invited only."""
    before = app.extensions[site.EXTENSION]
    site.install(app, site.Site(is_open=False))
    yield
    app.extensions[site.EXTENSION] = before


@pytest.mark.usefixtures("invitation_only")
def test_where_people_are_invited_only_nobody_registers(client: Client) -> None:
    client.post("/register", json=new()).problem(403, "invitation_only")
