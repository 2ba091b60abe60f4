"""What is used of python-socketio, which has no annotations of its own."""

import logging
from collections.abc import Callable, Iterable, Iterator, Mapping, MutableMapping

import engineio
import websocket

class Manager:
    rooms: Mapping[str, Mapping[str | None, Mapping[str, str]]]
    def connect(self, eio_sid: str, namespace: str) -> str: ...
    def is_connected(self, sid: str, namespace: str) -> bool: ...
    def sid_from_eio_sid(self, eio_sid: str, namespace: str) -> str | None: ...
    def enter_room(self, sid: str, namespace: str, room: str) -> None: ...
    def leave_room(self, sid: str, namespace: str, room: str) -> None: ...
    def initialize(self) -> None: ...
    def emit(
        self,
        event: str,
        data: object,
        namespace: str | None = None,
        room: str | list[str] | None = None,
        *,
        ignore_queue: bool = False,
    ) -> None: ...

class RedisManager(Manager):
    channel: str
    host_id: str
    def __init__(self, url: str, channel: str, write_only: bool = False) -> None: ...
    def _publish(self, data: Mapping[str, object]) -> None: ...
    def _listen(self) -> Iterator[bytes]: ...
    def _handle_emit(self, message: Mapping[str, object]) -> None: ...

class Namespace:
    server: Server
    def __init__(self, namespace: str) -> None: ...
    def trigger_event(self, event: str, *args: object) -> object: ...

class Server:
    eio: engineio.Server
    environ: Mapping[str, MutableMapping[str, object]]
    manager: Manager
    manager_initialized: bool
    def register_namespace(self, namespace_handler: Namespace) -> None: ...
    def disconnect(self, sid: str, namespace: str, ignore_queue: bool = False) -> None: ...

class Transport:
    ws: websocket.WebSocket

class Client:
    connected: bool
    eio: Transport
    sid: str | None
    def __init__(
        self, *, reconnection: bool = True, logger: logging.Logger | bool = False, engineio_logger: bool = False
    ) -> None: ...
    def on(self, event: str, handler: Callable[..., object]) -> None: ...
    def connect(
        self,
        url: str,
        *,
        auth: object = None,
        transports: Iterable[str] | None = None,
        headers: Mapping[str, str] = ...,
        wait_timeout: float = 1,
    ) -> None: ...
    def emit(self, event: str, data: object = None) -> None: ...
    def call(self, event: str, data: object = None, *, timeout: float = 60) -> object: ...
    def disconnect(self) -> None: ...
