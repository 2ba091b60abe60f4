"""A request is checked in API.md's order, and what is refused is said by pointer and code."""

import json
from io import BytesIO
from uuid import uuid4

import pytest

from tests.api.http.conftest import Person
from tests.client import Client

BIGINT = 2**63


@pytest.fixture
def note(client: Client, somebody: Person) -> dict[str, object]:
    return client.post("/notes", as_=somebody, json={"title": str(uuid4())}).ok(201)


def test_signing_in_comes_before_everything_about_the_body(client: Client) -> None:
    client.post("/notes", content=b"{").problem(401, "not_signed_in")


def test_the_type_comes_before_the_syntax_and_the_syntax_before_the_shape(client: Client, somebody: Person) -> None:
    json_type = {"Content-Type": "application/json"}
    client.post("/notes", as_=somebody, content=b"{").problem(415, "unsupported_type")
    client.post("/notes", as_=somebody, content=b"{", headers=json_type).problem(400, "malformed_json")
    client.post("/notes", as_=somebody, content=b"{}", headers=json_type).problem(422, "invalid")


@pytest.mark.parametrize("content", [b"", b"\xff", b"nul", b"{}{}", b'{"title":"\\ud800"}', b"[" * 100_000])
def test_what_is_no_json_is_malformed(client: Client, somebody: Person, content: bytes) -> None:
    answer = client.post("/notes", as_=somebody, content=content, headers={"Content-Type": "application/json"})
    answer.problem(400, "malformed_json")


@pytest.mark.parametrize("document", ["[]", "1", "null", '"text"'])
def test_a_body_that_is_no_object_is_refused_by_shape(client: Client, somebody: Person, document: str) -> None:
    headers = {"Content-Type": "application/json"}
    answer = client.post("/notes", as_=somebody, content=document.encode(), headers=headers)
    answer.problem(422)
    assert answer.pointers() == {"": "object_type"}


def test_the_shape_comes_before_the_row(client: Client, somebody: Person) -> None:
    client.patch("/notes/999999999", as_=somebody, json={"title": 1}).problem(422)
    client.patch("/notes/999999999", as_=somebody, json={"title": "x"}).problem(404, "not_found")


@pytest.mark.parametrize("note_id", [BIGINT, 10**30, 0])
def test_an_id_that_no_row_can_have_is_not_found(client: Client, somebody: Person, note_id: int) -> None:
    client.get(f"/notes/{note_id}", as_=somebody).problem(404, "not_found")


def test_every_wrong_value_is_named(client: Client, somebody: Person) -> None:
    body = {"title": "", "count": "1", "tags": ["a", 2], "place": {"floor": True, "x": 1}, "y/z": 1}
    answer = client.post("/notes", as_=somebody, json=body)
    answer.problem(422, "invalid")
    assert answer.pointers() == {
        "/title": "too_short",
        "/count": "int_type",
        "/tags/1": "string_type",
        "/place/floor": "int_type",
        "/place/x": "unknown_field",
        "/y~1z": "unknown_field",
    }


def test_a_missing_value_is_pointed_at_where_it_should_be(client: Client, somebody: Person) -> None:
    assert client.post("/notes", as_=somebody, json={"place": {}}).pointers() == {
        "/title": "missing",
        "/place/floor": "missing",
    }


def test_what_was_sent_is_never_echoed(client: Client, somebody: Person) -> None:
    secret = "correct-horse-battery"
    body = {"title": [secret], "count": secret, "place": {"floor": secret}, "tags": {secret: 1}}
    assert secret not in client.post("/notes", as_=somebody, json=body).content.decode()


@pytest.mark.parametrize(
    ("title", "code"),
    [
        ("a\x00b", "control_characters"),
        (" \u200b ", "blank"),
        ("x" * 201, "too_long"),
        ("\x1b[2J", "control_characters"),
    ],
)
def test_texts_that_no_reader_could_use_are_refused(client: Client, somebody: Person, title: str, code: str) -> None:
    answer = client.post("/notes", as_=somebody, json={"title": title})
    answer.problem(422)
    assert answer.pointers() == {"/title": code}


def test_a_body_beyond_a_megabyte_is_too_large(client: Client, somebody: Person) -> None:
    client.post("/notes", as_=somebody, json={"title": "x" * 10_000_000}).problem(413, "too_large")


def test_unknown_and_wrong_query_parameters_are_refused(client: Client, somebody: Person) -> None:
    answer = client.get("/notes?limit=101&page=2&since=yesterday&cursor=x&limit=1", as_=somebody)
    answer.problem(422)
    assert answer.pointers() == {
        "/query/limit": "int_type",
        "/query/page": "unknown_field",
        "/query/since": "datetime_type",
    }
    client.get("/notes/1?x=1", as_=somebody).problem(422)


@pytest.mark.parametrize("cursor", ["x", "%00", "a" * 999, "e30", "nu5lmVsiaWQiLDFe"])
def test_a_cursor_that_was_not_given_out_is_refused(client: Client, somebody: Person, cursor: str) -> None:
    answer = client.get(f"/notes?cursor={cursor}", as_=somebody)
    answer.problem(422)
    assert answer.pointers() == {"/query/cursor": "cursor"}


def test_a_list_is_walked_by_its_links(client: Client, somebody: Person) -> None:
    made = [client.post("/notes", as_=somebody, json={"title": f"page {n}"}).ok(201)["id"] for n in range(5)]
    found: list[int] = []
    path: str | None = "/notes?limit=2"
    while path:
        answer = client.get(path, as_=somebody)
        found += [item["id"] for item in answer.ok()["items"]]
        link = answer.headers.get("Link")
        assert (link is None) == (answer.json["next_cursor"] is None)
        path = link.split(">")[0].lstrip("<") if link else None
    assert found == sorted(set(found))
    assert set(made) <= set(found)


def test_a_post_that_needs_nothing_takes_no_body_and_no_content_type(client: Client, somebody: Person) -> None:
    client.post("/notes/touch", as_=somebody).ok()


def test_a_form_is_checked_like_the_json_that_it_stands_for(client: Client, somebody: Person) -> None:
    form = {"title": "photo", "count": "3", "place": json.dumps({"floor": 2}), "file": (BytesIO(b"abc"), "a.jpg")}
    received = client.post("/notes/files", as_=somebody, form=form).ok(201)
    assert received == {"title": "photo", "names": ["a.jpg"], "size": 3}
    refused = client.post("/notes/files", as_=somebody, form={"title": "1", "count": "many", "place": "{}", "x": "1"})
    refused.problem(422)
    assert refused.pointers() == {"/count": "int_type", "/place/floor": "missing", "/x": "unknown_field"}


def test_files_are_bounded_and_come_in_their_field_only(client: Client, somebody: Person) -> None:
    def send(field: str, content: bytes) -> tuple[int, str]:
        answer = client.post("/notes/files", as_=somebody, form={"title": "x", field: (BytesIO(content), "a.jpg")})
        return answer.status, answer.json["code"]

    assert send("file", b"x" * 100_001) == (413, "file_too_large")
    assert send("file", b"x" * 2_000_000) == (413, "too_large")
    assert send("photo", b"x") == (422, "invalid")


def test_a_form_that_breaks_off_is_no_server_error(client: Client, somebody: Person) -> None:
    headers = {"Content-Type": "multipart/form-data; boundary=x"}
    content = b'--x\r\nContent-Disposition: form-data; name="title"\r\n\r\nhal'
    assert client.post("/notes/files", as_=somebody, content=content, headers=headers).status in (400, 422)
    headers = {"Content-Type": "multipart/form-data"}
    assert client.post("/notes/files", as_=somebody, content=content, headers=headers).status in (400, 422)


def test_a_version_that_has_been_overtaken_gets_412_with_the_current_row(
    client: Client, somebody: Person, note: dict[str, object]
) -> None:
    path = f"/notes/{note['id']}"
    changed = client.patch(path, as_=somebody, if_match=1, json={"title": "mine"})
    assert (changed.ok()["version"], changed.headers["ETag"]) == (2, '"2"')
    late = client.patch(path, as_=somebody, if_match=1, json={"title": "late"}).problem(412, "version_conflict")
    assert (late["current"]["title"], late["differing"]) == ("mine", ["title"])


@pytest.mark.parametrize(("tag", "status"), [('W/"1"', 200), ("*", 200), ('"7"', 412), ("1", 412), ('"1", "2"', 422)])
def test_if_match_in_all_its_forms(
    client: Client, somebody: Person, note: dict[str, object], tag: str, status: int
) -> None:
    answer = client.patch(f"/notes/{note['id']}", as_=somebody, json={"title": "x"}, headers={"If-Match": tag})
    assert answer.status == status


def test_a_version_and_an_id_are_on_the_answers(client: Client, somebody: Person, note: dict[str, object]) -> None:
    answer = client.get(f"/notes/{note['id']}", as_=somebody)
    assert (answer.headers["ETag"], answer.headers["Cache-Control"]) == ('"1"', "private, no-store")
    assert client.delete(f"/notes/{note['id']}", as_=somebody).ok(204) is None
    client.get(f"/notes/{note['id']}", as_=somebody).problem(404)
