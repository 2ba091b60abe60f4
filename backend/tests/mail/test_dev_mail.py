"""On a development machine mail lands at /dev/mail, for whoever sits at the machine and for nobody else."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from app import channels_setup
from app.integrations.dev_mailbox import KEPT, DevMailbox
from app.integrations.letter import Letter, compose
from app.settings_store import store
from config import Settings
from tests import factories
from tests.client import Client

LETTER = Letter(
    to="ada@example.com", sender="tickets@house.example", sender_name="House", subject="<b>Tap</b>", text="It drips",
    html="<h1 onclick=\"x\">It drips</h1>", message_id="<1@house.example>",
)  # fmt: skip


@pytest.fixture
def mailbox(settings: Settings) -> DevMailbox:
    made = channels_setup.dev_mailbox(settings)
    assert made is not None
    return made


def test_what_would_go_out_is_listed_and_shown(client: Client, mailbox: DevMailbox) -> None:
    mailbox.put(compose(LETTER))
    name = mailbox.newest()[0].name
    listed = client.get("/dev/mail").content.decode()
    assert f'href="/dev/mail/{name}"' in listed
    assert "&lt;b&gt;Tap&lt;/b&gt;" in listed
    page = client.get(f"/dev/mail/{name}").content.decode()
    assert '<iframe sandbox title="HTML" srcdoc="&lt;h1 onclick' in page
    assert "<dt>Auto-Submitted</dt><dd>auto-generated</dd>" in page
    assert "<b>Tap" not in page


def test_a_mail_of_the_application_lands_there(app: Flask, client: Client, mailbox: DevMailbox) -> None:
    admin = factories.person(app, "super_admin")
    result = client.post("/settings/email/test", as_=admin, json={"to": "eve@example.com"}).ok()
    assert result["ok"] is True
    assert result["words"] == "kept on this machine"
    assert mailbox.newest()[0].message["To"] == "eve@example.com"
    assert client.get("/settings/email", as_=admin).ok()["mailbox_url"] == "/dev/mail"


@pytest.mark.parametrize(
    "options",
    [
        {"headers": {"X-Forwarded-For": "127.0.0.1"}},
        {"headers": {"Via": "1.1 proxy"}},
        {"headers": {"Host": "tickets.example.org"}},
        {"headers": {"Host": "evil.example:8000"}},
    ],
)
def test_nobody_from_elsewhere_reads_it(client: Client, mailbox: DevMailbox, options: Any) -> None:
    mailbox.put(compose(LETTER))
    assert client.get("/dev/mail", headers={"Host": "127.0.0.1:8000"}).status == 200
    assert client.get("/dev/mail", **options).status == 404
    assert client.get(f"/dev/mail/{mailbox.newest()[0].name}", **options).status == 404


def test_another_machine_reads_nothing(app: Flask) -> None:
    answer = app.test_client().get("/dev/mail", environ_base={"REMOTE_ADDR": "192.168.1.20"})
    assert answer.status_code == 404


def test_with_a_server_and_in_production_there_is_none(client: Client, settings: Settings) -> None:
    store.configure({"email": ({"server": "smtp.example.org"}, {})})
    assert client.get("/dev/mail").status == 404
    assert channels_setup.dev_mailbox(replace(settings, environment="production")) is None


def test_names_lead_nowhere_else(client: Client, mailbox: DevMailbox) -> None:
    mailbox.put(compose(LETTER))
    for name in ("..", "..%2fsecrets", "x", "0" * 20 + "-zzzzzzzz"):
        assert client.get(f"/dev/mail/{name}").status == 404


def test_only_the_newest_are_kept(tmp_path: Path) -> None:
    mailbox = DevMailbox(tmp_path)
    for _ in range(KEPT + 3):
        mailbox.put(compose(LETTER))
    assert len(mailbox.newest()) == KEPT
    assert {oct(file.stat().st_mode & 0o777) for file in tmp_path.iterdir()} == {"0o600"}
