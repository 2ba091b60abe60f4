"""A client of a mail server (RFC 5321): connects, encrypts, signs in, hands letters over, and keeps its very words."""

import smtplib
import ssl
from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Final, Literal, Protocol

TIMEOUT_SECONDS: Final = 10
TAKEN_WITHIN_SECONDS: Final = 120
"""So long a server may look at a letter before it says whether it takes it (RFC 5321, 4.5.3.2.6, asks for patience):
who hangs up earlier sends it again, and again, to a server that has taken it each time."""
LONGEST_WORDS: Final = 500
# The server wants another sign-in (RFC 4954): a matter of the settings, whatever the first digit says.
_SIGN_IN_CODES: Final = frozenset({432, 454, 530, 534, 535, 538})
_READY, _GO_ON, _SERVICE_CLOSES = 250, 354, 421


@dataclass(frozen=True, slots=True)
class Server:
    """Which server, how the way there is encrypted, and who signs in: nobody without a user name.

    `name`: what we call ourselves when we greet it.
    """

    host: str
    port: int
    security: Literal["starttls", "tls", "none"] = "starttls"
    username: str = ""
    password: str = field(default="", repr=False)
    is_oauth: bool = False
    name: str = "localhost"


@dataclass(frozen=True, slots=True)
class Mail:
    """A composed letter with its envelope: addresses as SMTP takes them."""

    sender: str
    recipient: str
    content: bytes

    @property
    def is_international(self) -> bool:
        """Whether an address needs a server that knows more than ASCII (RFC 6531)."""
        return not (self.sender + self.recipient).isascii()


class Failed(Exception):
    """The server did not take a letter. `words` are its own; `code` is SMTP's, 0 where there was none.

    `may_pass`: another try may help. `is_over`: this connection is of no more use. `handed_over`: the letter had been
    sent in full, so that the server may have taken it all the same.
    """

    def __init__(
        self, words: str, code: int = 0, *, may_pass: bool, is_over: bool = False, handed_over: bool = False
    ) -> None:
        super().__init__(words)
        self.words = words
        self.code = code
        self.may_pass = may_pass
        self.is_over = is_over
        self.handed_over = handed_over


class Tokens(Protocol):
    """Where access tokens come from."""

    def token(self) -> str:
        """One that is valid now."""
        ...

    def forget(self) -> None:
        """The last one was refused."""
        ...


class Connection:
    """An open connection to a server, signed in. `heard`: what the server said while it was opened; `has_served`:
    whether it took a letter; `has_begun`: whether it waits for the content of one."""

    def __init__(self, server: Server, tokens: Tokens, context: Callable[[], ssl.SSLContext]) -> None:
        self.server = server
        self.heard: list[str] = []
        self.has_served = self.has_begun = False
        with _failures(is_sign_in=True):
            self._smtp = self._connect(context)
            try:
                self._sign_in(tokens)
            except BaseException:
                self._smtp.close()
                raise

    def begin(self, mail: Mail) -> None:
        """Say from whom to whom. `Failed` where the server does not want it."""
        if mail.is_international and not self._smtp.has_extn("smtputf8"):
            raise Failed("The server takes no addresses beyond ASCII (SMTPUTF8).", 553, may_pass=False)
        with _failures():
            options = ["SMTPUTF8", "BODY=8BITMIME"] if mail.is_international else []
            self._expect(*self._smtp.mail(mail.sender, options))
            self.has_begun = True
            self._expect(*self._smtp.rcpt(mail.recipient))

    def finish(self, mail: Mail) -> str:
        """Hand over the content of what was begun; returns the server's words. `Failed` where it did not take it."""
        with _failures(handed_over=True), self._patience():
            words = self._expect(*self._smtp.data(mail.content))
        self.has_served, self.has_begun = True, False
        return words

    def is_alive(self) -> bool:
        """Whether the server still answers."""
        try:
            return self._smtp.noop()[0] == _READY
        except (OSError, smtplib.SMTPException):
            return False

    def reset(self) -> bool:
        """Forget a letter that was begun; whether the connection can take another one."""
        self.has_begun = False
        try:
            return self._smtp.rset()[0] == _READY
        except (OSError, smtplib.SMTPException):
            return False

    def close(self) -> None:
        """Say good-bye; a server that no longer listens is fine too."""
        try:
            self._smtp.quit()
        except (OSError, smtplib.SMTPException):
            self._smtp.close()

    @contextmanager
    def _patience(self) -> Generator[None]:
        if self._smtp.sock is not None:
            self._smtp.sock.settimeout(TAKEN_WITHIN_SECONDS)
        try:
            yield
        finally:
            if self._smtp.sock is not None:
                self._smtp.sock.settimeout(TIMEOUT_SECONDS)

    def _connect(self, context: Callable[[], ssl.SSLContext]) -> smtplib.SMTP:
        host, port, name = self.server.host, self.server.port, self.server.name
        if self.server.security == "tls":
            smtp: smtplib.SMTP = smtplib.SMTP_SSL(host, port, name, timeout=TIMEOUT_SECONDS, context=context())
        else:
            smtp = smtplib.SMTP(host, port, name, timeout=TIMEOUT_SECONDS)
        try:
            smtp.ehlo_or_helo_if_needed()
            if self.server.security == "starttls":
                self._expect(*smtp.starttls(context=context()), expected=220)
                smtp.ehlo()
        except BaseException:
            smtp.close()
            raise
        version = smtp.sock.version() if isinstance(smtp.sock, ssl.SSLSocket) else None
        self.heard.append(f"connected to {host}:{port}, {version or 'not encrypted'}")
        return smtp

    def _sign_in(self, tokens: Tokens) -> None:
        server = self.server
        if not server.username:
            return
        if server.is_oauth:
            self._sign_in_with_token(tokens)
        else:
            code, words = self._smtp.login(server.username, server.password)
            self.heard.append(f"signed in: {code} {_text(words)}")

    def _sign_in_with_token(self, tokens: Tokens) -> None:
        """XOAUTH2 as Google and Microsoft document it: a refusal comes as a challenge, with the reason as JSON."""
        said = f"user={self.server.username}\x01auth=Bearer {tokens.token()}\x01\x01"
        reasons: list[str] = []

        def answer(challenge: bytes | None = None) -> str:
            if challenge is None:
                return said
            reasons.append(_text(challenge))
            return ""

        try:
            code, words = self._smtp.auth("XOAUTH2", answer)
        except smtplib.SMTPAuthenticationError as error:
            tokens.forget()
            words = " ".join([_text(error.smtp_error), *reasons])
            raise smtplib.SMTPAuthenticationError(error.smtp_code, words) from error
        self.heard.append(f"signed in: {code} {_text(words)}")

    def _expect(self, code: int, words: bytes, *, expected: int = _READY) -> str:
        if code in (expected, 251):
            return f"{code} {_text(words)}"
        raise smtplib.SMTPResponseException(code, words)


@contextmanager
def _failures(*, is_sign_in: bool = False, handed_over: bool = False) -> Generator[None]:
    """What smtplib raises, as `Failed`. Before the first letter, nothing that fails is final: it is the settings'."""
    try:
        yield
    except smtplib.SMTPResponseException as error:
        code, may_pass = error.smtp_code, is_sign_in or error.smtp_code in _SIGN_IN_CODES or error.smtp_code < 500
        is_over = code == _SERVICE_CLOSES or code < 0
        raise Failed(f"{code} {_text(error.smtp_error)}", code, may_pass=may_pass, is_over=is_over) from error
    except smtplib.SMTPServerDisconnected as error:
        raise Failed(_text(str(error)), may_pass=True, is_over=True, handed_over=handed_over) from error
    except smtplib.SMTPException as error:
        raise Failed(_text(str(error)), may_pass=True, is_over=True) from error
    except OSError as error:
        raise Failed(_reason(error), may_pass=True, is_over=True, handed_over=handed_over) from error


def _reason(error: OSError) -> str:
    return f"The server can't be reached: {_text(error.strerror or str(error) or type(error).__name__)}"


def _text(words: bytes | str) -> str:
    said = words.decode("utf-8", "replace") if isinstance(words, bytes) else words
    return " ".join(said.split())[:LONGEST_WORDS]
