"""The web app below /app/, and the API's description."""

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask
from pydantic.json_schema import JsonSchemaMode
from sqlalchemy import text

from app import create_app, db
from app.http.api import operations_of
from app.http.operations import Operation
from config import Settings
from tests.client import Client
from tests.servers import Addresses

INDEX = """<!doctype html>
<html><head><base href="/" /><meta name="mm-api" content="" /><meta name="mm-demo" content="" /></head></html>"""


@pytest.fixture(scope="module")
def built(settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    root: Path = tmp_path_factory.mktemp("build")
    (root / "assets").mkdir()
    (root / "index.html").write_text(INDEX)
    (root / "assets" / "index-B1.js").write_text("export {}")
    (root / "favicon.svg").write_text("<svg/>")
    (root.parent / "outside.txt").write_text("not yours")
    yield create_app(replace(settings, web_root=root))
    db.dispose()


@pytest.fixture
def web(built: Flask, settings: Settings) -> Client:
    db.configure(settings.database_url)
    return Client(built)


def test_the_root_leads_to_the_web_app(web: Client) -> None:
    answer = web.get("/")
    assert (answer.status, answer.headers["Location"]) == (302, "/app/")


@pytest.mark.parametrize("path", ["/app/", "/app/tickets", "/app/tickets/7", "/app/q/token", "/app/index.html"])
def test_every_address_of_the_app_is_its_page_told_where_it_lives(web: Client, path: str) -> None:
    answer = web.get(path)
    assert (answer.status, answer.headers["Cache-Control"]) == (200, "no-cache")
    page = answer.content.decode()
    assert '<base href="/app/" />' in page
    assert '<meta name="mm-api" content="" />' in page
    assert '<meta name="mm-demo" content="" />' in page


def test_a_demo_says_so_in_its_page(web: Client, fresh_database: Addresses) -> None:
    with db.configure(fresh_database.owner).writes.begin() as connection:
        connection.execute(text("""INSERT INTO installation (key, value) VALUES ('demo', '{"state": "loaded"}')"""))
    db.configure(fresh_database.application)
    assert '<meta name="mm-demo" content="1" />' in web.get("/app/").content.decode()


def test_the_page_is_there_while_the_database_is_away(web: Client) -> None:
    db.configure("postgresql://nobody@127.0.0.1:1/none")
    web.get("/app/").ok()


def test_files_whose_names_hold_their_content_are_kept_for_good(web: Client) -> None:
    script = web.get("/app/assets/index-B1.js")
    assert (script.status, script.headers["Content-Type"]) == (200, "text/javascript; charset=utf-8")
    assert "immutable" in script.headers["Cache-Control"]
    assert web.get("/app/favicon.svg").headers["Cache-Control"] == "no-cache"
    web.get("/app/assets/index-A0.js").problem(404)


@pytest.mark.parametrize("path", ["../outside.txt", "%2e%2e/outside.txt", "..%2foutside.txt", "/etc/passwd"])
def test_nothing_outside_the_build_is_served(web: Client, path: str) -> None:
    content = web.get(f"/app/{path}").content
    assert b"not yours" not in content
    assert b"root:" not in content


def test_a_web_app_that_was_not_built_is_said_plainly(settings: Settings, tmp_path: Path) -> None:
    answer = Client(create_app(replace(settings, web_root=tmp_path))).get("/app/")
    assert answer.status == 503
    assert b"npm run build" in answer.content


def test_the_description_names_every_operation_and_each_answer_of_it(client: Client) -> None:
    document = client.get("/openapi.json").ok()
    assert document["openapi"] == "3.1.0"
    operations = [one for path in document["paths"].values() for one in path.values()]
    ids = [one["operationId"] for one in operations]
    assert len(ids) == len(set(ids))
    for one in operations:
        assert one["summary"], one["operationId"]
        assert {"422", "503"} <= one["responses"].keys()
        assert "401" in one["responses"] or one["security"] == []
    references = set(re.findall(r'"#/components/schemas/([^"]+)"', client.get("/openapi.json").content.decode()))
    assert references <= document["components"]["schemas"].keys()


def test_the_description_can_be_browsed_from_this_origin_alone(client: Client) -> None:
    page = client.get("/docs").content.decode()
    found = re.findall(r'(?:src|href)="([^"]+)"', page)
    assert found
    assert "<script>" not in page
    for path in found:
        assert path.startswith("/docs/assets/")
        client.get(path).ok()


def schemas_of(operation: Operation) -> Iterator[tuple[str, object]]:
    models = (operation.inputs.content, operation.rules.returns)
    modes: tuple[JsonSchemaMode, JsonSchemaMode] = ("validation", "serialization")
    for model, mode in zip(models, modes, strict=True):
        if model:
            schema = model.model_json_schema(mode=mode)
            yield from schema.pop("$defs", {}).items()
            yield model.__name__, schema


def test_a_name_in_the_description_stands_for_one_schema(app: Flask) -> None:
    found: dict[str, object] = {}
    for operation in operations_of(app).values():
        for name, schema in schemas_of(operation):
            assert found.setdefault(name, schema) == schema, f"{operation.rules.endpoint}: another {name}"
