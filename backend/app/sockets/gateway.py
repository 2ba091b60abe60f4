"""What stands before Socket.IO: the origin of the page, how many sockets there are, how large a message may be."""

import socket
from collections.abc import Callable, Iterable, MutableMapping
from typing import TYPE_CHECKING, Any, Final, Protocol
from urllib.parse import urlsplit

import orjson
from engineio import Server

from app.realtime import metrics

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

PATH: Final = "/socket.io"
LARGEST_MESSAGE: Final = 16_384
MOST_SOCKETS: Final = 2000
UNANSWERED_MILLISECONDS: Final = 30_000


class Websocket(Protocol):
    """Engine.IO's websocket of one connection, with the options that simple-websocket is opened with."""

    server_args: MutableMapping[str, object]

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> object: ...


class Gateway:
    """WSGI middleware around the whole application; everything but `/socket.io` passes."""

    def __init__(self, app: "WSGIApplication", origins: frozenset[str], count: Callable[[], int]) -> None:
        self._app, self._origins, self._count = app, origins, count

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        """Refuse with 403 or 503, or go on."""
        path: str = environ.get("PATH_INFO", "")
        if path != PATH and not path.startswith(f"{PATH}/"):
            return self._app(environ, start_response)
        if not self._is_welcome(environ):
            return _refused(start_response, "403 Forbidden", "bad_origin")
        if self._count() >= MOST_SOCKETS:
            return _refused(start_response, "503 Service Unavailable", "too_many_sockets")
        # Signals are too small to gain from compression, which takes some 300 kB a socket.
        environ.pop("HTTP_SEC_WEBSOCKET_EXTENSIONS", None)
        _notice_who_vanishes(environ.get("gunicorn.socket"))
        return self._app(environ, start_response)

    def _is_welcome(self, environ: "WSGIEnvironment") -> bool:
        """Browsers name the page's origin; what names none is no page. Tokens are asked for all the same."""
        origin: str | None = environ.get("HTTP_ORIGIN")
        return origin is None or origin in self._origins or urlsplit(origin).netloc == environ.get("HTTP_HOST")


def bounded(engine: Server) -> None:
    """Have simple-websocket refuse a large message while it arrives; Engine.IO would look at it afterwards."""
    driver: dict[str, Any] = vars(engine)["_async"]
    open_websocket: Callable[..., Websocket] = driver["websocket"]

    def opened(*arguments: object) -> Websocket:
        websocket = open_websocket(*arguments)
        websocket.server_args["max_message_size"] = LARGEST_MESSAGE
        return websocket

    vars(engine)["_async"] = {**driver, "websocket": opened}


def _refused(start_response: "StartResponse", status: str, code: str) -> Iterable[bytes]:
    metrics.REFUSED.labels(code).inc()
    number, _, title = status.partition(" ")
    body = orjson.dumps({"type": "about:blank", "title": title, "status": int(number), "code": code})
    headers = [("Content-Type", "application/problem+json"), ("Content-Length", str(len(body)))]
    start_response(status, [*headers, ("Retry-After", "5")] if number == "503" else headers)
    return [body]


def _notice_who_vanishes(connection: object) -> None:
    """Without this a peer that was unplugged keeps its place until TCP gives up, a quarter of an hour later."""
    if isinstance(connection, socket.socket) and hasattr(socket, "TCP_USER_TIMEOUT"):
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, UNANSWERED_MILLISECONDS)
