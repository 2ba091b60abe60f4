"""What is used of Flask-SocketIO, which has no annotations of its own."""

import logging
from collections.abc import Sequence

import socketio
from flask import Flask

class SocketIO:
    server: socketio.Server
    def __init__(
        self,
        app: Flask,
        *,
        client_manager: socketio.Manager,
        async_mode: str,
        async_handlers: bool,
        transports: Sequence[str],
        cors_allowed_origins: Sequence[str],
        max_http_buffer_size: int,
        ping_interval: int,
        ping_timeout: int,
        logger: logging.Logger,
        engineio_logger: logging.Logger,
    ) -> None: ...
