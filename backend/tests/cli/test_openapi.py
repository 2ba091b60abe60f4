"""The description that the clients are generated from is the one that this source gives."""

import json
from pathlib import Path

import orjson
from flask import Flask

from app.http import openapi_document

KEPT = Path(__file__).resolve().parents[3] / "packages" / "api-client" / "openapi.json"
AGAIN = "run: npm run dump --workspace packages/api-client && npm run generate --workspace packages/api-client"


def test_the_clients_description_is_current(app: Flask) -> None:
    served = json.loads(orjson.dumps(openapi_document(app)))
    assert json.loads(KEPT.read_text(encoding="utf-8")) == served, AGAIN
