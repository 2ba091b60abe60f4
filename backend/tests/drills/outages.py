"""What an installation runs; each part can be killed, and comes back as its supervisor would have it.

Parts are started by the thread that calls, which must outlive them: they are told when it dies.
"""

import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from launcher.network import accepts
from tests.drills.serving import BACKEND, WAIT_SECONDS, Web, until
from tests.servers import Servers


class Machine(Servers):
    """A PostgreSQL and a Valkey of its own. What PostgreSQL has said to be committed survives its restart."""

    settings: ClassVar[tuple[str, ...]] = ("fsync=off", "max_connections=300")

    def restart_postgres(self) -> None:
        """End every connection and start it anew, as an update of the server does."""
        self._restart("postgres", quick=False)

    def kill_valkey(self) -> None:
        """`kill -9`, and start it anew."""
        self._restart("valkey", quick=True)

    def _restart(self, name: str, *, quick: bool) -> None:
        place = next(n for n, (service, _) in enumerate(self._running) if service.name == name)
        service, process = self._running.pop(place)
        process.send_signal(service.quick_signal if quick else service.stop_signal)
        process.wait(WAIT_SECONDS)
        self._spawn(service)
        url = self.addresses.superuser if name == "postgres" else self.addresses.redis
        port = int(url.rsplit(":", 1)[1].split("/")[0])
        until(lambda: accepts(port), f"{name} takes connections")


@dataclass(slots=True)
class Worker:
    """A worker's process over the same installation as a web server."""

    web: Web
    log: Path
    process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it; it is ready when it is ready."""
        command = [sys.executable, "-m", "flask", "--app", "app.commands", "worker"]
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(command, cwd=BACKEND, env=self.web.env(), stdout=log, stderr=log)

    def kill(self) -> None:
        """`kill -9`, and start another."""
        self.stop()
        self.start()

    def stop(self) -> None:
        """End it at once."""
        if self.process is not None:
            self.process.kill()
            self.process.wait()

    def revive(self) -> None:
        """Start another if it has ended by itself."""
        if self.process is not None and self.process.poll() is not None:
            self.start()


def seconds_since(start: float) -> int:
    """Whole seconds since a moment of the monotonic clock."""
    return round(time.monotonic() - start)
