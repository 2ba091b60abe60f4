"""A letter as mail carries it (RFC 5322): text and HTML side by side, and headers that no value can break out of.

It is written out directly: `EmailMessage` takes more than ten times as long, most of it to parse what was just put in;
and what it parses it believes: an encoded word in a title (RFC 2047) would come out as the line breaks that it holds.
Here a value is only ever encoded, never read.
"""

import binascii
import functools
import re
import secrets
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from email.header import Header
from email.headerregistry import Address
from email.utils import formatdate, quote
from typing import Final

from email_validator import EmailNotValidError, validate_email

_LINE: Final = 78
_LONGEST_LINE: Final = 998
_ATOMS: Final = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~ -]*")
# A line's end that does not fold the header: what stands behind it would be another header, or the body.
_BREAK: Final = re.compile(r"\r(?!\n)|(?<!\r)\n|\n(?![ \t])")


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


def compose(letter: Letter, *, utf8: bool = False) -> bytes:
    """The message. `utf8`: addresses may be beyond ASCII (RFC 6532). ValueError where a value can't stand in a header
    (no address, a line break)."""
    coding = "utf-8" if utf8 else "ascii"
    head = [_header(name, value).encode(coding) for name, value in _headers(letter)]
    plain = _part("plain", letter.text)
    if letter.html is None:
        return b"".join((*head, plain))
    # No quoted-printable text holds this (RFC 2045, 6.7).
    boundary = b"=_" + secrets.token_hex(16).encode()
    kind = b'Content-Type: multipart/alternative; boundary="' + boundary + b'"\r\n'
    between = b"\r\n--" + boundary
    html = _part("html", letter.html)
    return b"".join((*head, kind, between, b"\r\n", plain, between, b"\r\n", html, between, b"--\r\n"))


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


def _mailbox(header: str, address: str, name: str = "") -> str:
    """An address, with whose it is: on a line of its own where both are too long for one."""
    local, _, host = on_the_wire(address).rpartition("@")
    spec, said = Address(username=local, domain=host).addr_spec, _line(name)
    if not said:
        return spec
    if not said.isascii() or "=?" in said:
        phrase = _encoded(header, said)
    else:
        phrase = said if _ATOMS.fullmatch(said) else f'"{quote(said)}"'
    between = " " if len(f"{header}: {phrase} <{spec}>") <= _LINE else "\r\n "
    return f"{phrase}{between}<{spec}>"


def _text(header: str, value: str) -> str:
    """What a person reads; encoded where it is too long for a line or beyond ASCII."""
    said = _line(value)
    if len(header) + len(": ") + len(said) <= _LINE and said.isascii() and "=?" not in said:
        return said
    return _encoded(header, said)


def _encoded(header: str, said: str) -> str:
    """As encoded words (RFC 2047): whatever it holds is read back as just that."""
    return Header(said, "utf-8", header_name=header).encode(linesep="\r\n")


def _line(value: str) -> str:
    """On one line: whatever a title or a name holds, it ends no header."""
    return " ".join("".join(letter if letter.isprintable() else " " for letter in value).split())


def _part(subtype: str, content: str) -> bytes:
    """Content with the headers that tell how it is written, and an empty line before it."""
    lines = b"".join(line + b"\r\n" for line in content.encode().splitlines())
    return (
        f'Content-Type: text/{subtype}; charset="utf-8"\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n'.encode()
        + binascii.b2a_qp(lines)
    )


def _header(name: str, value: str) -> str:
    """The header with its line's end."""
    line = f"{name}: {value}"
    if _BREAK.search(line) or any(len(one) > _LONGEST_LINE or not one.isprintable() for one in line.split("\r\n")):
        raise ValueError(f"This can't stand in the header {name}.")
    return f"{line}\r\n"


def _headers(letter: Letter) -> Iterator[tuple[str, str]]:
    yield "From", _mailbox("From", letter.sender, letter.sender_name)
    yield "To", _mailbox("To", letter.to)
    if letter.reply_to:
        yield "Reply-To", _mailbox("Reply-To", letter.reply_to, letter.sender_name)
    yield "Subject", _text("Subject", letter.subject)
    yield "Date", formatdate()
    yield from _ids(letter)
    yield from _automatic(letter)
    yield "MIME-Version", "1.0"


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
