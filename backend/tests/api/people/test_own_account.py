"""What people do with their own account: password, invitation, verification."""

import re

import pytest
from flask import Flask
from sqlalchemy import select, update

from app import db
from app.models import LinkPurpose, OneTimeLink, User
from app.services.authentication import links
from tests import factories
from tests.client import Client
from tests.factories import PASSWORD, Cast, Person

NEW = "another harbour"


@pytest.fixture
def ann(app: Flask) -> Person:
    """Somebody with a password, signed in on one device."""
    return factories.person(app, "guest", password=True)


def invite(client: Client, cast: Cast, email: str) -> str:
    """Add a member of staff without a password; the address that the invitation's token leads to."""
    body = {
        "email": email,
        "name": "Ivo",
        "role": "staff",
        "properties": [{"property_id": cast.a.id, "relation": "member"}],
    }
    url: str = client.post("/users", as_=cast.a.manager, json=body).ok(201)["invite_url"]
    # The address of the web app's page, which takes the token from its end.
    assert re.fullmatch(r"https?://[^/]+/app/invitations/[\w-]{20,}", url)
    return "/invitations/" + url.rsplit("/", 1)[1]


def verification(user_id: int, email: str) -> str:
    """The token of a link that was mailed to somebody."""
    with db.unit_of_work() as session:
        return links.make(session, LinkPurpose.VERIFY_EMAIL, user_id, email)


def test_a_changed_password_ends_the_other_sessions_and_keeps_this_one(client: Client, ann: Person) -> None:
    other = client.post("/login", json={"email": ann.email, "password": PASSWORD}).ok()
    client.post("/me/password", as_=ann, json={"current": PASSWORD, "new": NEW}).ok(204)
    client.get("/verify-token", as_=ann).ok()
    bearer = {"Authorization": f"Bearer {other['access_token']}"}
    client.get("/verify-token", headers=bearer).problem(401, "session_ended")
    client.post("/login", json={"email": ann.email, "password": PASSWORD}).problem(401)
    client.post("/login", json={"email": ann.email, "password": NEW}).ok()


def test_the_current_password_must_be_right_and_guessing_it_is_limited(client: Client, ann: Person) -> None:
    # The clock may begin another quarter of an hour between two of them.
    guesses = [client.post("/me/password", as_=ann, json={"current": "a wrong one", "new": NEW}) for _ in range(21)]
    for guess in guesses[:10]:
        assert [one["pointer"] for one in guess.problem(422)["errors"]] == ["/current"]
    assert 429 in {guess.status for guess in guesses}


def test_a_protected_account_keeps_its_password(app: Flask, client: Client) -> None:
    kept = factories.person(app, "staff", password=True, is_protected=True)
    client.post("/me/password", as_=kept, json={"current": "a wrong one", "new": NEW}).problem(409, "protected")
    client.post("/login", json={"email": kept.email, "password": PASSWORD}).ok()


def test_an_invited_person_chooses_a_password_once(client: Client, cast: Cast) -> None:
    path = invite(client, cast, "ivo@example.com")
    session = client.post(path, json={"password": NEW, "name": "Ivo Stein"}).ok()
    assert session["user"]["name"] == "Ivo Stein"
    assert session["user"]["role"] == "staff"
    client.post(path, json={"password": NEW}).problem(404, "not_found")
    client.post("/login", json={"email": "ivo@example.com", "password": NEW}).ok()


def test_an_invitation_ends_with_its_time_its_person_and_a_password_set_by_others(client: Client, cast: Cast) -> None:
    expired, gone, given = (invite(client, cast, f"ivo{number}@example.com") for number in range(3))
    with db.unit_of_work() as session:
        link = session.scalars(select(OneTimeLink).order_by(OneTimeLink.id.desc()).offset(2).limit(1)).one()
        link.expires_at = link.created_at
        session.execute(update(User).where(User.email == "ivo1@example.com").values(is_active=False))
        ivo2 = session.scalars(select(User.id).where(User.email == "ivo2@example.com")).one()
    client.patch(f"/users/{ivo2}", as_=cast.a.manager, json={"password": PASSWORD}).ok()
    for path in (expired, gone, given):
        client.post(path, json={"password": NEW}).problem(404, "not_found")


def test_a_short_password_does_not_use_the_invitation_up(client: Client, cast: Cast) -> None:
    path = invite(client, cast, "ida@example.com")
    client.post(path, json={"password": "short"}).problem(422)
    client.post(path, json={"password": NEW}).ok()


def test_following_the_link_proves_the_address_once(client: Client, ann: Person) -> None:
    token = verification(ann.id, ann.email)
    client.post(f"/email-verifications/{token}").ok(204)
    assert client.get("/verify-token", as_=ann).ok()["user"]["email_verified"] is True
    client.post(f"/email-verifications/{token}").problem(404, "not_found")


def test_a_link_to_an_address_that_was_changed_since_proves_nothing(client: Client, cast: Cast, ann: Person) -> None:
    token = verification(ann.id, ann.email)
    client.patch(f"/users/{ann.id}", as_=cast.admin, json={"email": "elsewhere@example.com"}).ok()
    client.post(f"/email-verifications/{token}").problem(404, "not_found")


def test_one_kind_of_link_does_not_do_for_another(client: Client, ann: Person) -> None:
    token = verification(ann.id, ann.email)
    client.post(f"/invitations/{token}", json={"password": NEW}).problem(404, "not_found")
