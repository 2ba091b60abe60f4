"""`/dev/mail`: on a development machine, the mail that would have gone out, for whoever sits at it.

Nothing is served in production, once a mail server is set up, or to anybody but this very machine: the mails hold
invitations and private links.
"""

from email.message import EmailMessage
from email.utils import parsedate_to_datetime
from html import escape
from ipaddress import ip_address
from typing import Final

from flask import Blueprint, Flask, Response, current_app, has_request_context, request
from werkzeug.exceptions import NotFound as NoSuchPath

from app.integrations.dev_mailbox import DevMailbox, Kept
from app.settings_store import email

EXTENSION: Final = "dev_mailbox"
PATH: Final = "/dev/mail"
LOCAL_NAMES: Final = ("localhost", "127.0.0.1", "[::1]")
FORWARDED: Final = ("Forwarded", "X-Forwarded-For", "X-Real-IP", "Via")
_STYLE: Final = """
:root { color-scheme: light dark } body { font: 16px/22px 'Segoe UI', Roboto, Helvetica, Arial, sans-serif; margin: 0;
border-top: 6px solid #FFC400 } main { max-width: 60rem; margin: 0 auto; padding: 20px 16px }
h1 { font-size: 26px; line-height: 32px; overflow-wrap: anywhere }
ol { list-style: none; padding: 0 } li a { display: grid; grid-template-columns: 8.5rem 16rem 1fr; gap: 0 16px;
padding: 10px 4px; border-top: 1px solid #8886; color: inherit; text-decoration: none } li a span { overflow: hidden;
text-overflow: ellipsis; white-space: nowrap } li a:hover, li a:focus-visible { background: #FFC40033; outline: 0 }
iframe { width: 100%; height: 70vh; border: 1px solid #8886; background: #FFF } pre { white-space: pre-wrap;
overflow-wrap: anywhere } summary { padding: 10px 0; font-weight: 700; cursor: pointer } dt { font-weight: 700 }
dd { margin: 0 0 6px } @media (max-width: 640px) { li a { grid-template-columns: 1fr } }
"""
_PAGE: Final = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<title>{title}</title><style>{style}</style></head><body><main>{content}</main></body></html>
"""


def install(app: Flask, mailbox: DevMailbox | None) -> None:
    """Serve the mailbox; None: there is none here."""
    app.extensions[EXTENSION] = mailbox
    if mailbox is None:
        return
    pages = Blueprint("dev_mail", __name__)

    @pages.get(PATH)
    def listed() -> Response:
        _require_here()
        return _page("Mail", _list(mailbox))

    @pages.get(f"{PATH}/<name>")
    def shown(name: str) -> Response:
        _require_here()
        kept = mailbox.read(name)
        if kept is None:
            raise NoSuchPath
        return _page(str(kept.message["Subject"]), _mail(kept.message))

    app.register_blueprint(pages)


def address() -> str | None:
    """Where this request's caller finds the mailbox; None where mail doesn't go there."""
    return PATH if current_app.extensions.get(EXTENSION) is not None and not email.current().server else None


def _require_here() -> None:
    """404 unless the browser runs on this machine, and speaks to it without anybody between."""
    local = has_request_context() and _is_loopback(request.remote_addr or "") and _host() in LOCAL_NAMES
    if not local or any(request.headers.get(name) for name in FORWARDED) or email.current().server:
        raise NoSuchPath


def _is_loopback(peer: str) -> bool:
    try:
        return ip_address(peer).is_loopback
    except ValueError:
        return False


def _host() -> str:
    """The host that was asked for, without its port."""
    name, colon, port = request.host.rpartition(":")
    return name if colon and port.isdigit() else request.host


def _list(mailbox: DevMailbox) -> str:
    mails = mailbox.newest()
    rows = "".join(_row(one) for one in mails)
    return f"<h1>Mail</h1><p>No mail server is set up: what would go out is kept here.</p><ol>{rows}</ol>"


def _row(kept: Kept) -> str:
    at = parsedate_to_datetime(str(kept.message["Date"])).astimezone()
    cells = (f"{at:%d %b %H:%M:%S}", kept.message["To"], kept.message["Subject"])
    shown = "".join(f"<span>{escape(str(cell or ''))}</span>" for cell in cells)
    return f'<li><a href="{PATH}/{kept.name}">{shown}</a></li>'


def _mail(message: EmailMessage) -> str:
    html, text = _part(message, "html"), _part(message, "plain")
    headers = "".join(f"<dt>{escape(name)}</dt><dd>{escape(str(value))}</dd>" for name, value in message.items())
    frame = f'<iframe sandbox title="HTML" srcdoc="{escape(html)}"></iframe>'
    return (
        f'<p><a href="{PATH}">All mail</a></p><h1>{escape(str(message["Subject"]))}</h1>'
        f"<p>{escape(str(message['To']))}, {escape(str(message['Date']))}</p>{frame}"
        f"<details open><summary>Text</summary><pre>{escape(text)}</pre></details>"
        f"<details><summary>Headers</summary><dl>{headers}</dl></details>"
    )


def _part(message: EmailMessage, kind: str) -> str:
    part = message.get_body((kind,))
    content = part.get_content() if part is not None else ""
    return content if isinstance(content, str) else ""


def _page(title: str, content: str) -> Response:
    page = _PAGE.format(title=escape(title), style=_STYLE, content=content)
    return Response(page, content_type="text/html; charset=utf-8", headers={"Cache-Control": "no-store"})
