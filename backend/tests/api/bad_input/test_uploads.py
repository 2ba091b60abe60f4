"""Files that are too large, not what they claim to be, or harmful: refused whole, and nothing of them is kept."""

import io
import secrets
from typing import Final

import pytest

from tests import factories
from tests.api.bad_input.conftest import Untouched, refused
from tests.client import Answer, Client
from tests.factories import Cast
from tests.unit.storage import samples

MEBIBYTE: Final = 1024 * 1024
DISGUISED: Final[dict[str, tuple[str, bytes, str]]] = {
    "a program called a photo": ("photo.jpg", b"MZ\x90\x00" + b"\0" * 200, "program"),
    "a Linux program called a photo": ("photo.png", b"\x7fELF\x02\x01\x01" + b"\0" * 200, "program"),
    "a shell script called a note": ("note.txt", b"#!/bin/sh\nrm -rf /\n", "program"),
    "a web page called a photo": ("photo.jpg", b"<!doctype html><script>alert(1)</script>", "active_content"),
    "a drawing with a script": (
        "plan.svg",
        b'<svg xmlns="http://www.w3.org/2000/svg" onload="x()"/>',
        "active_content",
    ),
    "a page hidden in a picture": ("a.gif", b"GIF89a/*<script>alert(1)</script>*/", "active_content"),
    "an archive called a document": ("offer.docx", samples.archive({"a.exe": b"MZ"}), "archive"),
    "an empty photo": ("photo.jpg", b"", "empty_file"),
    "bytes of no kind": ("photo.jpg", bytes(range(256)) * 4, "unknown_type"),
}
BROKEN: Final[dict[str, bytes]] = {
    "half a photo's head": b"\xff\xd8\xff\xe0\x00\x10JFIF",
    "a PNG of nothing": b"\x89PNG\r\n\x1a\n" + b"\0" * 50,
    "a photo in pieces": samples.picture("JPEG")[:40] + b"\0" * 40,
}


@pytest.fixture
def ticket_id(cast: Cast) -> int:
    """A ticket of house A's guest."""
    return factories.ticket(cast.a.id, cast.a.guest.id, room_id=cast.a.room)


def attach(client: Client, cast: Cast, ticket_id: int, *files: tuple[str, bytes], field: str = "file") -> Answer:
    """Attach these files as the guest."""
    parts = [(io.BytesIO(data), name) for name, data in files]
    return client.post(f"/tickets/{ticket_id}/attachments", as_=cast.a.guest, form={field: parts})


@pytest.mark.parametrize("what", DISGUISED)
def test_what_a_file_is_counts_not_what_it_is_called(
    client: Client, cast: Cast, untouched: Untouched, ticket_id: int, what: str
) -> None:
    name, data, code = DISGUISED[what]
    with untouched():
        answer = attach(client, cast, ticket_id, (name, data))
        assert refused(answer, 422, code) == {"/file": code}


@pytest.mark.parametrize("what", BROKEN)
def test_a_picture_that_cannot_be_read_is_refused(
    client: Client, cast: Cast, untouched: Untouched, ticket_id: int, what: str
) -> None:
    with untouched():
        assert set(refused(attach(client, cast, ticket_id, ("photo.jpg", BROKEN[what])), 422)) == {"/file"}


def test_one_bad_file_of_several_and_none_is_kept(
    client: Client, cast: Cast, untouched: Untouched, ticket_id: int
) -> None:
    good = ("a.jpg", samples.picture("JPEG"))
    with untouched():
        refused(attach(client, cast, ticket_id, good, good, ("b.jpg", b"MZ\x90\x00")), 422, "program")
        refused(attach(client, cast, ticket_id, *[good] * 11), 422)
        refused(attach(client, cast, ticket_id, good, field="photo"), 422)
    assert len(attach(client, cast, ticket_id, good, good).ok(201)["items"]) == 2


def test_a_file_beyond_25_megabytes_is_too_large(
    client: Client, cast: Cast, untouched: Untouched, ticket_id: int
) -> None:
    with untouched():
        answer = attach(client, cast, ticket_id, ("a.txt", b"x" * (25 * MEBIBYTE + 1)))
        refused(answer, 413, "file_too_large")
        assert answer.json["params"] == {"max_mb": 25}
        files = [("a.txt", b"x" * (21 * MEBIBYTE))] * 5
        refused(attach(client, cast, ticket_id, *files), 413, "too_large")


def test_a_report_whose_photo_is_refused_is_not_half_made(client: Client, cast: Cast, untouched: Untouched) -> None:
    token = secrets.token_urlsafe(18)
    factories.room(cast.a.id, f"R{token}", token=token)
    form = {"title": "The tap drips", "file": (io.BytesIO(b"MZ\x90\x00"), "tap.jpg")}
    with untouched():
        refused(client.post(f"/q/{token}/tickets", form=form), 422, "program")
    link = "/f/" + client.post(f"/q/{token}/tickets", json={"title": "x"}).ok(201)["follow_url"].rsplit("/", 1)[1]
    with untouched():
        form = {"file": (io.BytesIO(b"<html>"), "tap.jpg")}
        refused(client.post(f"{link}/attachments", form=form), 422, "active_content")


def test_a_name_cannot_lead_elsewhere_or_lie_about_its_end(client: Client, cast: Cast, ticket_id: int) -> None:
    photo = samples.picture("JPEG")
    for name, kept in (
        ("../../etc/passwd.jpg", "passwd.jpg"),
        ("gpj.\u202eexe.jpg", "gpj.exe.jpg"),
        ("tap.jpg.exe", "tap.jpg.exe.jpg"),
    ):
        sent = attach(client, cast, ticket_id, (name, photo)).ok(201)["items"][0]
        assert (sent["name"], sent["content_type"]) == (kept, "image/jpeg")
        served = client.get(sent["url"])
        assert served.headers["X-Content-Type-Options"] == "nosniff"
        assert served.headers["Content-Disposition"].startswith("attachment")


def test_a_broken_table_of_rooms_names_each_bad_line(client: Client, cast: Cast, untouched: Untouched) -> None:
    path = f"/properties/{cast.a.id}/rooms/import"
    lines = ["name,floor", "201,2", "20\x002,2", "203,two", "204,2,extra", "\u200b,2", "205,1\u00b2", '"206,2']
    with untouched():
        form = {"file": (io.BytesIO("\n".join(lines).encode()), "rooms.csv")}
        told = client.post(path, as_=cast.a.manager, form=form).ok()
    assert told["created"] == 0
    assert [error["line"] for error in told["errors"]] == [3, 4, 5, 6, 7, 8]
    assert all(error["message"] and error["code"] for error in told["errors"])
    with untouched():
        form = {"file": (io.BytesIO(b"PK\x03\x04broken"), "rooms.xlsx")}
        broken = client.post(path, as_=cast.a.manager, form=form).ok()
        assert [(error["line"], error["code"]) for error in broken["errors"]] == [(1, "not_a_table")]
