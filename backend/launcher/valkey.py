"""The embedded Valkey: its settings, its address."""

import signal
from dataclasses import dataclass
from pathlib import Path

from launcher import account as accounts
from launcher import keys
from launcher.account import Account
from launcher.layout import Layout
from launcher.network import LOOPBACK
from launcher.process import Service


@dataclass(frozen=True)
class Valkey:
    """The embedded server of one installation."""

    program: Path
    layout: Layout
    account: Account | None

    def url(self, port: int) -> str:
        """The address by which the application reaches it."""
        return f"redis://:{self._password()}@{LOOPBACK}:{port}/0"

    def service(self, port: int) -> Service:
        """The server; it saves its counters now and then and when it stops, and holds nothing that must not be lost."""
        folder = self.layout.valkey
        folder.mkdir(exist_ok=True, mode=0o700)
        accounts.give(folder, self.account)
        configuration = folder / "valkey.conf"
        keys.write_private(configuration, self._configuration(port))
        accounts.give(configuration, self.account)
        return Service(
            name="valkey",
            command=[self.program, configuration],
            directory=folder,
            environment={"PATH": "/usr/bin:/bin"},
            account=self.account,
            death_signal=signal.SIGTERM,
        )

    def _configuration(self, port: int) -> str:
        lines = [
            f"bind {LOOPBACK}",
            f"port {port}",
            f"requirepass {self._password()}",
            "daemonize no",
            "appendonly no",
            "save 60 1",
            "dbfilename counters.rdb",
            "stop-writes-on-bgsave-error no",
            "maxmemory 256mb",
            "maxmemory-policy volatile-lru",
        ]
        return "\n".join([*lines, ""])

    def _password(self) -> str:
        return keys.keep(self.layout.secrets, "valkey")
