"""Refresh tokens: a new pair each time; a token spent before ends the session."""

import datetime as dt
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor

import pytest
from flask import Flask
from sqlalchemy import select, update

from app import db
from app.models import History, UserSession
from tests import factories
from tests.client import Answer, Client
from tests.factories import PASSWORD, Person


@pytest.fixture
def ann(app: Flask) -> Person:
    """Somebody with a password."""
    return factories.person(app, "guest", password=True)


@pytest.fixture
def first(client: Client, ann: Person) -> str:
    """Her first refresh token."""
    return client.post("/login", json={"email": ann.email, "password": PASSWORD}).ok()["refresh_token"]


def refresh(client: Client, token: str) -> Answer:
    """Ask for a new pair."""
    return client.post("/token/refresh", headers={"Authorization": f"Bearer {token}"})


def is_open(client: Client, session: Mapping[str, str]) -> bool:
    """Whether the session's access token still counts."""
    return client.get("/verify-token", headers={"Authorization": f"Bearer {session['access_token']}"}).status == 200


def age(token: str, seconds: int) -> None:
    """Let the session's last rotation be so long ago."""
    with db.unit_of_work() as session:
        before = dt.datetime.now(dt.UTC) - dt.timedelta(seconds=seconds)
        statement = update(UserSession).where(UserSession.id == token.partition(".")[0])
        session.execute(statement.values(rotated_at=before))


def test_each_refresh_gives_a_new_pair_of_the_same_session(client: Client, ann: Person, first: str) -> None:
    second = refresh(client, first).ok()
    assert second["user"]["id"] == ann.id
    assert second["refresh_token"] != first
    third = refresh(client, second["refresh_token"]).ok()
    assert third["refresh_token"].partition(".")[0] == first.partition(".")[0]
    assert is_open(client, third)


def test_a_token_spent_a_moment_ago_gets_the_same_answer_again(client: Client, first: str) -> None:
    one, two = refresh(client, first).ok(), refresh(client, first).ok()
    assert one["refresh_token"] == two["refresh_token"]
    assert refresh(client, one["refresh_token"]).status == 200


def test_two_tabs_that_refresh_at_once_both_stay_signed_in(client: Client, first: str) -> None:
    with ThreadPoolExecutor(2) as tabs:
        answers = list(tabs.map(refresh, [client, client], [first, first]))
    tokens = {answer.ok()["refresh_token"] for answer in answers}
    assert len(tokens) == 1


def test_a_token_spent_half_a_minute_ago_ends_the_whole_session(client: Client, ann: Person, first: str) -> None:
    second = refresh(client, first).ok()
    age(first, 31)
    refresh(client, first).problem(401, "session_ended")
    assert not is_open(client, second)
    refresh(client, second["refresh_token"]).problem(401, "session_ended")
    with db.reads() as connection:
        reasons = select(History.reason).where(History.action == "session.ended", History.entity_id == ann.id)
        assert [(reason or {})["why"] for reason in connection.execute(reasons).scalars()] == ["refresh_token_reused"]


def test_a_token_from_before_the_last_one_ends_the_session_even_at_once(client: Client, first: str) -> None:
    second = refresh(client, first).ok()
    third = refresh(client, second["refresh_token"]).ok()
    refresh(client, first).problem(401, "session_ended")
    assert not is_open(client, third)


@pytest.mark.parametrize("token", ["x", "x.y", ".", "x." + "y" * 500])
def test_what_was_never_a_token_opens_nothing(client: Client, token: str) -> None:
    refresh(client, token).problem(401, "session_ended")


def test_an_expired_session_cannot_be_refreshed(client: Client, first: str) -> None:
    with db.unit_of_work() as session:
        past = dt.datetime.now(dt.UTC) - dt.timedelta(seconds=1)
        statement = update(UserSession).where(UserSession.id == first.partition(".")[0])
        session.execute(statement.values(expires_at=past))
    refresh(client, first).problem(401, "session_ended")


def test_the_database_holds_no_token(client: Client, first: str) -> None:
    secret = first.partition(".")[2]
    second = refresh(client, first).ok()["refresh_token"].partition(".")[2]
    with db.reads() as connection:
        row = connection.execute(select(UserSession).where(UserSession.id == first.partition(".")[0])).one()
    kept = " ".join(str(value) for value in row)
    assert secret not in kept
    assert second not in kept
