"""The events of clients: they connect, say what they look at, renew their token, and go."""

import logging
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final, cast

from pydantic import ValidationError
from socketio import Namespace, exceptions

from app import db
from app.errors import Unauthenticated
from app.http.authentication import Authentication
from app.http.limits import Limits, parse
from app.permissions import Actor
from app.realtime import metrics
from app.realtime.bus import NAMESPACE

from .payloads import OK, Answer, Look, Token, Write, refused
from .presence import Presence
from .registry import TOLERATED, Registry, Socket
from .watch import Watch

log = logging.getLogger(__name__)

CONNECTS: Final = parse("120/minute")[0]
"""How often one person may connect: somebody with many tabs, on a network that comes and goes."""


@dataclass(frozen=True, slots=True)
class Doors:
    """Lets people in whose token is good, as the API does."""

    authentication: Authentication
    limits: Limits
    registry: Registry
    watch: Watch

    def open(self, sid: str, auth: object) -> None:
        """Let this socket in; `ConnectionRefusedError` with a code otherwise."""
        try:
            claims = self.authentication.claims(Token.model_validate(auth).token)
        except ValidationError as error:
            raise _refusal("not_signed_in", "This needs a valid access token.") from error
        except Unauthenticated as error:
            raise _refusal(error.code, error.detail) from error
        socket = Socket(sid, int(claims.sub), claims.sid, claims.exp)
        if self.registry.is_full_for(socket.user_id):
            raise _refusal("too_many_sockets", "Too many pages are open at once.")
        if self.limits.hit(CONNECTS, "sockets", claims.sub).used > CONNECTS.amount:
            raise _refusal("too_many_requests", "Connecting this often is too often.")
        self._let_in(socket)

    def _let_in(self, socket: Socket) -> None:
        """Known before its rights are read: a change of them meanwhile is then heard as well."""
        self.registry.add(socket)
        began = time.monotonic()
        try:
            actor = self._actor(socket)
        except BaseException:
            self.registry.remove(socket.sid)
            raise
        if actor is None or socket.ended:
            self.registry.remove(socket.sid)
            raise _refusal("session_ended", "This session has ended. Please sign in again.")
        self.registry.place(socket, actor, began)

    def renew(self, socket: Socket, token: str) -> Answer:
        """Keep the socket open for as long as this token lasts. It has to be of the same session."""
        try:
            claims = self.authentication.claims(token)
        except Unauthenticated as error:
            return refused(error.code)
        if (int(claims.sub), claims.sid) != (socket.user_id, socket.session_id):
            return refused("another_session")
        socket.expires_at = claims.exp
        return OK

    def _actor(self, socket: Socket) -> Actor | None:
        with db.reads() as connection:
            return self.authentication.identify(connection, user_id=socket.user_id, session_id=socket.session_id)


class People(Namespace):
    """Every event of every client passes through `trigger_event`."""

    def __init__(self, doors: Doors, registry: Registry, presence: Presence) -> None:
        super().__init__(NAMESPACE)
        self._doors, self._registry, self._presence = doors, registry, presence
        self._events: Mapping[str, Callable[[Socket, object], Answer]] = {
            "look": self._look,
            "write": self._write,
            "leave": self._leave,
            "authenticate": self._authenticate,
        }

    def trigger_event(self, event: str, *args: object) -> object:
        """Handle one event. A client may *name* an event `connect` or `disconnect`: only the server's own are taken for
        such, which come while the socket isn't connected yet, or no longer."""
        sid, said = cast("str", args[0]), args[1:]
        if self.server.manager.is_connected(sid, NAMESPACE):
            return self._heard(event, sid, said)
        if event == "connect":
            self._connect(sid, said[-1])
        elif event == "disconnect":
            self._presence.gone(self._registry.remove(sid))
        return None

    def _connect(self, sid: str, auth: object) -> None:
        try:
            self._doors.open(sid, auth)
        except exceptions.ConnectionRefusedError:
            raise
        except Exception as error:
            log.exception("A socket could not be let in.")
            raise _refusal("unavailable", "Please try again in a moment.") from error

    def _heard(self, event: str, sid: str, said: tuple[object, ...]) -> Answer:
        socket = self._registry.get(sid)
        if socket is None or socket.ended:
            return refused("session_ended")
        if not socket.allowance.take():
            return self._too_often(socket)
        handle = self._events.get(event)
        if handle is None or len(said) != 1:
            return self._refuse("malformed")
        try:
            return handle(socket, said[0])
        except ValidationError:
            return self._refuse("malformed")
        except Exception:  # whatever it is, the socket stays usable
            log.exception("A client's event failed.")
            return self._refuse("unavailable")

    def _too_often(self, socket: Socket) -> Answer:
        if socket.allowance.beyond > TOLERATED:
            self._doors.watch.close(socket, "too_many_events")
        return self._refuse("too_many_events")

    def _refuse(self, code: str) -> Answer:
        metrics.REFUSED.labels(code).inc()
        return refused(code)

    def _look(self, socket: Socket, said: object) -> Answer:
        return self._presence.look(socket, Look.model_validate(said).ticket_id)

    def _write(self, socket: Socket, said: object) -> Answer:
        wish = Write.model_validate(said)
        if wish.writing:
            return self._presence.look(socket, wish.ticket_id, "writes")
        return self._presence.pause(socket, wish.ticket_id)

    def _leave(self, socket: Socket, said: object) -> Answer:
        self._presence.leave(socket, Look.model_validate(said).ticket_id)
        return OK

    def _authenticate(self, socket: Socket, said: object) -> Answer:
        return self._doors.renew(socket, Token.model_validate(said).token)


def _refusal(code: str, sentence: str) -> exceptions.ConnectionRefusedError:
    metrics.REFUSED.labels(code).inc()
    return exceptions.ConnectionRefusedError(sentence, {"code": code})
