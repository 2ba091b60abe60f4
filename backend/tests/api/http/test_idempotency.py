"""The same POST twice happens once."""

import threading
from io import BytesIO
from uuid import uuid4

from sqlalchemy import Engine, event, text
from sqlalchemy.engine.interfaces import DBAPIConnection

from app import db
from tests.api.http.conftest import Person
from tests.client import Answer, Client


def count(title: str) -> int:
    with db.reads() as connection:
        return connection.execute(text("SELECT count(*) FROM notes WHERE title = :t"), {"t": title}).scalar_one()


def test_a_repeated_post_answers_the_same_resource_and_creates_nothing(client: Client, somebody: Person) -> None:
    key, title = str(uuid4()), str(uuid4())
    first = client.post("/notes", as_=somebody, key=key, json={"title": title, "count": 1})
    again = client.post("/notes", as_=somebody, key=key, json={"count": 1, "title": title})
    assert first.ok(201)["secret"] == "shown once"
    assert again.ok(201)["id"] == first.json["id"]
    assert "secret" not in again.json
    assert (again.headers["ETag"], again.headers["Location"]) == ('"1"', f"/notes/{first.json['id']}")
    assert count(title) == 1


def test_the_repeated_answer_shows_the_resource_as_it_is_now(client: Client, somebody: Person) -> None:
    key, title = str(uuid4()), str(uuid4())
    note = client.post("/notes", as_=somebody, key=key, json={"title": title}).ok(201)
    client.patch(f"/notes/{note['id']}", as_=somebody, json={"title": "changed"}).ok()
    assert client.post("/notes", as_=somebody, key=key, json={"title": title}).ok(201)["title"] == "changed"


def test_another_body_under_the_same_key_is_refused(client: Client, somebody: Person) -> None:
    key = str(uuid4())
    client.post("/notes", as_=somebody, key=key, json={"title": "one"}).ok(201)
    other = client.post("/notes", as_=somebody, key=key, json={"title": "two"})
    other.problem(422, "idempotency_key_reused")
    assert other.pointers() == {"/header/Idempotency-Key": "idempotency_key_reused"}


def test_a_key_belongs_to_its_caller_and_its_path(client: Client, somebody: Person, somebody_else: Person) -> None:
    key, title = str(uuid4()), str(uuid4())
    one = client.post("/notes", as_=somebody, key=key, json={"title": title}).ok(201)
    two = client.post("/notes", as_=somebody_else, key=key, json={"title": title}).ok(201)
    client.post("/notes/bulk", as_=somebody, key=key, json={"ids": [1]}).ok()
    assert one["id"] != two["id"]


def test_an_error_keeps_nothing(client: Client, somebody: Person) -> None:
    key = str(uuid4())
    for _ in range(2):
        client.post("/notes", as_=somebody, key=key, json={"title": "fails"}).problem(409, "not_this_one")
    assert count("fails") == 0
    client.post("/notes", as_=somebody, key=key, json={"title": "works"}).ok(201)


def test_an_answer_that_is_no_resource_is_kept_as_it_was(client: Client, somebody: Person) -> None:
    key = str(uuid4())
    first = client.post("/notes/bulk", as_=somebody, key=key, json={"ids": [1, 2]}).ok()
    assert client.post("/notes/bulk", as_=somebody, key=key, json={"ids": [1, 2]}).ok() == first


def test_a_form_is_compared_by_its_parts(client: Client, somebody: Person) -> None:
    key, title = str(uuid4()), str(uuid4())

    def send(content: bytes) -> Answer:
        form = {"title": title, "file": (BytesIO(content), "a.jpg")}
        return client.post("/notes/files", as_=somebody, key=key, form=form)

    assert send(b"picture").ok(201) == send(b"picture").ok(201)
    assert count(title) == 1
    send(b"another").problem(422, "idempotency_key_reused")


def test_without_an_account_the_key_must_be_a_uuid_and_belongs_to_the_token(client: Client) -> None:
    client.post("/t/abc/notes", key="guessable", json={"title": "x"}).problem(422, "invalid")
    key = str(uuid4())
    one = client.post("/t/abc/notes", key=key, json={"title": "x"}).ok(201)
    assert client.post("/t/abc/notes", key=key, json={"title": "x"}).ok(201) == one
    assert client.post("/t/def/notes", key=key, json={"title": "x"}).ok(201)["id"] != one["id"]


def test_no_token_is_stored_with_a_key(client: Client) -> None:
    client.post("/t/very-secret-token/notes", key=str(uuid4()), json={"title": "x"}).ok(201)
    with db.reads() as connection:
        rows = connection.execute(text("SELECT caller || route FROM idempotency_keys")).scalars().all()
    assert rows
    assert not [row for row in rows if "very-secret-token" in row]


def test_twins_at_the_same_time_create_one(client: Client, somebody: Person) -> None:
    key, title = str(uuid4()), str(uuid4())
    answers: list[Answer] = []

    def send() -> None:
        answers.append(client.post("/notes", as_=somebody, key=key, json={"title": title}))

    threads = [threading.Thread(target=send) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len({answer.ok(201)["id"] for answer in answers}) == 1
    assert count(title) == 1


def impatient(engine: Engine) -> None:
    """Wait for a lock 0.2 s instead of 10."""

    def shorten(connection: DBAPIConnection, _record: object, _proxy: object) -> None:
        connection.cursor().execute("SET lock_timeout = '200ms'")
        connection.commit()

    event.listen(engine, "checkout", shorten)


def test_a_twin_that_waits_in_vain_is_told_to_come_again(client: Client, somebody: Person) -> None:
    key, title = str(uuid4()), str(uuid4())
    insert = "INSERT INTO idempotency_keys (caller, route, key, fingerprint) VALUES ('user:1', 'POST /notes', :key, '')"
    impatient(db.engines().writes)
    with db.unit_of_work() as running:
        running.connection().execute(text(insert), {"key": key})
        twin = client.post("/notes", as_=somebody, key=key, json={"title": title})
        running.rollback()
    twin.problem(409, "in_progress")
    assert int(twin.headers["Retry-After"]) > 0
    client.post("/notes", as_=somebody, key=key, json={"title": title}).ok(201)
