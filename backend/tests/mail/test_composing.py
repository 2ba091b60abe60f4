"""A composed letter is read by the standard library as what it says."""

from dataclasses import replace
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP

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
    assert read(content)["Subject"] == subject.strip().replace("=?utf-8?q?raw?=", "raw")
    assert utf8 or content.isascii()
    assert max(map(len, content.split(b"\r\n"))) <= LONGEST_LINE


@pytest.mark.parametrize("name", ["Barmbeker Hof", 'Hôtel de l\'Île, "Paris"', "Hof (Nord)", "N" * 90, "水漏れ"])
def test_the_sender_is_one_person_with_that_name(name: str) -> None:
    [sender] = read(compose(replace(LETTER, sender_name=name)))["From"].addresses
    assert (sender.display_name, sender.addr_spec) == (name, "tickets@house.example")


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
