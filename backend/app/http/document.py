"""The OpenAPI 3.1 document: flask-openapi's, completed with what `Api` knows about each operation."""

from flask import Flask
from flask_openapi import OpenAPI

TITLE = "Modern Management"
VERSION = "0.1.0"


def application(name: str = "app") -> OpenAPI:
    """An application whose routes are documented; the document itself is served by `routes/pages.py`."""
    app = OpenAPI(
        name,
        info={"title": TITLE, "version": VERSION},
        security_schemes={"token": {"type": "http", "scheme": "bearer", "bearerFormat": "JWT"}},
        doc_ui=False,
        static_folder=None,
    )
    app.openapi_version = "3.1.0"
    app.url_map.strict_slashes = True
    app.url_map.redirect_defaults = False
    return app


def openapi_document(app: Flask) -> dict[str, object]:
    """The document of this application's API, as `GET /openapi.json` answers it."""
    if not isinstance(app, OpenAPI):
        raise TypeError("only an application made by `application()` is documented")
    return app.api_doc
