"""Changing people: what everybody may, what only those whose own rights and properties cover theirs."""

import secrets

import pytest
from flask import Flask
from sqlalchemy import select, update

from app import db
from app.models import History, User
from tests import factories
from tests.client import Client
from tests.factories import PASSWORD, Cast, Person

IDENTITY: list[dict[str, object]] = [
    {"email": "of.their.own@example.com"},
    {"password": PASSWORD},
    {"role": "guest"},
    {"is_active": False},
]


def own_address(fields: dict[str, object]) -> dict[str, object]:
    """The fields with an address that nobody has yet."""
    return {**fields, "email": f"new.{secrets.token_hex(4)}@example.com"} if "email" in fields else fields


def path(person: Person) -> str:
    """Somebody's address."""
    return f"/users/{person.id}"


def test_everybody_sets_their_own_name_phone_language_and_absence(client: Client, cast: Cast) -> None:
    mine = {
        "name": "Nora",
        "phone": "+49 40 1",
        "locale": "de",
        "timezone": "Europe/Berlin",
        "away_from": "2026-12-24T00:00:00Z",
        "away_until": "2027-01-02T00:00:00Z",
    }
    for who in (cast.a.guest, cast.a.staff, cast.admin):
        changed = client.patch(path(who), as_=who, json=mine).ok()
        assert {name: changed[name] for name in mine} == mine
        assert changed["version"] == 2


@pytest.mark.parametrize("fields", [*IDENTITY, {"department_id": 2}, {"properties": []}])
def test_nobody_sets_the_rest_of_their_own(client: Client, cast: Cast, fields: dict[str, object]) -> None:
    for who in (cast.a.staff, cast.a.manager, cast.admin):
        client.patch(path(who), as_=who, json=own_address(fields)).problem(403)


def test_refusing_ones_own_password_says_how_it_is_changed(client: Client, cast: Cast) -> None:
    me = cast.admin
    client.patch(path(me), as_=me, json={"password": PASSWORD}).problem(403, "own_password")
    client.patch(path(me), as_=me, json={"is_active": False}).problem(403, "own_fields")
    client.delete(path(me), as_=me).problem(403, "own_fields")


def test_a_form_that_sends_everything_changes_only_what_differs(client: Client, cast: Cast) -> None:
    me = cast.a.staff
    shown = client.get(path(me), as_=me).ok()
    form = {name: shown[name] for name in ("name", "email", "role", "is_active", "locale", "phone")}
    assert client.patch(path(me), as_=me, json={**form, "phone": "+49 40 2"}).ok()["phone"] == "+49 40 2"
    assert client.patch(path(me), as_=me, json={}).ok()["version"] == 2


@pytest.mark.parametrize("fields", IDENTITY)
def test_a_manager_decides_about_the_staff_of_their_property(
    client: Client, cast: Cast, fields: dict[str, object]
) -> None:
    client.patch(path(cast.a.staff), as_=cast.a.manager, json=own_address(fields)).ok()


@pytest.mark.parametrize("fields", IDENTITY)
def test_a_manager_does_not_decide_about_those_who_may_more(
    client: Client, cast: Cast, fields: dict[str, object]
) -> None:
    client.patch(path(cast.a.executive), as_=cast.a.manager, json=own_address(fields)).problem(
        403, "beyond_own_permissions"
    )


@pytest.mark.parametrize("fields", IDENTITY)
def test_a_manager_does_not_decide_about_those_who_belong_elsewhere_too(
    app: Flask, client: Client, cast: Cast, fields: dict[str, object]
) -> None:
    both = factories.person(app, "staff", belongs=[cast.a.id, cast.b.id])
    client.patch(path(both), as_=cast.a.manager, json=own_address(fields)).problem(403, "beyond_own_permissions")
    client.patch(path(both), as_=cast.a.manager, json={"phone": "+49 40 3"}).ok()
    client.patch(path(both), as_=cast.admin, json=own_address(fields)).ok()


@pytest.mark.parametrize("who", ["staff", "guest", "executive"])
def test_nobody_below_a_manager_changes_others(client: Client, cast: Cast, who: str) -> None:
    target = cast.a.manager
    status = 404 if who == "guest" else 403
    client.patch(path(target), as_=getattr(cast.a, who), json={"name": "X"}).problem(status)
    client.delete(path(target), as_=getattr(cast.a, who)).problem(status)


def test_a_manager_makes_nobody_a_super_admin(client: Client, cast: Cast) -> None:
    client.patch(path(cast.a.staff), as_=cast.a.manager, json={"role": "super_admin"}).problem(
        403, "beyond_own_permissions"
    )


@pytest.mark.parametrize("fields", IDENTITY[1:])
def test_a_changed_password_role_or_activity_signs_the_person_out(
    client: Client, cast: Cast, fields: dict[str, object]
) -> None:
    client.patch(path(cast.a.staff), as_=cast.a.manager, json=own_address(fields)).ok()
    client.get("/verify-token", as_=cast.a.staff).problem(401, "session_ended")


def test_a_password_set_by_an_administrator_works_at_once(client: Client, cast: Cast) -> None:
    client.patch(path(cast.a.staff), as_=cast.a.manager, json={"password": PASSWORD}).ok()
    client.post("/login", json={"email": cast.a.staff.email, "password": PASSWORD}).ok()


def test_a_changed_address_has_to_be_proven_again_and_is_found(client: Client, cast: Cast) -> None:
    with db.unit_of_work() as session:
        session.execute(update(User).where(User.id == cast.a.guest.id).values(email_verified_at=User.created_at))
    body = {"email": "moved.away@example.com"}
    assert client.patch(path(cast.a.guest), as_=cast.a.manager, json=body).ok()["email_verified"] is False
    found = client.get("/users", as_=cast.a.manager, query={"q": "moved.away"}).ok()["items"]
    assert [one["id"] for one in found] == [cast.a.guest.id]
    client.patch(path(cast.a.staff), as_=cast.a.manager, json=body).problem(409, "email_taken")


def test_deactivating_shuts_out_and_keeps_the_person(client: Client, cast: Cast) -> None:
    client.delete(path(cast.a.staff), as_=cast.a.manager).ok(204)
    client.get("/verify-token", as_=cast.a.staff).problem(401)
    assert client.get(path(cast.a.staff), as_=cast.a.manager).ok()["is_active"] is False
    assert client.patch(path(cast.a.staff), as_=cast.a.manager, json={"is_active": True}).ok()["is_active"] is True
    with db.reads() as connection:
        events = select(History.changes).where(History.action == "user.changed", History.entity_id == cast.a.staff.id)
        changes = connection.execute(events.order_by(History.id)).scalars().all()
    assert changes == [{"is_active": [True, False]}, {"is_active": [False, True]}]


def test_an_absence_ends_after_it_has_begun(client: Client, cast: Cast) -> None:
    me = cast.a.staff
    client.patch(path(me), as_=me, json={"away_from": "2026-12-24T00:00:00+01:00"}).ok()
    problem = client.patch(path(me), as_=me, json={"away_until": "2026-12-23T22:00:00Z"}).problem(422)
    assert [one["pointer"] for one in problem["errors"]] == ["/away_until"]
    client.patch(path(me), as_=me, json={"away_until": "2026-12-23T23:30:00Z"}).ok()
    assert client.patch(path(me), as_=me, json={"away_from": None, "away_until": None}).ok()["away_from"] is None


@pytest.mark.parametrize(
    ("field", "value"),
    [("name", None), ("role", None), ("email", "nobody"), ("timezone", "Mars/Base"), ("locale", "German"), ("id", 3)],
)
def test_what_cannot_be_is_refused(client: Client, cast: Cast, field: str, value: object) -> None:
    problem = client.patch(path(cast.a.staff), as_=cast.admin, json={field: value}).problem(422)
    assert [one["pointer"] for one in problem["errors"]] == [f"/{field}"]


def test_a_stale_version_is_refused_with_what_is_there_now(client: Client, cast: Cast) -> None:
    client.patch(path(cast.a.staff), as_=cast.a.manager, json={"name": "First"}, if_match=1).ok()
    body = {"name": "Second", "locale": "en"}
    problem = client.patch(path(cast.a.staff), as_=cast.a.manager, json=body, if_match=1).problem(412)
    assert problem["current"]["name"] == "First"
    assert problem["differing"] == ["name"]
    client.delete(path(cast.a.staff), as_=cast.a.manager, if_match=1).problem(412)


@pytest.mark.parametrize("fields", IDENTITY)
def test_a_protected_account_stays_as_it_is(app: Flask, client: Client, cast: Cast, fields: dict[str, object]) -> None:
    kept = factories.person(app, "staff", belongs=[cast.a.id], is_protected=True)
    client.patch(path(kept), as_=cast.admin, json=own_address(fields)).problem(409, "protected")
    client.delete(path(kept), as_=cast.a.manager).problem(409, "protected")
    client.patch(path(kept), as_=cast.admin, json={"phone": "+49 40 4"}).ok()
    client.get("/verify-token", as_=kept).ok()
