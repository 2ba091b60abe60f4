"""Puts Socket.IO beside the API, on the same processes: websockets only, so no request has to find its process."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final

from flask import Flask
from flask_socketio import SocketIO
from gevent import monkey

from app.http.authentication import authentication_of
from app.http.limits import limits_of
from app.realtime import EXTENSION, Realtime

from .gateway import LARGEST_MESSAGE, Gateway, bounded
from .people import Doors, People
from .presence import Presence
from .registry import Registry
from .serving import Serving
from .store import Store
from .watch import Watch

PING_SECONDS: Final = 25
SILENT_SECONDS: Final = 20

# Their lines at ERROR are about malformed packets, one each; what goes wrong in our handlers is logged by ourselves.
log = logging.getLogger("app.sockets.engine")
log.setLevel(logging.CRITICAL)


@dataclass(frozen=True, slots=True)
class Options:
    """`origins`: whose pages may connect, beside those that the same address serves."""

    origins: Sequence[str]


def install(app: Flask, realtime: Realtime, options: Options) -> None:
    """Serve `/socket.io`. Threads begin with the process that serves (`Serving.start`)."""
    server = SocketIO(
        app,
        client_manager=realtime.bus,
        async_mode="gevent" if monkey.is_module_patched("socket") else "threading",
        async_handlers=False,  # a socket's events in their order, in its own greenlet
        transports=["websocket"],
        cors_allowed_origins=[],  # the gateway looks at the origin
        max_http_buffer_size=LARGEST_MESSAGE,
        ping_interval=PING_SECONDS,
        ping_timeout=SILENT_SECONDS,
        logger=log,
        engineio_logger=log,
    ).server
    bounded(server.eio)
    registry = Registry(server)
    presence = Presence(server, registry, Store.of(realtime.bus))
    watch = Watch(server, registry, presence)
    doors = Doors(authentication_of(app), limits_of(app), registry, watch)
    server.register_namespace(People(doors, registry, presence))
    realtime.bus.ear.hearers += [watch.hear, presence.hear]
    app.wsgi_app = Gateway(app.wsgi_app, frozenset(options.origins), partial(len, server.eio.sockets))
    app.extensions[EXTENSION] = realtime
    app.extensions[Serving.EXTENSION] = Serving(server, realtime, watch, presence)
