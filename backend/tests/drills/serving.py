"""The application under a real gunicorn, as a drill starts, kills and asks it."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import psutil
import requests

from launcher.network import free_port
from tests.servers import Addresses

BACKEND = Path(__file__).resolve().parents[2]
WAIT_SECONDS = 60
SECRET = "k" * 40


@dataclass(slots=True)
class Web:
    """A gunicorn with two workers on its own port, over one database."""

    addresses: Addresses
    data: Path
    port: int = field(default_factory=free_port)
    environment: dict[str, str] = field(default_factory=dict[str, str])
    master: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        """Where it answers."""
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        """Start, and wait until it is ready."""
        command = [sys.executable, "-m", "gunicorn", "-c", "gunicorn.conf.py", "wsgi:app"]
        with (self.data / "gunicorn.log").open("ab") as log:
            self.master = subprocess.Popen(command, cwd=BACKEND, env=self.env(), stdout=log, stderr=log)
        until(lambda: is_ready(self.url), "gunicorn is ready")

    def env(self) -> dict[str, str]:
        """What every process of this installation is told."""
        return {
            "PATH": os.environ["PATH"],
            "DATABASE_URL": self.addresses.application,
            "REDIS_URL": self.addresses.redis,
            "SECRET_KEY": SECRET,
            "JWT_SECRET_KEY": SECRET[::-1],
            "DATA_DIR": str(self.data),
            "PORT": str(self.port),
            "WEB_CONCURRENCY": "2",
            "RATE_LIMIT": "1000000/minute",
            "LOG_LEVEL": "WARNING",
            **self.environment,
        }

    def workers(self) -> list[int]:
        """The process ids of the workers."""
        return [] if self.master is None else [child.pid for child in psutil.Process(self.master.pid).children()]

    def kill_worker(self) -> None:
        """`kill -9` one worker; the master starts another."""
        running = self.workers()
        if running:
            os.kill(running[0], signal.SIGKILL)

    def kill_master(self) -> None:
        """`kill -9` the master, wait until its orphans have gone, start anew."""
        if self.master is None:
            return
        orphans = [psutil.Process(pid) for pid in self.workers()]
        self.master.kill()
        self.master.wait()
        psutil.wait_procs(orphans, timeout=WAIT_SECONDS)
        self.start()

    def stop(self) -> None:
        """End it in order."""
        if self.master is not None and self.master.poll() is None:
            self.master.terminate()
            self.master.wait(WAIT_SECONDS)


def is_ready(url: str) -> bool:
    """Whether the application answers and is ready."""
    try:
        return requests.get(f"{url}/health/ready", timeout=2).status_code == 200
    except requests.RequestException:
        return False


def until(condition: Callable[[], bool], what: str, seconds: float = WAIT_SECONDS) -> None:
    """Wait for a condition; fails with its name."""
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            raise AssertionError(f"not within {seconds} s: {what}")
        time.sleep(0.02)
