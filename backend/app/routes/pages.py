"""The web app below `/app/`, and the API's description: its document and a page to browse it, without a network."""

import re
from dataclasses import dataclass
from html import escape
from importlib.resources import files
from pathlib import Path

import orjson
from flask import Blueprint, Flask, Response, current_app, redirect, send_from_directory
from sqlalchemy.exc import DBAPIError
from werkzeug.exceptions import NotFound as NoSuchPath
from werkzeug.security import safe_join
from werkzeug.wrappers import Response as AnyResponse

from app import db
from app.http import openapi_document
from app.services import installation

HTML = "text/html; charset=utf-8"
UNCHANGING = "public, max-age=31536000, immutable"
SWAGGER = Path(str(files("flask_openapi_swagger"))) / "templates" / "swagger"
OWN = Path(__file__).parent / "docs_page"

MISSING_BUILD = """<!doctype html>
<html lang="en"><meta charset="utf-8"><title>Modern Management</title>
<h1>The web app is not built</h1>
<p>There is no <code>{name}</code> in <code>WEB_ROOT</code>. Run <code>npm run build</code>, or start with
<code>make run</code>, which does. The API answers all the same; it is described at <a href="/docs">/docs</a>.</p>
</html>
"""


@dataclass(frozen=True, slots=True)
class WebApp:
    """The built web app: `index.html` is rewritten as it is served, the rest are files."""

    root: Path
    api_origin: str = ""

    def page(self) -> Response:
        """`index.html`, told where it lives; what it links to has names that change with their content."""
        try:
            source = (self.root / "index.html").read_text(encoding="utf-8")
        except FileNotFoundError:
            return Response(MISSING_BUILD.format(name="index.html"), 503, content_type=HTML)
        return Response(self._told(source), content_type=HTML, headers={"Cache-Control": "no-cache"})

    def _told(self, source: str) -> str:
        source = re.sub(r'<base href="[^"]*"', '<base href="/app/"', source, count=1)
        source = _with_meta(source, "mm-api", self.api_origin)
        return _with_meta(source, "mm-demo", "1" if _is_demo() else "")

    def file(self, path: str) -> AnyResponse | None:
        """A file of the build; None where there is none."""
        found = safe_join(str(self.root), path)
        if found is None or not Path(found).is_file() or path == "index.html":
            return None
        answer = send_from_directory(self.root, path, conditional=True, etag=True)
        answer.headers["Cache-Control"] = UNCHANGING if path.startswith("assets/") else "no-cache"
        return answer


def _with_meta(source: str, name: str, content: str) -> str:
    told = f'<meta name="{name}" content="{escape(content)}"'
    return re.sub(rf'<meta name="{name}" content="[^"]*"', lambda _: told, source, count=1)


def _is_demo() -> bool:
    """The page itself is shown while the database is away: it says so better than an error does."""
    try:
        with db.reads() as connection:
            return installation.is_demo(connection)
    except DBAPIError:
        return False


def install(app: Flask, web: WebApp) -> None:
    """Serve the pages."""
    pages = Blueprint("pages", __name__)

    @pages.get("/")
    def root() -> AnyResponse:
        return redirect("/app/", code=302)

    @pages.get("/app/", defaults={"path": ""})
    @pages.get("/app/<path:path>")
    def web_app(path: str) -> AnyResponse:
        if path.startswith("assets/"):
            return web.file(path) or _missing()
        return web.file(path) or web.page()

    app.register_blueprint(pages)
    app.register_blueprint(_description())


def _missing() -> AnyResponse:
    raise NoSuchPath


def _description() -> Blueprint:
    described = Blueprint("description", __name__)

    @described.get("/openapi.json")
    def document() -> Response:
        return Response(orjson.dumps(openapi_document(current_app)), content_type="application/json")

    @described.get("/docs")
    def browse() -> AnyResponse:
        return send_from_directory(OWN, "index.html")

    @described.get("/docs/assets/own/<name>")
    def own(name: str) -> AnyResponse:
        return send_from_directory(OWN, name)

    @described.get("/docs/assets/<path:path>")
    def bundled(path: str) -> AnyResponse:
        return send_from_directory(SWAGGER, path)

    return described
