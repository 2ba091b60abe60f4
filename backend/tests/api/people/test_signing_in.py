"""Signing in with e-mail and password, and being recognised."""

import statistics
import time

from flask import Flask
from sqlalchemy import select

from app import db
from app.models import History, User
from tests import factories
from tests.client import Client
from tests.factories import PASSWORD, Cast


def events_of(user_id: int) -> list[str]:
    """The actions in the history of a person, oldest first."""
    with db.reads() as connection:
        statement = select(History.action).where(History.entity_type == "user", History.entity_id == user_id)
        return list(connection.execute(statement.order_by(History.id)).scalars())


def password_hash_of(user_id: int) -> str:
    """What is stored for a person's password."""
    with db.reads() as connection:
        return connection.execute(select(User.password_hash).where(User.id == user_id)).scalar_one() or ""


def test_a_person_signs_in_and_is_recognised(app: Flask, client: Client) -> None:
    ann = factories.person(app, "guest", name="Ann", password=True)
    session = client.post("/login", json={"email": ann.email.upper(), "password": PASSWORD}).ok()
    assert session["user"]["id"] == ann.id
    assert (session["token_type"], session["expires_in"]) == ("Bearer", 900)
    bearer = {"Authorization": f"Bearer {session['access_token']}"}
    verified = client.get("/verify-token", headers=bearer).ok()
    assert verified["valid"] is True
    assert verified["user"] == session["user"]
    assert "ticket:report" in verified["permissions"]
    assert verified["expires_at"].endswith("Z")
    assert events_of(ann.id) == ["session.started"]


def test_a_wrong_password_and_an_unknown_address_get_the_same_answer(app: Flask, client: Client) -> None:
    ann = factories.person(app, "guest", password=True)
    wrong = client.post("/login", json={"email": ann.email, "password": "not the password"}).problem(401)
    unknown = client.post("/login", json={"email": "nobody@example.com", "password": PASSWORD}).problem(401)
    assert {**wrong, "request_id": ""} == {**unknown, "request_id": ""}
    assert wrong["code"] == "wrong_credentials"
    assert events_of(ann.id) == ["session.refused"]


def test_an_unknown_address_takes_as_long_as_a_wrong_password(client: Client) -> None:
    def seconds(email: str) -> float:
        """How long a refusal takes."""
        begin = time.perf_counter()
        client.post("/login", json={"email": email, "password": "not the password"}).problem(401)
        return time.perf_counter() - begin

    client.post("/register", json={"email": "slow@example.com", "name": "Ann", "password": PASSWORD}).ok(201)
    known = [seconds("slow@example.com") for _ in range(7)]
    unknown = [seconds(f"nobody{number}@example.com") for number in range(7)]
    assert 0.5 < statistics.median(known) / statistics.median(unknown) < 2


def test_who_has_no_password_or_is_deactivated_or_is_a_contact_does_not_get_in(app: Flask, client: Client) -> None:
    invited = factories.person(app, "staff")
    gone = factories.person(app, "staff", password=True, is_active=False)
    factories.contact("contact@example.com")
    for email in (invited.email, gone.email, "contact@example.com"):
        client.post("/login", json={"email": email, "password": PASSWORD}).problem(401, "wrong_credentials")


def test_a_password_is_the_same_however_its_letters_are_composed(app: Flask, client: Client) -> None:
    body = {"email": "composed@example.com", "name": "Ann", "password": "stra\u00dfe caf\u00e9"}
    client.post("/register", json=body).ok(201)
    client.post("/login", json={"email": body["email"], "password": "stra\u00dfe cafe\u0301"}).ok()


def test_only_failed_attempts_count_and_ten_are_enough(app: Flask, client: Client) -> None:
    ann, ben = (factories.person(app, "guest", password=True) for _ in range(2))
    for _ in range(12):
        client.post("/login", json={"email": ann.email, "password": PASSWORD}).ok()
    wrong = {"email": ann.email, "password": "not the password"}
    # The clock may begin another quarter of an hour between two of them.
    answers = [client.post("/login", json=wrong) for _ in range(21)]
    assert [answer.status for answer in answers[:10]] == [401] * 10
    refused = next(answer for answer in answers if answer.status != 401)
    refused.problem(429, "too_many_requests")
    assert 0 < int(refused.headers["Retry-After"]) <= 900
    client.post("/login", json={"email": ben.email, "password": PASSWORD}).ok()


def test_a_hash_with_weaker_parameters_is_replaced_when_its_password_is_typed(app: Flask, client: Client) -> None:
    ann = factories.person(app, "guest", password=True)
    before = password_hash_of(ann.id)
    for _ in range(2):
        client.post("/login", json={"email": ann.email, "password": PASSWORD}).ok()
    after = password_hash_of(ann.id)
    assert before != after
    assert after.startswith("$argon2id$v=19$m=65536,t=3,p=4$")


def test_a_code_of_an_authenticator_is_accepted_as_a_field(app: Flask, client: Client) -> None:
    ann = factories.person(app, "guest", password=True)
    client.post("/login", json={"email": ann.email, "password": PASSWORD, "otp": "123456"}).ok()


def test_signing_out_ends_this_session_at_once_and_no_other(app: Flask, client: Client) -> None:
    ann = factories.person(app, "guest", password=True)
    session = client.post("/login", json={"email": ann.email, "password": PASSWORD}).ok()
    bearer = {"Authorization": f"Bearer {session['access_token']}"}
    client.post("/logout", headers=bearer).ok(204)
    client.get("/verify-token", headers=bearer).problem(401, "session_ended")
    client.get("/verify-token", as_=ann).ok()
    refresh = {"Authorization": f"Bearer {session['refresh_token']}"}
    client.post("/token/refresh", headers=refresh).problem(401, "session_ended")
    assert events_of(ann.id) == ["session.started", "session.ended"]


def test_without_a_token_or_with_a_broken_one_nobody_is_recognised(client: Client) -> None:
    client.get("/verify-token").problem(401, "not_signed_in")
    client.get("/verify-token", headers={"Authorization": "Bearer x.y.z"}).problem(401, "not_signed_in")
    client.get("/verify-token", headers={"X-User-Id": "1", "X-User-Role": "super_admin"}).problem(401)


def test_an_access_token_is_no_refresh_token(client: Client, cast: Cast) -> None:
    client.post("/token/refresh", as_=cast.admin).problem(401, "session_ended")
    client.post("/token/refresh").problem(401, "not_signed_in")
