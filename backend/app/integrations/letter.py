"""A letter as mail carries it (RFC 5322): text and HTML side by side, and headers that no value can break out of."""

import functools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import EmailPolicy
from email.utils import formatdate
from typing import Any, Final

from email_validator import EmailNotValidError, validate_email

# Folding would break these: a long id or address has no space to be folded at, and would be encoded (RFC 2047).
_AS_THEY_ARE: Final = frozenset(
    {"message-id", "in-reply-to", "references", "list-id", "list-unsubscribe", "list-unsubscribe-post"}
)


@dataclass(frozen=True, slots=True)
class Letter:
    """What is to be sent, by whom, to whom.

    `references`: message ids of the thread, its beginning first. `list_id`: of the kind of mail, for those that can be
    stopped. `unsubscribe`: addresses that stop it; the first one takes a single click (RFC 8058).
    """

    to: str
    sender: str
    sender_name: str
    subject: str
    text: str
    html: str | None
    message_id: str
    references: Sequence[str] = ()
    reply_to: str = ""
    list_id: str = ""
    unsubscribe: Sequence[str] = ()
    urgent: bool = False


class _Policy(EmailPolicy):
    """As `email.policy.SMTP`, but ids and addresses stand on one line."""

    def header_store_parse(self, name: str, value: Any) -> tuple[str, Any]:
        """What stands as it is needs no parsing."""
        if name.lower() in _AS_THEY_ARE and len(value.splitlines()) < 2:
            return name, value
        return super().header_store_parse(name, value)

    def fold(self, name: str, value: Any) -> str:
        """The header with its line's end."""
        if name.lower() in _AS_THEY_ARE:
            return f"{name}: {value}{self.linesep}"
        return super().fold(name, value)

    def fold_binary(self, name: str, value: Any) -> bytes:
        """The same in bytes."""
        if name.lower() in _AS_THEY_ARE:
            return self.fold(name, value).encode("ascii")
        return super().fold_binary(name, value)


POLICY: Final = _Policy(linesep="\r\n")


def compose(letter: Letter) -> EmailMessage:
    """The message. ValueError where a value can't stand in a header (no address, a line break)."""
    message = EmailMessage(policy=POLICY)
    message["From"] = _mailbox(letter.sender, letter.sender_name)
    message["To"] = _mailbox(letter.to)
    if letter.reply_to:
        message["Reply-To"] = _mailbox(letter.reply_to, letter.sender_name)
    message["Subject"] = _line(letter.subject)
    message["Date"] = formatdate()
    for name, value in (*_ids(letter), *_automatic(letter)):
        message[name] = value
    message.set_content(letter.text, charset="utf-8", cte="quoted-printable")
    if letter.html is not None:
        message.add_alternative(letter.html, subtype="html", charset="utf-8", cte="quoted-printable")
    return message


@functools.lru_cache(maxsize=1024)
def on_the_wire(address: str) -> str:
    """The address as SMTP takes it: a domain beyond ASCII in its ASCII form (RFC 5890). ValueError for none."""
    try:
        checked = validate_email(address, check_deliverability=False)
    except EmailNotValidError as error:
        raise ValueError("This is not an e-mail address.") from error
    return checked.ascii_email or f"{checked.local_part}@{checked.ascii_domain}"


def domain(address: str) -> str:
    """What follows the @, in ASCII."""
    return on_the_wire(address).rpartition("@")[2]


def _mailbox(address: str, name: str = "") -> Address:
    local, _, host = on_the_wire(address).rpartition("@")
    return Address(_line(name), local, host)


def _line(value: str) -> str:
    """On one line: whatever a title or a name holds, it ends no header."""
    return " ".join("".join(letter if letter.isprintable() else " " for letter in value).split())


def _ids(letter: Letter) -> Iterator[tuple[str, str]]:
    yield "Message-ID", letter.message_id
    thread = [one for one in letter.references if one != letter.message_id]
    if thread:
        yield "In-Reply-To", thread[-1]
        yield "References", " ".join(thread)


def _automatic(letter: Letter) -> Iterator[tuple[str, str]]:
    """No machine shall answer this (RFC 3834), and who has had enough of it can say so in one click."""
    yield "Auto-Submitted", "auto-generated"
    yield "X-Auto-Response-Suppress", "All"
    if letter.list_id:
        yield "List-Id", f"<{letter.list_id}>"
    if letter.unsubscribe:
        yield "List-Unsubscribe", ", ".join(f"<{address}>" for address in letter.unsubscribe)
        yield "List-Unsubscribe-Post", "List-Unsubscribe=One-Click"
    if letter.urgent:
        yield "Importance", "high"
