"""A composed letter is read by the standard library as what it says."""

from dataclasses import replace
from email import message_from_bytes
from email.header import decode_header, make_header
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import getaddresses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.integrations.letter import Letter, compose

LETTER = Letter(
    to="ada@example.com", sender="tickets@house.example", sender_name="Barmbeker Hof", subject="A tap drips",
    text="It drips.\n", html="<p>It drips.</p>\n", message_id="<1@house.example>",
)  # fmt: skip
LONGEST_LINE = 998


def read(content: bytes) -> EmailMessage:
    message = message_from_bytes(content, policy=SMTP)
    assert isinstance(message, EmailMessage)
    assert not message.defects
    return message


def part(message: EmailMessage, kind: str) -> str:
    found = message.get_body((kind,))
    assert isinstance(found, EmailMessage)
    assert not found.defects
    content = found.get_content()
    assert isinstance(content, str)
    return content.replace("\r\n", "\n")


@pytest.mark.parametrize("utf8", [False, True])
@pytest.mark.parametrize(
    "subject",
    [
        "A tap drips", "", "Wasser läuft über", "水漏れ" * 40, "word " * 60 + "end", "w" * 200, "=?utf-8?q?raw?=",
        "A, B; <c@d> \"e\"",
    ],
)  # fmt: skip
def test_a_subject_stays_what_it_was(subject: str, utf8: bool) -> None:
    content = compose(replace(LETTER, subject=subject), utf8=utf8)
    assert read(content)["Subject"] == subject.strip()
    assert utf8 or content.isascii()
    assert max(map(len, content.split(b"\r\n"))) <= LONGEST_LINE


INJECTED = [
    "=?utf-8?q?x=0D=0ABcc:_eve=40example.com?=",
    "=?utf-8?b?eA0KQmNjOiBldmVAZXhhbXBsZS5jb20=?=",
    "=?utf-8?q?x=0D=0A=0D=0A<h1>Pay_here</h1>?=",
    "=?utf-8?q?x=0A=0A<h1>Pay_here</h1>?= and more words, so that it does not fit on one line of a header any more",
    "x\r\nBcc: eve@example.com",
    "x\u2028Bcc: eve@example.com",
]


@pytest.mark.parametrize("utf8", [False, True])
@pytest.mark.parametrize("said", INJECTED)
def test_no_title_and_no_name_breaks_out_of_its_header(said: str, utf8: bool) -> None:
    content = compose(replace(LETTER, subject=said, sender_name=said, reply_to=LETTER.sender), utf8=utf8)
    plain = compose(replace(LETTER, reply_to=LETTER.sender), utf8=utf8)
    message = message_from_bytes(content)
    assert message.keys() == message_from_bytes(plain).keys()
    assert str(make_header(decode_header(message["Subject"]))) == " ".join(said.split())
    assert part(read(content), "html") == LETTER.html
    assert b"\nBcc" not in content
    assert b"Pay here" not in content


@given(st.text(st.characters(codec="utf-8"), max_size=300), st.booleans())
def test_any_subject_is_read_as_it_was_on_one_line(subject: str, utf8: bool) -> None:
    message = message_from_bytes(compose(replace(LETTER, subject=subject), utf8=utf8))
    printable = "".join(letter if letter.isprintable() else " " for letter in subject)
    assert str(make_header(decode_header(message["Subject"]))) == " ".join(printable.split())
    assert message.keys() == message_from_bytes(compose(LETTER)).keys()


@pytest.mark.parametrize(
    "name",
    ["Barmbeker Hof", 'Hôtel de l\'Île, "Paris"', "Hof (Nord)", 'A "B" \\ C', "N" * 90, "水漏れ" * 30, "=?utf-8?q?x?="],
)
def test_the_sender_is_one_person_with_that_name(name: str) -> None:
    [(said, address)] = getaddresses([message_from_bytes(compose(replace(LETTER, sender_name=name)))["From"]])
    assert (str(make_header(decode_header(said))), address) == (name, "tickets@house.example")


def test_without_html_it_is_text_alone() -> None:
    message = read(compose(replace(LETTER, html=None)))
    assert message.get_content_type() == "text/plain"
    assert part(message, "plain") == LETTER.text


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r"), max_size=400))
def test_what_is_written_is_read(content: str) -> None:
    written = compose(replace(LETTER, text=content, html=content))
    message = read(written)
    expected = content if content.endswith("\n") or not content else f"{content}\n"
    assert part(message, "plain") == part(message, "html") == expected
    assert written.isascii()
    assert max(map(len, written.split(b"\r\n"))) <= LONGEST_LINE
    assert b"\n" not in written.replace(b"\r\n", b"")


@pytest.mark.parametrize("value", ["<1@house.example>\r\nBcc: eve@example.com", "<1\n@house.example>"])
def test_an_id_of_two_lines_is_refused(value: str) -> None:
    with pytest.raises(ValueError, match="Message-ID"):
        compose(replace(LETTER, message_id=value))
