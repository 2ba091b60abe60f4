"""Mail is set up, tried and its templates edited by administrators, live; secrets go in and never come out."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from flask import Flask

from app import channels_setup, db
from app.settings_store import crypto, email, store
from config import Settings
from tests import factories
from tests.client import Client
from tests.factories import Person
from tests.mail.house import execute, scalar
from tests.mail.servers import MailServer

SECRET = "the harbour's password"
TEMPLATES = "/settings/email/templates"


@pytest.fixture
def admin(app: Flask) -> Iterator[Person]:
    """Somebody who runs the installation; what they saved is gone afterwards."""
    yield factories.person(app, "super_admin", name="Ingrid Sand")
    execute("DELETE FROM settings WHERE key = 'email'")
    execute("DELETE FROM mail_templates")


def set_up(client: Client, admin: Person, server: MailServer, **more: object) -> Any:
    body = {"server": "127.0.0.1", "port": server.port, "security": "none", "auth": "none",
            "sender_email": "tickets@house.example", **more}  # fmt: skip
    return client.patch("/settings/email", as_=admin, json=body).ok()


def test_what_is_saved_counts_at_once_and_a_test_mail_tells_what_the_server_says(
    client: Client, admin: Person, server: MailServer
) -> None:
    set_up(client, admin, server)
    result = client.post("/settings/email/test", as_=admin, json={"to": "ada@example.com"}).ok()
    assert result["ok"] is True
    assert result["words"].splitlines() == [
        f"connected to 127.0.0.1:{server.port}, not encrypted",
        "250 kept as number 1",
    ]
    assert server.last().recipients == ["ada@example.com"]
    assert server.last().message["Subject"] == "A test: mail works"
    server.refuse["RCPT"] = ["550 5.1.1 nobody of that name"]
    refused = client.post("/settings/email/test", as_=admin, json={"to": "bo@example.com"}).ok()
    assert refused["ok"] is False
    assert refused["words"].splitlines()[-1] == "550 5.1.1 nobody of that name"


def test_the_same_test_sent_twice_by_a_lost_answer_is_one_mail(
    client: Client, admin: Person, server: MailServer
) -> None:
    set_up(client, admin, server)
    for _ in range(2):
        client.post("/settings/email/test", as_=admin, json={"to": "ada@example.com"}, key="once").ok()
    assert len(server.received) == 1


def test_secrets_go_in_and_never_come_out(client: Client, admin: Person) -> None:
    body = {
        "server": "smtp.example.org",
        "username": "tickets",
        "password": SECRET,
        "oauth": {"token_url": "https://login.example.org/token", "client_secret": SECRET, "refresh_token": SECRET},
    }
    answers = [client.patch("/settings/email", as_=admin, json=body), client.get("/settings/email", as_=admin),
               client.get("/history", as_=admin, query={"action": "settings.changed"})]  # fmt: skip
    assert not any(SECRET in answer.content.decode() for answer in answers)
    shown = answers[1].json
    assert shown["password_set"] is True
    assert (shown["oauth"]["client_secret_set"], shown["oauth"]["refresh_token_set"]) == (True, True)
    entry = answers[2].json["items"][0]
    assert entry["changes"]["password"] == [None, "set"]
    assert entry["changes"]["server"] == ["", "smtp.example.org"]
    assert SECRET not in str(scalar("SELECT settings::text FROM settings WHERE key = 'email'"))
    with db.reads() as connection:
        assert email.read(connection).password == SECRET


def test_another_server_does_not_get_the_password_of_the_old_one(client: Client, admin: Person) -> None:
    first = {"server": "smtp.example.org", "password": SECRET}
    client.patch("/settings/email", as_=admin, json=first).ok()
    assert client.patch("/settings/email", as_=admin, json={"port": 465}).ok()["password_set"] is True
    assert client.patch("/settings/email", as_=admin, json={"server": "evil.example"}).ok()["password_set"] is False
    both = {"server": "smtp.example.com", "password": SECRET}
    assert client.patch("/settings/email", as_=admin, json=both).ok()["password_set"] is True


def test_part_of_a_part_can_be_changed(client: Client, admin: Person) -> None:
    client.patch("/settings/email", as_=admin, json={"summary": {"hour": 7, "timezone": "Asia/Tokyo"}}).ok()
    shown = client.patch("/settings/email", as_=admin, json={"summary": {"minute": 30}}).ok()["summary"]
    assert shown == {"enabled": True, "hour": 7, "minute": 30, "timezone": "Asia/Tokyo"}


def test_two_administrators_do_not_overwrite_each_other(client: Client, admin: Person) -> None:
    seen = client.get("/settings/email", as_=admin).ok()["version"]
    client.patch("/settings/email", as_=admin, json={"sender_name": "One"}, if_match=seen).ok()
    problem = client.patch("/settings/email", as_=admin, json={"sender_name": "Two"}, if_match=seen).problem(412)
    assert problem["current"]["sender_name"] == "One"
    assert problem["differing"] == ["sender_name"]


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({"sender_email": "tickets@house"}, "/sender_email"),
        ({"server": "smtp://x"}, "/server"),
        ({"port": 0}, "/port"),
        ({"security": "ssl"}, "/security"),
        ({"oauth": {"token_url": "http://login.example.org"}}, "/oauth/token_url"),
        ({"summary": {"hour": 24}}, "/summary/hour"),
        ({"summary": {"timezone": "Mars/Base"}}, "/summary/timezone"),
        ({"password": "a\nb"}, "/password"),
    ],
)
def test_what_can_not_be_is_named(client: Client, admin: Person, body: object, pointer: str) -> None:
    answer = client.patch("/settings/email", as_=admin, json=body)
    answer.problem(422)
    assert any(name.startswith(pointer) for name in answer.pointers())


def test_the_environment_gives_the_first_values(app: Flask, settings: Settings, admin: Person, client: Client) -> None:
    del app
    given = replace(settings, smtp_server="mail.example.org", smtp_port=465, smtp_username="u", smtp_password=SECRET)
    channels_setup.install(given)
    shown = client.get("/settings/email", as_=admin).ok()
    assert (shown["server"], shown["port"], shown["security"]) == ("mail.example.org", 465, "tls")
    assert (shown["auth"], shown["password_set"], shown["why_off"]) == (
        "password",
        True,
        "No sender address is set up.",
    )
    client.patch("/settings/email", as_=admin, json={"sender_email": "a@house.example"}).ok()
    channels_setup.install(replace(given, smtp_server="other.example.org"))
    assert client.get("/settings/email", as_=admin).ok()["server"] == "other.example.org"


def test_keys_are_exchanged_without_losing_a_secret(
    app: Flask, settings: Settings, admin: Person, client: Client
) -> None:
    del app
    client.patch("/settings/email", as_=admin, json={"server": "smtp.example.org", "password": SECRET}).ok()
    old, new = settings.secret_key, "n" * 40
    crypto.configure(old, [new])
    assert db.repeat(store.rotate) >= 1
    crypto.configure("another secret key of forty characters!!", [new])
    with db.reads() as connection:
        assert email.read(connection).password == SECRET
    crypto.configure(old)
    with db.reads() as connection, pytest.raises(crypto.Unreadable):
        email.read(connection)


def parts(**more: str) -> dict[str, str]:
    return {"subject": "{{ subject }}", "html": "<p>{{ heading }}</p>", "text": "{{ heading }}", **more}


def test_a_template_is_replaced_shown_and_restored(client: Client, admin: Person) -> None:
    before = client.get(f"{TEMPLATES}/ticket", as_=admin).ok()
    assert before["customised"] is False
    assert '{% extends "base.html" %}' in before["html"]
    assert {"name": "button.url", "about": "The yellow button"}.items() <= next(
        one for one in before["variables"] if one["name"] == "button.url"
    ).items()
    after = client.put(f"{TEMPLATES}/ticket", as_=admin, json=parts(), if_match=before["version"]).ok()
    assert (after["customised"], after["html"]) == (True, "<p>{{ heading }}</p>")
    client.put(f"{TEMPLATES}/ticket", as_=admin, json=parts(), if_match=before["version"]).problem(412)
    listed = {one["key"]: one["customised"] for one in client.get(TEMPLATES, as_=admin).ok()["items"]}
    assert [key for key, customised in listed.items() if customised] == ["ticket"]
    client.delete(f"{TEMPLATES}/ticket", as_=admin).ok(204)
    assert client.get(f"{TEMPLATES}/ticket", as_=admin).ok()["html"] == before["html"]
    client.get(f"{TEMPLATES}/nothing", as_=admin).problem(404)


def test_a_preview_is_what_would_be_sent(client: Client, admin: Person) -> None:
    for key in ("ticket", "guest", "task", "digest", "daily_summary", "invitation", "verification", "test"):
        source = client.get(f"{TEMPLATES}/{key}", as_=admin).ok()
        body = {part: source[part] for part in ("subject", "html", "text")}
        made = client.post(f"{TEMPLATES}/{key}/preview", as_=admin, json=body).ok()
        assert made["html"].lstrip().startswith("<!doctype html>")
        assert "{" not in made["subject"]


@pytest.mark.parametrize(
    ("source", "line"),
    [
        ("<p>\n{{ heading }\n</p>", 2),
        ("a\nb\n{{ nothing }}", 3),
        ("{% for one in rows %}\n{{ one.label.upper() }}\n{% endfor %}", 2),
        ("{{ ''.__class__ }}", 1),
        ("{{ 'x' * 999999999 }}", 1),
        ("{{ 9 ** 9 ** 9 }}", 1),
        ("\n{% include '/etc/passwd' %}", 2),
        ("{{ range(9) }}", 1),
        ("{{ 'x'|replace('x', 'y') }}", 1),
    ],
)
def test_a_mistake_is_named_by_its_line_and_never_saved(client: Client, admin: Person, source: str, line: int) -> None:
    for part in ("html", "text"):
        for answer in (
            client.post(f"{TEMPLATES}/ticket/preview", as_=admin, json=parts(**{part: source})),
            client.put(f"{TEMPLATES}/ticket", as_=admin, json=parts(**{part: source})),
        ):
            problem = answer.problem(422, "template_error")
            assert problem["params"] == {"line": line}
            assert problem["errors"][0]["pointer"] == f"/{part}"
            assert problem["errors"][0]["message"].startswith(f"Line {line}: ")
    assert client.get(f"{TEMPLATES}/ticket", as_=admin).ok()["customised"] is False


def test_a_template_can_not_make_an_endless_mail(client: Client, admin: Person) -> None:
    loops = 7
    source = "".join("{% for a" + str(n) + " in rows %}" for n in range(loops)) + "xxxxxxxxxx" + "{% endfor %}" * loops
    client.post(f"{TEMPLATES}/ticket/preview", as_=admin, json=parts(text=source)).problem(422, "template_error")
