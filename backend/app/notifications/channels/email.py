"""E-mail: letters over SMTP, or into the mailbox of a development machine."""

import time
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Final, Protocol

from app.integrations import letter, oauth, smtp
from app.integrations.letter import Letter
from app.integrations.smtp import Connection, Failed, Mail, Server
from app.integrations.smtp_pool import Pool
from app.settings_store.email import EmailSettings

from . import HandOver, Message, Outcome, Permanent, Receipt, Transient

NO_SENDER: Final = "tickets@modern-management.example"
"""Whom mail comes from in the mailbox of a development machine."""


class Mailbox(Protocol):
    """Where mail goes on a development machine."""

    def put(self, message: bytes) -> None:
        """Keep it, to be looked at."""
        ...


@dataclass(frozen=True, slots=True)
class _Tokens:
    known: oauth.AccessTokens
    client: oauth.Client

    def token(self) -> str:
        return self.known.token(self.client)

    def forget(self) -> None:
        self.known.forget(self.client)


@dataclass(frozen=True, slots=True)
class EmailSender:
    """Sends as the settings say at that moment. `mailbox`: what takes mail while no server is set up."""

    read: Callable[[], EmailSettings]
    mailbox: Mailbox | None = None
    pool: Pool = field(default_factory=Pool)
    tokens: oauth.AccessTokens = field(default_factory=oauth.AccessTokens)

    def why_off(self) -> str | None:
        """Why no mail is sent; None: it is."""
        settings = self.read()
        return None if self._stays_here(settings) else settings.why_off

    def send_many(self, messages: Sequence[Message]) -> Sequence[Outcome]:
        """One after the other."""
        return [self._send(message) for message in messages]

    @contextmanager
    def ready(self, message: Message) -> Generator[HandOver]:
        """The server has heard from whom to whom; what is left is the letter itself."""
        settings = self.read()
        if self._stays_here(settings):
            yield lambda: self._keep(settings, message)
        elif (why := settings.why_off) is not None:
            yield lambda: Transient(why)
        else:
            handing = _Handing(self.pool, server_of(settings), self.tokens_of(settings))
            begun = _outcome(lambda: handing.begin(_mail(settings, message)))
            try:
                yield lambda: _outcome(handing.finish) if isinstance(begun, Receipt) else begun
            finally:
                handing.end()

    def try_out(self, message: Message) -> tuple[Outcome, Sequence[str]]:
        """Send one over a connection of its own; with the outcome, what the server said on the way."""
        settings = self.read()
        if self._stays_here(settings) or settings.why_off is not None:
            return self.send_many([message])[0], ()
        try:
            connection = Connection(server_of(settings), self.tokens_of(settings), self.pool.context)
        except Failed as failed:
            return Transient(failed.words), ()
        try:
            return _outcome(lambda: _handed_over(connection, _mail(settings, message))), connection.heard
        finally:
            connection.close()

    def tokens_of(self, settings: EmailSettings) -> smtp.Tokens:
        """Where XOAUTH2 gets its access tokens."""
        by = settings.oauth
        client = oauth.Client(by.token_url, by.client_id, settings.client_secret, settings.refresh_token)
        return _Tokens(self.tokens, client)

    def _stays_here(self, settings: EmailSettings) -> bool:
        return settings.enabled and not settings.server and self.mailbox is not None

    def _send(self, message: Message) -> Outcome:
        with self.ready(message) as hand_over:
            return hand_over()

    def _keep(self, settings: EmailSettings, message: Message) -> Outcome:
        def put() -> str:
            if self.mailbox is not None:
                self.mailbox.put(letter.compose(letter_of(settings, message), utf8=True))
            return "kept on this machine"

        return _outcome(put)


class _Handing:
    """One letter's way to the server: from whom to whom, and then its content. A kept connection that is gone by now
    is replaced, unless the server may have had the letter. How long the server took is told to the pool."""

    def __init__(self, pool: Pool, server: Server, tokens: smtp.Tokens) -> None:
        self._pool, self._server, self._tokens = pool, server, tokens
        self._begun: tuple[Connection, Mail] | None = None

    def begin(self, mail: Mail) -> str:
        """Begin it on a connection that takes it."""
        self._pool.ask_leave(self._server)
        with self._timed():
            return self._begin(mail)

    def finish(self) -> str:
        """Hand over its content; returns the server's words."""
        with self._timed():
            return self._finish()

    def end(self) -> None:
        """Keep the connection for the next letter; one that was begun and not finished is forgotten."""
        if self._begun is None:
            return
        connection, _ = self._begun
        if connection.has_begun and not connection.reset():
            connection.close()
        else:
            self._pool.give_back(connection)

    @contextmanager
    def _timed(self) -> Generator[None]:
        start = time.monotonic()
        try:
            yield
        except Failed as failed:
            self._pool.heard(self._server, time.monotonic() - start, failed)
            raise
        self._pool.heard(self._server, time.monotonic() - start)

    def _begin(self, mail: Mail) -> str:
        while True:
            connection = self._pool.take(self._server, self._tokens)
            try:
                connection.begin(mail)
            except Failed as failed:
                self._let_go(connection, failed)
                if not (connection.has_served and failed.is_over):
                    raise
            else:
                self._begun = connection, mail
                return ""

    def _finish(self) -> str:
        if self._begun is None:
            raise LookupError("no letter was begun")
        connection, mail = self._begun
        try:
            return connection.finish(mail)
        except Failed as failed:
            self._begun = None
            self._let_go(connection, failed)
            if failed.handed_over or not (connection.has_served and failed.is_over):
                raise
        self._begin(mail)
        return self._finish()

    def _let_go(self, connection: Connection, failed: Failed) -> None:
        """Make the connection fit for the next letter, or close it."""
        if failed.is_over or not connection.reset():
            connection.close()
        else:
            self._pool.give_back(connection)


def server_of(settings: EmailSettings) -> Server:
    """The server of these settings."""
    signs_in = settings.auth != "none"
    return Server(
        host=settings.server,
        port=settings.port,
        security=settings.security,
        username=settings.username if signs_in else "",
        password=settings.password if settings.auth == "password" else "",
        is_oauth=settings.auth == "xoauth2",
        name=letter.domain(settings.sender_email),
    )


def letter_of(settings: EmailSettings, message: Message) -> Letter:
    """The message as a letter. ValueError where the sender's address is none."""
    sender = settings.sender_email or NO_SENDER
    host = letter.domain(sender)
    return Letter(
        to=message.to,
        sender=sender,
        sender_name=settings.sender_name,
        subject=message.subject,
        text=message.text,
        html=message.html,
        message_id=message.message_id or f"<delivery.{message.delivery_id}@{host}>",
        references=[message.thread_id] if message.thread_id else [],
        reply_to=settings.reply_to,
        list_id=f"{message.kind.replace('_', '-')}.{host}" if message.unsubscribe_url else "",
        unsubscribe=list(_unsubscribe(settings, message)),
        urgent=message.urgent,
    )


def _unsubscribe(settings: EmailSettings, message: Message) -> Iterator[str]:
    if message.unsubscribe_url:
        yield message.unsubscribe_url
        if settings.reply_to:
            yield f"mailto:{letter.on_the_wire(settings.reply_to)}?subject=unsubscribe"


def _mail(settings: EmailSettings, message: Message) -> Mail:
    """The message, composed, with its envelope. ValueError where its address is none."""
    sender, recipient = letter.on_the_wire(settings.sender_email), letter.on_the_wire(message.to)
    utf8 = not (sender + recipient).isascii()
    return Mail(sender, recipient, letter.compose(letter_of(settings, message), utf8=utf8))


def _handed_over(connection: Connection, mail: Mail) -> str:
    connection.begin(mail)
    return connection.finish(mail)


def _outcome(send: Callable[[], str]) -> Outcome:
    try:
        return Receipt(words=send())
    except Failed as failed:
        return Transient(failed.words) if failed.may_pass else Permanent(failed.words)
    except ValueError as error:
        return Permanent(str(error))
