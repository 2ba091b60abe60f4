"""Our own background processes, run as operators run them."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from tests.servers import Addresses

BACKEND = Path(__file__).resolve().parents[1]
SECRETS = {"SECRET_KEY": "s" * 40, "JWT_SECRET_KEY": "j" * 40}


def eventually(condition: Callable[[], object], seconds: float = 30) -> None:
    """Wait until a condition holds."""
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "it did not come about in time"
        time.sleep(0.02)


def environment(addresses: Addresses, **more: str) -> dict[str, str]:
    """Two roles, as the launcher gives them."""
    urls = {"DATABASE_URL": addresses.application, "MIGRATION_DATABASE_URL": addresses.owner}
    return {**os.environ, **SECRETS, **urls, **more}


@contextmanager
def background(name: str, addresses: Addresses) -> Iterator[subprocess.Popen[bytes]]:
    """`flask <name>`, ended at the latest with the test."""
    command = [sys.executable, "-m", "flask", "--app", "app.commands", name]
    process = subprocess.Popen(command, cwd=BACKEND, env=environment(addresses))  # noqa: S603 -- our own program
    try:
        yield process
    finally:
        process.kill()
        process.wait()


def flask(
    *arguments: str, given: Mapping[str, str], text: str = "", python: tuple[str, ...] = ()
) -> subprocess.CompletedProcess[str]:
    """`flask <arguments>` run to its end."""
    command = [sys.executable, *python, "-m", "flask", "--app", "app.commands", *arguments]
    return subprocess.run(  # noqa: S603 -- our own program
        command, cwd=BACKEND, env=dict(given), input=text, capture_output=True, text=True, check=False, timeout=120
    )
