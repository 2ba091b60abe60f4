"""Ending mail of a kind, by the link in its foot or with the mail program's own button (RFC 8058); no account needed.

Looking changes nothing: programs that open every link of a mail must not end anything.
"""

from html import escape
from typing import Annotated, Final

from flask import Response
from pydantic import Field

from app import db
from app.http import Api
from app.notifications import unsubscribing
from app.notifications.kinds import CHOSEN
from app.notifications.texts import texts
from app.notifications.unsubscribing import Stop
from app.schemas.base import Path

api = Api("unsubscribe", tag="Notifications")

HTML: Final = "text/html; charset=utf-8"
_PAGE: Final = """<!doctype html>
<html lang="{locale}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="color-scheme" content="light dark"><meta name="robots" content="noindex"><title>{title}</title><style>
body {{ font: 17px/24px 'Segoe UI', Roboto, Helvetica, Arial, sans-serif; margin: 0; border-top: 6px solid #FFC400;
  color: #14171A; background: #FFF }}
main {{ max-width: 34rem; padding: 24px 20px }} h1 {{ font-size: 28px; line-height: 33px; margin: 0 0 12px }}
button {{ font: inherit; font-weight: 700; padding: 13px 20px; border: 1px solid #FFC400; border-radius: 4px;
  background: #FFC400; color: #14171A; cursor: pointer }} button:focus-visible {{ outline: 3px solid #14171A }}
@media (prefers-color-scheme: dark) {{ body {{ color: #ECEEEF; background: #191C1E }}
  button:focus-visible {{ outline-color: #ECEEEF }} }}
</style></head><body><main><h1>{title}</h1><p>{text}</p>{form}</main></body></html>
"""


class StopPath(Path):
    """A link of a mail."""

    token: Annotated[str, Field(max_length=800)]


@api.get("/unsubscribe/<string:token>", public=True, limit="60/minute", content_types=("text/html",), problems=(404,))
def get_unsubscribe_page(path: StopPath) -> Response:
    """The page on which one ends it."""
    with db.reads() as connection:
        what = unsubscribing.meant(connection, path.token)
    button = f'<form method="post"><button type="submit">{escape(_say("button"))}</button></form>'
    return _page("ask", what, button)


@api.post(
    "/unsubscribe/<string:token>", public=True, idempotent=False, limit="60/minute", content_types=("text/html",),
    problems=(404,),
)  # fmt: skip
def unsubscribe(path: StopPath) -> Response:
    """End it; ending it twice is ending it."""
    return _page("done", db.repeat(lambda unit: unsubscribing.stop(unit, path.token)), "")


def _page(step: str, what: Stop, form: str) -> Response:
    known = {1: "some", len(CHOSEN): "all"}
    kind = _say(known.get(len(what.kinds), "these"))
    values = {"kind": kind, "address": _masked(what.email)}
    title, text = escape(_say(f"{step}_title", **values)), escape(_say(f"{step}_text", **values))
    page = _PAGE.format(locale="en", title=title, text=text, form=form)
    return Response(page, content_type=HTML, headers={"Cache-Control": "private, no-store"})


def _say(key: str, **values: object) -> str:
    return texts("en").say(f"unsubscribe.{key}", **values)


def _masked(email: str | None) -> str:
    """`j***@example.com`: whoever was forwarded the mail needn't learn more than they have."""
    local, _, host = (email or "").rpartition("@")
    return f"{local[:1]}***@{host}" if host else _say("nowhere")
