"""A client on a real websocket, that remembers what it heard."""

import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Protocol, Self, cast

import socketio
from socketio import exceptions

from tests.processes import eventually

Said = Mapping[str, object]
EVENTS = ("ticket", "task", "notification", "presence", "resync", "closed")


class Signed(Protocol):
    """Whoever has an access token."""

    @property
    def token(self) -> str: ...


class Refused(Exception):
    """The server did not let the socket in; `code` says why."""

    def __init__(self, code: object) -> None:
        super().__init__(code)
        self.code = code


@dataclass(slots=True)
class Ear:
    """One connection: `with Ear.of(url, person) as ear`. `heard` has events in their order."""

    client: socketio.Client = field(default_factory=lambda: socketio.Client(reconnection=False))
    heard: list[tuple[str, Said]] = field(default_factory=list[tuple[str, Said]])
    refusal: object = None
    ended: threading.Event = field(default_factory=threading.Event)

    @classmethod
    def of(cls, url: str, who: Signed) -> Self:
        """Connect as somebody."""
        return cls.with_auth(url, {"token": who.token})

    @classmethod
    def with_auth(cls, url: str, auth: object) -> Self:
        """Connect with any `auth`; `Refused` says why not."""
        ear = cls()
        for event in EVENTS:
            ear.client.on(event, ear._noting(event))
        ear.client.on("connect_error", ear._note_refusal)
        ear.client.on("disconnect", ear._note_end)
        try:
            ear.client.connect(url, auth=auth, transports=["websocket"], wait_timeout=20)
        except exceptions.ConnectionError as error:
            ear.client.disconnect()
            raise Refused(ear._code()) from error
        return ear

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.client.disconnect()

    def say(self, event: str, said: object) -> Said:
        """Say something; returns the server's answer."""
        return cast("Said", self.client.call(event, said, timeout=20))

    def all(self, event: str) -> list[Said]:
        """Everything that was heard of this kind."""
        return [said for name, said in list(self.heard) if name == event]

    def ids(self, event: str = "ticket") -> set[object]:
        """Of what was heard."""
        return {said["id"] for said in self.all(event)}

    def seqs(self, identity: int, event: str = "ticket") -> set[int]:
        """The numbers that were heard of one ticket or task."""
        return {cast("int", said["seq"]) for said in self.all(event) if said["id"] == identity}

    def wait(self, event: str, identity: int | None = None) -> Said:
        """The last such signal, once there is one."""
        eventually(lambda: self._find(event, identity))
        return self._find(event, identity)[-1]

    def wait_for(self, condition: Callable[[Said], bool], event: str) -> Said:
        """The first such signal that meets the condition, once there is one."""
        eventually(lambda: any(condition(said) for said in self.all(event)))
        return next(said for said in self.all(event) if condition(said))

    def wait_end(self) -> None:
        """Until the server has closed it."""
        assert self.ended.wait(40), "the socket was not closed"

    def users_of(self, ticket_id: int) -> dict[object, object]:
        """Who looks at a ticket, as it was told last: id → state."""
        told = [said for said in self.all("presence") if said["id"] == ticket_id]
        users = cast("list[Said]", told[-1]["users"]) if told else []
        return {user["id"]: user["state"] for user in users}

    def names_at(self, ticket_id: int) -> set[object]:
        """The names that were told with them."""
        told = [said for said in self.all("presence") if said["id"] == ticket_id]
        return {user["name"] for user in cast("list[Said]", told[-1]["users"])} if told else set()

    def _find(self, event: str, identity: int | None) -> list[Said]:
        return [said for said in self.all(event) if identity is None or said["id"] == identity]

    def _noting(self, event: str) -> Callable[..., None]:
        def note(said: Said | None = None, *_: object) -> None:
            self.heard.append((event, said or {}))

        return note

    def _note_refusal(self, said: object = None) -> None:
        self.refusal = said

    def _note_end(self, *_: object) -> None:
        self.ended.set()

    def _code(self) -> object:
        refusal = self.refusal
        data = cast("Said", refusal).get("data") if isinstance(refusal, dict) else None
        return cast("Said", data).get("code") if isinstance(data, dict) else None
