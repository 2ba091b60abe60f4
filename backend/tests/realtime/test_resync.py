"""Valkey goes and comes back: nobody waits for it meanwhile, and open pages are told to read again what they missed."""

import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from app import db
from launcher import layout
from launcher.account import server_account
from launcher.binaries import valkey_program
from launcher.layout import Layout
from launcher.network import accepts, free_port
from launcher.process import spawn
from launcher.valkey import Valkey
from tests import factories
from tests.drills.serving import Web
from tests.factories import Cast
from tests.processes import eventually
from tests.realtime.calling import Caller
from tests.realtime.hearing import Ear
from tests.servers import Addresses

TABS = 6
PROMISED_SECONDS = 5


class Killable:
    """A Valkey of this file's own, on one port for good."""

    def __init__(self, folder: Path) -> None:
        places, account = Layout(folder), server_account()
        folder.chmod(0o711)
        layout.create(places)
        self._valkey = Valkey(valkey_program(places.binaries, account), places, account)
        self._log = folder / "valkey.log"
        self.port = free_port()
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        """Its address."""
        return self._valkey.url(self.port)

    def start(self) -> None:
        """Start, and wait until it answers."""
        with self._log.open("ab") as log:
            self._process = spawn(self._valkey.service(self.port), log.fileno())
        eventually(lambda: accepts(self.port))

    def kill(self) -> None:
        """`kill -9`."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()


@pytest.fixture(scope="module")
def valkey() -> Iterator[Killable]:
    """Running, in a folder that its own account may enter."""
    with tempfile.TemporaryDirectory(prefix="mm-valkey-") as folder:
        server = Killable(Path(folder))
        server.start()
        yield server
        server.kill()


@pytest.fixture(scope="module")
def web(module_database: Addresses, data: Path, valkey: Killable) -> Iterator[Web]:
    """Two web processes that meet at it."""
    server = Web(module_database, data, environment={"REDIS_URL": valkey.url})
    server.start()
    yield server
    server.stop()


def test_what_was_missed_while_valkey_was_away_is_read_again(web: Web, cast: Cast, valkey: Killable) -> None:
    api, ticket_id = Caller(web.url), factories.ticket(cast.a.id, cast.a.guest.id)

    def comment() -> None:
        api.post(cast.a.guest, f"/tickets/{ticket_id}/comments", {"body": "Still."})

    with ExitStack() as opened:
        ears = [opened.enter_context(Ear.of(web.url, cast.a.manager)) for _ in range(TABS)]
        comment()
        for ear in ears:
            ear.wait("ticket", ticket_id)
            assert ear.all("resync") == []
        valkey.kill()
        comment()  # answered all the same
        assert all(ear.client.connected for ear in ears)
        assert "realtime" in _degraded(api, cast)
        valkey.start()
        for ear in ears:
            eventually(lambda ear=ear: ear.all("resync"), seconds=PROMISED_SECONDS)
        eventually(lambda: not any(_degraded(api, cast) for _ in range(8)))  # whichever process answers
        known = [len(ear.seqs(ticket_id)) for ear in ears]
        comment()
        for ear, count in zip(ears, known, strict=True):
            ear.wait_for(lambda _, ear=ear, count=count: len(ear.seqs(ticket_id)) > count, "ticket")
    db.dispose()


def _degraded(api: Caller, cast: Cast) -> list[str]:
    degraded: list[str] = api.get(cast.admin, "/health/ready").json()["degraded"]
    return degraded
