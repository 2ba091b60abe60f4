"""Our own background processes, run as operators run them."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Generator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from app.commands import create_app
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
def background(name: str, addresses: Addresses, log: Path | None = None) -> Generator[subprocess.Popen[bytes]]:
    """`flask <name>`, ended at the latest with the test; its log goes to a file where that is wanted."""
    command = [sys.executable, "-m", "flask", "--app", "app.commands", name]
    with (log or Path(os.devnull)).open("wb") as errors:
        process = subprocess.Popen(command, cwd=BACKEND, env=environment(addresses), stderr=errors if log else None)
    try:
        yield process
    finally:
        process.kill()
        process.wait()


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a command ended, and what it printed."""

    returncode: int
    stdout: str
    stderr: str


def flask(*arguments: str, given: Mapping[str, str], text: str = "") -> Outcome:
    """`flask <arguments>` in this process, with this environment and this standard input."""
    result = create_app().test_cli_runner().invoke(args=arguments, env=given, input=text)
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return Outcome(result.exit_code, result.stdout, result.stderr)


def imported_by(*arguments: str, given: Mapping[str, str]) -> set[str]:
    """The modules that `flask <arguments>` loads in a process of its own."""
    command = [sys.executable, "-X", "importtime", "-m", "flask", "--app", "app.commands", *arguments]
    ended = subprocess.run(command, cwd=BACKEND, env=dict(given), capture_output=True, text=True, check=True)
    return {line.rsplit("|", 1)[-1].strip() for line in ended.stderr.splitlines()}
