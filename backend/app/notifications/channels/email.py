"""E-mail: letters over SMTP, or into the mailbox of a development machine."""

from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.message import EmailMessage
from typing import Final, Protocol

from app.integrations import letter, oauth, smtp
from app.integrations.letter import Letter
from app.integrations.smtp import Connection, Failed, Server
from app.integrations.smtp_pool import Pool
from app.settings_store.email import EmailSettings

from . import HandOver, Message, Outcome, Permanent, Receipt, Transient

NO_SENDER: Final = "tickets@modern-management.example"
"""Whom mail comes from in the mailbox of a development machine."""


class Mailbox(Protocol):
    """Where mail goes on a development machine."""

    def put(self, message: EmailMessage) -> None:
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
            begun = _outcome(lambda: handing.begin(_beginning(settings, message)))
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
            sent = _outcome(lambda: connection.finish(_beginning(settings, message)(connection)))
            return sent, connection.heard
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
                self.mailbox.put(composed(settings, message))
            return "kept on this machine"

        return _outcome(put)


class _Handing:
    """One letter's way to the server: from whom to whom, and then its content. A kept connection that is gone by now
    is replaced, unless the server may have had the letter."""

    def __init__(self, pool: Pool, server: Server, tokens: smtp.Tokens) -> None:
        self._pool, self._server, self._tokens = pool, server, tokens
        self._begin: Callable[[Connection], bytes] | None = None
        self._connection: Connection | None = None
        self._content = b""

    def begin(self, begin: Callable[[Connection], bytes]) -> str:
        """Begin it on a connection that takes it."""
        while True:
            connection = self._pool.take(self._server, self._tokens)
            try:
                self._content = begin(connection)
            except Failed as failed:
                self._let_go(connection, failed)
                if not (connection.has_served and failed.is_over):
                    raise
            else:
                self._begin, self._connection = begin, connection
                return ""

    def finish(self) -> str:
        """Hand over its content; returns the server's words."""
        begin, connection = self._begin, self._connection
        if begin is None or connection is None:
            raise LookupError("no letter was begun")
        try:
            return connection.finish(self._content)
        except Failed as failed:
            self._connection = None
            self._let_go(connection, failed)
            if failed.handed_over or not (connection.has_served and failed.is_over):
                raise
        self.begin(begin)
        return self.finish()

    def end(self) -> None:
        """Keep the connection for the next letter; one that was begun and not finished is forgotten."""
        connection = self._connection
        if connection is None:
            return
        if connection.has_begun and not connection.reset():
            connection.close()
        else:
            self._pool.give_back(connection)

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


def composed(settings: EmailSettings, message: Message) -> EmailMessage:
    """The message as mail. ValueError where its address is none."""
    sender = settings.sender_email or NO_SENDER
    host = letter.domain(sender)
    return letter.compose(
        Letter(
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
    )


def _unsubscribe(settings: EmailSettings, message: Message) -> Iterator[str]:
    if message.unsubscribe_url:
        yield message.unsubscribe_url
        if settings.reply_to:
            yield f"mailto:{letter.on_the_wire(settings.reply_to)}?subject=unsubscribe"


def _beginning(settings: EmailSettings, message: Message) -> Callable[[Connection], bytes]:
    """Composes the letter; returns what begins it on a connection. ValueError where its address is none."""
    sender, recipient = letter.on_the_wire(settings.sender_email), letter.on_the_wire(message.to)
    mail = composed(settings, message)
    return lambda connection: connection.begin(sender, recipient, mail)


def _outcome(send: Callable[[], str]) -> Outcome:
    try:
        return Receipt(words=send())
    except Failed as failed:
        return Transient(failed.words) if failed.may_pass else Permanent(failed.words)
    except ValueError as error:
        return Permanent(str(error))
