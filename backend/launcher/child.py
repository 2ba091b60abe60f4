"""One supervised child: its process, its log, how often it died in a row."""

import contextlib
import os
import signal
import subprocess
import time
from pathlib import Path

from launcher import logs
from launcher.process import Service, spawn

SHORT_LIFE_SECONDS = 5
RESTART_DELAYS = (0.3, 1.0, 3.0, 6.0)
"""Seconds before each next start: together about ten, which a killed PostgreSQL's last processes may need to go."""


class Child:
    """Runs a service and remembers how it fares."""

    def __init__(self, service: Service, folder: Path) -> None:
        self.service = service
        self.log = folder / f"{service.name}.log"
        self.short_lives = 0
        self.next_start = 0.0
        self._process: subprocess.Popen[bytes] | None = None
        self._started = 0.0
        self._log_start = 0

    @property
    def pid(self) -> int | None:
        """The process number while it runs."""
        return self._process.pid if self._process else None

    @property
    def gave_up(self) -> bool:
        """Whether it died once more than there are delays, each time soon after its start."""
        return self.short_lives > len(RESTART_DELAYS)

    def start(self, stdin: int = subprocess.DEVNULL) -> int:
        """Start the process; return its number."""
        self._started = time.monotonic()
        output = None if self.service.attached else logs.open_log(self.log)
        try:
            self._log_start = self.log.stat().st_size if output is not None else 0
            self._process = spawn(self.service, output, stdin)
        finally:
            if output is not None:
                os.close(output)
        return self._process.pid

    def poll(self) -> int | None:
        """The exit status once the process has ended (negative: the signal that killed it)."""
        return self._process.poll() if self._process else None

    def bury(self) -> None:
        """Note that the process ended, and when the next one may start."""
        self._process = None
        now = time.monotonic()
        self.short_lives = self.short_lives + 1 if now - self._started < SHORT_LIFE_SECONDS else 0
        self.next_start = now + RESTART_DELAYS[min(max(self.short_lives - 1, 0), len(RESTART_DELAYS) - 1)]

    def signal(self, number: signal.Signals) -> None:
        """Send a signal to the process, if it is still there."""
        if self._process is not None:
            self._process.send_signal(number)

    def sweep(self) -> None:
        """Kill what is left of the process's session once the process itself has ended."""
        if self._process is not None:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(self._process.pid, signal.SIGKILL)
            self._process = None

    def last_lines(self, count: int = 15) -> list[str]:
        """The last lines printed since the last start."""
        return logs.last_lines(self.log, count, since=self._log_start)


def describe_exit(status: int) -> str:
    """How a process ended, in words."""
    if status < 0:
        return f"was killed ({signal.Signals(-status).name})"
    return f"ended (exit status {status})"
