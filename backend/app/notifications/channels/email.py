"""E-mail: letters over SMTP, or into the mailbox of a development machine."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from email.message import EmailMessage
from typing import Final, Protocol

from app.integrations import letter, oauth, smtp
from app.integrations.letter import Letter
from app.integrations.smtp import Connection, Failed, Server
from app.integrations.smtp_pool import Pool
from app.settings_store.email import EmailSettings

from . import Message, Outcome, Permanent, Receipt, Transient

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
        """Over one connection, as long as it holds."""
        settings = self.read()
        if self._stays_here(settings):
            return [self._keep(settings, message) for message in messages]
        if (why := settings.why_off) is not None:
            return [Transient(why) for _ in messages]
        with _Line(self.pool, server_of(settings), self.tokens_of(settings)) as line:
            return [_sent(line, settings, message) for message in messages]

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
            return _outcome(lambda: _hand_over(connection, settings, message)), connection.heard
        finally:
            connection.close()

    def tokens_of(self, settings: EmailSettings) -> smtp.Tokens:
        """Where XOAUTH2 gets its access tokens."""
        by = settings.oauth
        client = oauth.Client(by.token_url, by.client_id, settings.client_secret, settings.refresh_token)
        return _Tokens(self.tokens, client)

    def _stays_here(self, settings: EmailSettings) -> bool:
        return settings.enabled and not settings.server and self.mailbox is not None

    def _keep(self, settings: EmailSettings, message: Message) -> Outcome:
        def put() -> str:
            if self.mailbox is not None:
                self.mailbox.put(composed(settings, message))
            return "kept on this machine"

        return _outcome(put)


class _Line:
    """A connection for several letters; one that is lost is replaced."""

    def __init__(self, pool: Pool, server: Server, tokens: smtp.Tokens) -> None:
        self._pool, self._server, self._tokens = pool, server, tokens
        self._connection: Connection | None = None
        self._away: Failed | None = None

    def __enter__(self) -> "_Line":
        return self

    def __exit__(self, *_: object) -> None:
        if self._connection is not None:
            self._pool.give_back(self._connection)

    def send(self, settings: EmailSettings, message: Message) -> str:
        """Hand one letter over. Where a connection that has served breaks before the server had the letter, again."""
        connection = self._open()
        has_served = connection.has_served
        try:
            return self._try(connection, settings, message)
        except Failed as failed:
            if not has_served or not failed.is_over or failed.handed_over:
                raise
        return self._try(self._open(), settings, message)

    def _try(self, connection: Connection, settings: EmailSettings, message: Message) -> str:
        try:
            return _hand_over(connection, settings, message)
        except Failed as failed:
            self._clear(connection, failed)
            raise

    def _open(self) -> Connection:
        """The connection. A server that could not be reached for one letter isn't tried for each of the others."""
        if self._away is not None:
            raise self._away
        if self._connection is None:
            try:
                self._connection = self._pool.take(self._server, self._tokens)
            except Failed as failed:
                self._away = failed
                raise
        return self._connection

    def _clear(self, connection: Connection, failed: Failed) -> None:
        """Make the connection fit for the next letter, or let go of it."""
        if not failed.is_over and connection.reset():
            return
        self._connection = None
        connection.close()


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


def _hand_over(connection: Connection, settings: EmailSettings, message: Message) -> str:
    sender, recipient = letter.on_the_wire(settings.sender_email), letter.on_the_wire(message.to)
    return connection.send(sender, recipient, composed(settings, message))


def _sent(line: _Line, settings: EmailSettings, message: Message) -> Outcome:
    return _outcome(lambda: line.send(settings, message))


def _outcome(send: Callable[[], str]) -> Outcome:
    try:
        return Receipt(words=send())
    except Failed as failed:
        return Transient(failed.words) if failed.may_pass else Permanent(failed.words)
    except ValueError as error:
        return Permanent(str(error))
