"""Mail over SMTP to a real server: encrypted, signed in, refused, interrupted; and what stands in its headers."""

import socket
import ssl
import threading
import time
from collections.abc import Generator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import Any, Literal

import pytest

from app.integrations import smtp, smtp_pool
from app.integrations.smtp_pool import Pool
from app.models import Channel
from app.notifications.channels import Message, Outcome, Permanent, Receipt, Transient
from app.notifications.channels.email import EmailSender
from app.settings_store.email import EmailSettings, OAuth
from launcher.network import free_port
from tests.mail.servers import PASSWORD, TOKEN, USER, Certificate, MailServer, mail_server, token_server

MESSAGE = Message(
    delivery_id=7, channel=Channel.EMAIL, kind="ticket_commented", to="ada@example.com",
    subject="304: Grüße vom Hahn", text="Er tropft.\n.ein Punkt am Anfang\n", html="<p>Er tropft, ø.</p>",
    url="https://tickets.example.org/app/tickets/1", message_id="<delivery.7.20260512@tickets.example.org>",
    thread_id="<ticket.1@tickets.example.org>",
    unsubscribe_url=f"https://tickets.example.org/unsubscribe/{'x' * 120}", locale="en", urgent=False,
)  # fmt: skip


def settings(server: MailServer, **more: Any) -> EmailSettings:
    plain = EmailSettings(
        server="127.0.0.1", port=server.port, security="none", auth="none", sender_email="tickets@example.org",
        sender_name="Barmbeker Hof",
    )  # fmt: skip
    return replace(plain, **more)


@contextmanager
def sending(given: EmailSettings, certificate: Certificate | None = None) -> Generator[EmailSender]:
    context = ssl.create_default_context if certificate is None else certificate.trusting
    sender = EmailSender(lambda: given, pool=Pool(context))
    yield sender
    sender.pool.close()


def send(given: EmailSettings, *messages: Message, certificate: Certificate | None = None) -> Sequence[Outcome]:
    with sending(given, certificate) as sender:
        return sender.send_many(messages or [MESSAGE])


def words(outcome: Outcome) -> str:
    return outcome.words


@pytest.mark.parametrize("security", ["starttls", "tls"])
def test_mail_goes_encrypted_and_signed_in(certificate: Certificate, security: Literal["starttls", "tls"]) -> None:
    with mail_server(security, certificate=certificate, needs_sign_in=True) as server:
        given = settings(server, security=security, auth="password", username=USER, password=PASSWORD)
        [outcome] = send(given, certificate=certificate)
    assert isinstance(outcome, Receipt)
    assert outcome.words == "250 kept as number 1"
    assert (server.last().is_encrypted, server.last().login) == (True, USER)


@pytest.mark.parametrize("security", ["starttls", "tls"])
def test_a_server_that_nobody_vouches_for_gets_nothing(
    certificate: Certificate, security: Literal["starttls", "tls"]
) -> None:
    with mail_server(security, certificate=certificate) as server:
        [outcome] = send(settings(server, security=security, auth="password", username=USER, password=PASSWORD))
    assert isinstance(outcome, Transient)
    assert "certificate" in outcome.words.lower()
    assert server.received == []


def test_without_starttls_nothing_goes_in_clear(server: MailServer) -> None:
    [outcome] = send(settings(server, security="starttls", auth="password", username=USER, password=PASSWORD))
    assert isinstance(outcome, Transient)
    assert "STARTTLS" in outcome.words
    assert server.received == []


def test_a_wrong_password_may_be_mended_so_the_mail_waits() -> None:
    with mail_server(needs_sign_in=True) as server:
        [outcome] = send(settings(server, auth="password", username=USER, password="another"))
        assert isinstance(outcome, Transient)
        assert outcome.words.startswith("535 ")
        assert "another" not in outcome.words


def test_xoauth2_signs_in_with_a_token_that_is_kept(certificate: Certificate) -> None:
    with token_server() as tokens, mail_server("tls", certificate=certificate, needs_sign_in=True) as server:
        given = settings(
            server, security="tls", auth="xoauth2", username=USER, oauth=OAuth(tokens.url, "mm"),
            client_secret="of the client", refresh_token="for ever",
        )  # fmt: skip
        with sending(given, certificate) as sender:
            outcomes = [sender.send_many([MESSAGE])[0], sender.try_out(MESSAGE)[0]]
    assert [type(outcome) for outcome in outcomes] == [Receipt, Receipt]
    assert server.last().login == USER
    asked = {"grant_type": "refresh_token", "refresh_token": "for ever", "client_id": "mm"}
    assert tokens.asked == [asked | {"client_secret": "of the client"}]


def test_a_refused_token_is_asked_for_anew_and_the_reason_is_kept(certificate: Certificate) -> None:
    with token_server() as tokens, mail_server("tls", certificate=certificate, needs_sign_in=True) as server:
        tokens.tokens = ["stale", TOKEN]
        given = settings(server, security="tls", auth="xoauth2", username=USER, oauth=OAuth(tokens.url, "mm"))
        with sending(given, certificate) as sender:
            first, second = sender.send_many([MESSAGE])[0], sender.send_many([MESSAGE])[0]
    assert isinstance(first, Transient)
    assert '"status":"401"' in first.words
    assert isinstance(second, Receipt)


def test_a_token_server_that_refuses_is_heard(server: MailServer) -> None:
    with token_server() as tokens:
        tokens.status = 400
        [outcome] = send(settings(server, auth="xoauth2", username=USER, oauth=OAuth(tokens.url, "mm")))
    assert isinstance(outcome, Transient)
    assert "invalid_grant" in outcome.words


@pytest.mark.parametrize(
    ("stage", "answer", "kind"),
    [
        ("RCPT", "550 5.1.1 nobody of that name", Permanent),
        ("RCPT", "450 4.2.1 mailbox busy", Transient),
        ("MAIL", "451 4.3.0 try later", Transient),
        ("MAIL", "530 5.7.0 sign in first", Transient),
        ("DATA", "554 5.7.1 this is spam", Permanent),
        ("DATA", "452 4.3.1 no room", Transient),
    ],
)
def test_what_may_pass_is_told_from_what_never_will(
    server: MailServer, stage: str, answer: str, kind: type[Outcome]
) -> None:
    server.refuse[stage] = [answer]
    with sending(settings(server)) as sender:
        refused, taken = sender.send_many([MESSAGE, replace(MESSAGE, to="bo@example.com")])
    assert isinstance(refused, kind)
    assert words(refused) == answer
    assert isinstance(taken, Receipt)
    assert [got.recipients for got in server.received] == [["bo@example.com"]]
    assert server.connections == 1


def test_a_server_that_is_away_leaves_each_letter_to_another_try() -> None:
    given = EmailSettings(
        server="127.0.0.1", port=free_port(), security="none", auth="none", sender_email="a@b.example"
    )
    outcomes = send(given, MESSAGE, MESSAGE)
    assert [type(outcome) for outcome in outcomes] == [Transient, Transient]
    assert "refused" in words(outcomes[0])


def test_one_connection_serves_many_letters_and_is_kept_for_a_while(server: MailServer) -> None:
    with sending(settings(server)) as sender:
        sender.send_many([MESSAGE, MESSAGE])
        sender.send_many([MESSAGE])
        assert (server.connections, len(server.received)) == (1, 3)
        sender.pool.close_old(now=float("inf"))
        sender.send_many([MESSAGE])
    assert server.connections == 2


def test_many_letters_one_after_the_other_leave_one_thread_that_waits_to_say_good_bye(server: MailServer) -> None:
    before = threading.active_count()
    with sending(settings(server)) as sender:
        for _ in range(10):
            sender.send_many([MESSAGE])
        assert threading.active_count() <= before + 2  # the timer, and the server's own for this connection


def test_a_kept_connection_that_the_server_closed_is_replaced() -> None:
    with mail_server() as server, sending(given := settings(server)) as sender:
        sender.send_many([MESSAGE])
        idle = sender.pool
        with mail_server() as other:
            moved = replace(given, port=other.port)
            assert isinstance(EmailSender(lambda: moved, pool=idle).send_many([MESSAGE])[0], Receipt)
        assert isinstance(EmailSender(lambda: moved, pool=idle).send_many([MESSAGE])[0], Transient)
        with mail_server(port=other.port) as again:
            assert isinstance(EmailSender(lambda: moved, pool=idle).send_many([MESSAGE])[0], Receipt)
        assert (len(other.received), len(again.received)) == (1, 1)


def test_a_letter_that_is_ready_and_never_handed_over_is_not_sent(server: MailServer) -> None:
    with sending(settings(server)) as sender:
        with sender.ready(MESSAGE), sender.ready(replace(MESSAGE, to="bo@example.com")) as hand_over:
            assert server.connections == 2
            assert not server.received
            assert isinstance(hand_over(), Receipt)
        assert [got.recipients for got in server.received] == [["bo@example.com"]]
        assert isinstance(sender.send_many([MESSAGE])[0], Receipt)
        assert (server.connections, len(server.received)) == (2, 2)


def test_a_connection_that_is_gone_when_its_turn_comes_is_replaced(server: MailServer) -> None:
    with sending(settings(server)) as sender:
        sender.send_many([MESSAGE])
        with sender.ready(MESSAGE) as hand_over:
            server.refuse["DATA"] = ["421 enough for one connection"]
            assert isinstance(hand_over(), Receipt)
    assert (server.connections, len(server.received)) == (2, 2)


def test_a_connection_that_ends_between_two_letters_is_opened_anew(server: MailServer) -> None:
    with sending(settings(server)) as sender:
        server.answer = lambda _got: server.refuse.__setitem__("MAIL", ["421 enough for one connection"])
        outcomes = sender.send_many([MESSAGE, MESSAGE])
    assert [type(outcome) for outcome in outcomes] == [Receipt, Receipt]
    assert (server.connections, len(server.received)) == (2, 2)


def test_a_connection_that_breaks_after_the_letter_leaves_it_to_the_ledger(server: MailServer) -> None:
    server.drop = 1
    [outcome] = send(settings(server))
    assert isinstance(outcome, Transient)
    assert len(server.received) == 1  # the server has it; the next try bears the same Message-ID


def test_a_server_that_looks_at_a_letter_for_a_while_gets_it_once(
    server: MailServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(smtp, "TIMEOUT_SECONDS", 0.2)
    server.answer = lambda _got: time.sleep(0.5)
    [outcome] = send(settings(server))
    assert isinstance(outcome, Receipt)
    assert len(server.received) == 1


def test_a_silent_server_is_left_alone_for_a_while_and_then_asked_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(smtp, "TIMEOUT_SECONDS", 0.2)
    monkeypatch.setattr(smtp_pool, "SLOW_SECONDS", 0.1)
    port = free_port()
    given = EmailSettings(server="127.0.0.1", port=port, security="none", auth="none", sender_email="a@b.example")
    with sending(given) as sender:
        with socket.create_server(("127.0.0.1", port)):
            [first] = sender.send_many([MESSAGE])
            start = time.monotonic()
            others = sender.send_many([MESSAGE] * 20)
        assert time.monotonic() - start < 0.2, "none of them waited for it"
        assert "timed out" in words(first)
        assert all(isinstance(other, Transient) and "timed out (not asked" in words(other) for other in others)
        with mail_server(port=port) as server:
            assert isinstance(sender.send_many([MESSAGE])[0], Transient)
            later = time.monotonic() + smtp_pool.LEFT_ALONE_SECONDS
            monkeypatch.setattr(time, "monotonic", lambda: later)
            assert isinstance(sender.send_many([MESSAGE])[0], Receipt)
            assert isinstance(sender.send_many([MESSAGE])[0], Receipt)
        assert len(server.received) == 2


def test_headers_say_who_where_from_and_how_to_end_it(server: MailServer) -> None:
    send(settings(server, reply_to="desk@example.org"))
    message = server.last().message
    assert message["From"] == "Barmbeker Hof <tickets@example.org>"
    assert message["To"] == "ada@example.com"
    assert message["Reply-To"] == "Barmbeker Hof <desk@example.org>"
    assert message["Subject"] == MESSAGE.subject
    assert message["Message-ID"] == MESSAGE.message_id
    assert message["In-Reply-To"] == message["References"] == MESSAGE.thread_id
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["X-Auto-Response-Suppress"] == "All"
    assert message["List-Unsubscribe"] == f"<{MESSAGE.unsubscribe_url}>, <mailto:desk@example.org?subject=unsubscribe>"
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert message["List-Id"] == "<ticket-commented.example.org>"
    assert message["Date"] is not None
    assert "Precedence" not in message


def test_text_and_html_arrive_as_they_were(server: MailServer) -> None:
    send(settings(server))
    assert server.last().message.get_content_type() == "multipart/alternative"
    assert server.last().part("plain") == MESSAGE.text
    assert server.last().part("html").strip() == MESSAGE.html
    assert server.last().content.isascii()
    assert max(len(line) for line in server.last().content.split(b"\r\n")) < 998


def test_mail_that_cannot_be_ended_says_nothing_of_it(server: MailServer) -> None:
    send(settings(server), replace(MESSAGE, kind="invitation", unsubscribe_url=None, thread_id=None))
    message = server.last().message
    assert not {"List-Unsubscribe", "List-Unsubscribe-Post", "List-Id", "In-Reply-To", "References"} & {*message.keys()}


@pytest.mark.parametrize(
    "subject", ["A\r\nBcc: eve@example.com", "A\nBcc: eve@example.com", "A\u2028Bcc: eve@example.com"]
)
def test_no_title_breaks_out_of_its_header(server: MailServer, subject: str) -> None:
    send(settings(server, sender_name="House\r\nBcc: eve@example.com"), replace(MESSAGE, subject=subject))
    assert server.last().message["Bcc"] is None
    assert server.last().message["Subject"] == "A Bcc: eve@example.com"
    assert server.last().recipients == ["ada@example.com"]


def test_no_address_breaks_out_of_its_header(server: MailServer) -> None:
    [outcome] = send(settings(server), replace(MESSAGE, to="ada@example.com\r\nBcc: eve@example.com"))
    assert isinstance(outcome, Permanent)
    assert server.received == []


def test_a_domain_beyond_ascii_is_written_in_its_ascii_form(server: MailServer) -> None:
    [outcome] = send(settings(server), replace(MESSAGE, to="ada@bücher.example"))
    assert isinstance(outcome, Receipt)
    assert server.last().recipients == ["ada@xn--bcher-kva.example"]


def test_a_mailbox_beyond_ascii_needs_a_server_that_knows_them(server: MailServer) -> None:
    to = replace(MESSAGE, to="jürgen@example.com")
    [outcome] = send(settings(server), to)
    assert isinstance(outcome, Permanent)
    assert "SMTPUTF8" in outcome.words
    with mail_server(utf8=True) as knowing:
        [outcome] = send(settings(knowing), to)
    assert isinstance(outcome, Receipt)
    assert knowing.last().recipients == ["jürgen@example.com"]


def test_switched_off_nothing_goes_out(server: MailServer) -> None:
    given = settings(server, enabled=False)
    with sending(given) as sender:
        assert sender.why_off() == "E-mail is switched off in the settings."
        assert isinstance(sender.send_many([MESSAGE])[0], Transient)
    assert server.received == []
