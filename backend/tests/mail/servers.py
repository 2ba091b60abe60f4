"""A real mail server for tests: encrypted or not, with sign-in, refusing what it is told to; and a grant of tokens."""

import asyncio
import ssl
import threading
from base64 import b64decode
from collections.abc import Callable, Generator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP as POLICY
from http.server import BaseHTTPRequestHandler, HTTPServer
from ipaddress import ip_address
from pathlib import Path
from typing import Any, Literal
from urllib.parse import parse_qs

import orjson
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from app.services.rows import now
from launcher.network import free_port

USER, PASSWORD = "tickets", "the harbour's password"
TOKEN = "access-1"


@dataclass(frozen=True, slots=True)
class Received:
    """A mail as the server got it."""

    sender: str
    recipients: Sequence[str]
    content: bytes
    is_encrypted: bool
    login: str | None

    @property
    def message(self) -> EmailMessage:
        """The mail, parsed."""
        message = message_from_bytes(self.content, policy=POLICY)
        assert isinstance(message, EmailMessage)
        return message

    def part(self, kind: Literal["plain", "html"]) -> str:
        """The text or the HTML."""
        body = self.message.get_body((kind,))
        assert body is not None
        content = body.get_content()
        assert isinstance(content, str)
        return content.replace("\r\n", "\n")


@dataclass(slots=True)
class MailServer:
    """What it got, and how it behaves.

    `refuse`: stage (`MAIL`, `RCPT`, `DATA`) → answers that are given once each, before all is well again. `drop`: how
    many connections break after the letter. `answer`: is told of each letter.
    """

    port: int
    received: list[Received] = field(default_factory=list[Received])
    refuse: dict[str, list[str]] = field(default_factory=dict[str, list[str]])
    answer: Callable[["Received"], None] | None = None
    connections: int = 0
    drop: int = 0
    good_token: str = TOKEN

    def last(self) -> Received:
        """The newest mail."""
        return self.received[-1]

    def _refusal(self, stage: str) -> str | None:
        waiting = self.refuse.get(stage)
        return waiting.pop(0) if waiting else None

    async def handle_EHLO(  # noqa: N802 -- aiosmtpd's names
        self, _server: SMTP, session: Session, _envelope: Envelope, hostname: str, responses: list[str]
    ) -> list[str]:
        """Count connections; a second greeting after STARTTLS is the same one."""
        if session.ssl is None:
            self.connections += 1
        session.host_name = hostname
        return responses

    async def handle_MAIL(  # noqa: N802
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        """Take the sender, or refuse."""
        refusal = self._refusal("MAIL")
        if refusal is not None:
            return refusal
        envelope.mail_from = address
        envelope.mail_options.extend(options)
        return "250 sender fine"

    async def handle_RCPT(  # noqa: N802
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        """Take the recipient, or refuse."""
        refusal = self._refusal("RCPT")
        if refusal is not None:
            return refusal
        envelope.rcpt_tos.append(address)
        envelope.rcpt_options.extend(options)
        return "250 recipient fine"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        """Keep the letter, or refuse, or vanish without a word."""
        refusal = self._refusal("DATA")
        if refusal is not None:
            return refusal
        content = envelope.content
        assert isinstance(content, bytes)
        assert server.transport is not None
        is_encrypted = server.transport.get_extra_info("ssl_object") is not None
        name = _name(session.auth_data)
        got = Received(envelope.mail_from or "", list(envelope.rcpt_tos), content, is_encrypted, name)
        self.received.append(got)
        if self.answer is not None:
            self.answer(got)
        if self.drop:
            self.drop -= 1
            assert isinstance(server.transport, asyncio.Transport)
            server.transport.abort()
        return f"250 kept as number {len(self.received)}"

    async def auth_XOAUTH2(self, server: SMTP, args: list[str]) -> AuthResult:  # noqa: N802
        """Google's and Microsoft's way: a refusal is a challenge with a reason, to be answered by nothing."""
        said = dict(part.split("=", 1) for part in b64decode(args[1]).decode().split("\x01") if part)
        if said["auth"] == f"Bearer {self.good_token}":
            return AuthResult(success=True, auth_data=said["user"])
        await server.challenge_auth(b'{"status":"401","schemes":"bearer"}')
        return AuthResult(success=False, handled=False)

    def authenticate(self, _server: SMTP, _session: Session, _envelope: Envelope, _way: str, data: Any) -> AuthResult:
        """The one user with the one password."""
        good = isinstance(data, LoginPassword) and (data.login, data.password) == (USER.encode(), PASSWORD.encode())
        return AuthResult(success=good, handled=False, auth_data=data)


def _name(login: object) -> str | None:
    """Who signed in."""
    if isinstance(login, LoginPassword):
        return login.login.decode()
    return login if isinstance(login, str) else None


@contextmanager
def mail_server(
    security: Literal["none", "starttls", "tls"] = "none",
    *,
    certificate: "Certificate | None" = None,
    needs_sign_in: bool = False,
    utf8: bool = False,
    port: int | None = None,
) -> Generator[MailServer]:
    """A server on a free port (or that one) for as long as the block lasts."""
    made = MailServer(port or free_port())
    context = None if certificate is None else certificate.server_context()
    controller = Controller(
        made,
        hostname="127.0.0.1",
        port=made.port,
        ssl_context=context if security == "tls" else None,
        tls_context=context if security == "starttls" else None,
        require_starttls=security == "starttls",
        auth_required=needs_sign_in,
        auth_require_tls=False,
        authenticator=made.authenticate,
        enable_SMTPUTF8=utf8,
        server_hostname="localhost",
    )
    controller.start()
    try:
        yield made
    finally:
        controller.stop()


@dataclass(frozen=True, slots=True)
class Certificate:
    """A certificate for this machine, signed by itself."""

    file: Path

    @classmethod
    def make(cls, folder: Path) -> "Certificate":
        """A new one, with its key in the same file."""
        key = ec.generate_private_key(ec.SECP256R1())
        name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
        names = x509.SubjectAlternativeName([x509.DNSName("localhost"), x509.IPAddress(ip_address("127.0.0.1"))])
        builder = x509.CertificateBuilder(issuer_name=name, subject_name=name, public_key=key.public_key())
        builder = builder.serial_number(x509.random_serial_number()).not_valid_before(now() - timedelta(days=1))
        builder = builder.not_valid_after(now() + timedelta(days=1)).add_extension(names, critical=False)
        builder = builder.add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        made = builder.sign(key, hashes.SHA256())
        private = key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        file = folder / "certificate.pem"
        file.write_bytes(private + made.public_bytes(serialization.Encoding.PEM))
        return cls(file)

    def server_context(self) -> ssl.SSLContext:
        """What the server shows."""
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        context.load_cert_chain(self.file)
        return context

    def trusting(self) -> ssl.SSLContext:
        """A client's context that trusts this one certificate."""
        return ssl.create_default_context(cafile=str(self.file))


@dataclass(slots=True)
class TokenServer:
    """Grants access tokens: what it was asked, and what it answers."""

    url: str
    asked: list[Mapping[str, str]] = field(default_factory=list[Mapping[str, str]])
    tokens: list[str] = field(default_factory=lambda: [TOKEN])
    status: int = 200


@contextmanager
def token_server() -> Generator[TokenServer]:
    """An OAuth token address on a free port."""
    port = free_port()
    made = TokenServer(f"http://127.0.0.1:{port}/token")

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            made.asked.append({name: values[0] for name, values in parse_qs(body).items()})
            token = made.tokens[min(len(made.asked), len(made.tokens)) - 1]
            granted = {"access_token": token, "expires_in": 3600}
            answer = granted if made.status == 200 else {"error": "invalid_grant"}
            self.send_response(made.status)
            self.end_headers()
            self.wfile.write(orjson.dumps(answer))

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 -- the library's name
            del format, args

    server = HTTPServer(("127.0.0.1", port), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield made
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
