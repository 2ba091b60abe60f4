"""An installation under test: a clone with a small stand-in application, its data folder, its port, its processes."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable
from pathlib import Path

from launcher.network import free_port

BACKEND = Path(__file__).resolve().parents[2]
STAND_IN = Path(__file__).with_name("stand_in")
PASSED_ON = ("PATH", "HOME", "LANG", "TMPDIR")


def eventually(condition: Callable[[], object], seconds: float = 60) -> None:
    """Wait until a condition holds."""
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "it did not come about in time"
        time.sleep(0.02)


def processes() -> dict[int, tuple[int, str]]:
    """Every process that is not a zombie: its parent and its command line."""
    command = ["/bin/ps", "-ww", "-eo", "pid=,ppid=,stat=,args="]
    answer = subprocess.run(command, capture_output=True, text=True, check=True)
    rows = [line.split(None, 3) for line in answer.stdout.splitlines()]
    return {int(row[0]): (int(row[1]), row[3]) for row in rows if len(row) == 4 and not row[2].startswith("Z")}


def descendants(pid: int) -> dict[int, str]:
    """All processes below one, with their command lines."""
    everything = processes()
    found: dict[int, str] = {}
    fresh = {pid}
    while fresh:
        fresh = {child for child, (parent, _) in everything.items() if parent in fresh} - found.keys()
        found |= {child: everything[child][1] for child in fresh}
    return found


class Installation:
    """Starts `run.py` of a clone of its own and watches it from outside."""

    def __init__(self, folder: Path) -> None:
        self.clone = folder / "clone"
        self.backend = self.clone / "backend"
        self.data_dir = folder / "data"
        self.port = free_port()
        self.environment: dict[str, str] = {}
        self.entry = self.backend / "run.py"
        self._output = folder / "output"
        self._process: subprocess.Popen[bytes] | None = None
        self._lay_out()

    def _lay_out(self) -> None:
        shutil.copytree(BACKEND / "launcher", self.backend / "launcher", ignore=shutil.ignore_patterns("__pycache__"))
        shutil.copytree(STAND_IN, self.backend, dirs_exist_ok=True)
        for name in ("run.py", "config.py", "gunicorn.conf.py"):
            shutil.copy2(BACKEND / name, self.backend)

    @property
    def address(self) -> str:
        """Where it serves."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def output(self) -> str:
        """What the last start printed."""
        return self._output.read_text(encoding="utf-8")

    @property
    def pid(self) -> int:
        """The launcher's process number (or that of the shell around it)."""
        assert self._process is not None
        return self._process.pid

    def spawn(self, *arguments: str, around: str = "exec") -> None:
        """Start it without waiting; `around` is what the shell does with it."""
        environment = {name: os.environ[name] for name in PASSED_ON if name in os.environ}
        environment |= {"PORT": str(self.port), "DATA_DIR": str(self.data_dir), **self.environment}
        script = f'{around} "$@"' if around == "exec" else f'"$@" {around}'
        command = ["/bin/sh", "-c", script, "sh", sys.executable, str(self.entry), *arguments]
        with self._output.open("wb") as output:
            self._process = subprocess.Popen(
                command, env=environment, stdout=output, stderr=output, start_new_session=True
            )

    def start(self, *, around: str = "exec") -> None:
        """Start it and wait for its address."""
        self.spawn(around=around)
        eventually(lambda: "Ctrl-C stops it" in self.output or not self.is_running(), 120)
        assert "Ctrl-C stops it" in self.output, self.output

    def run(self, *arguments: str) -> int:
        """Run it to its end; return its exit status."""
        self.spawn(*arguments)
        return self.wait()

    def wait(self) -> int:
        """Wait for its end; return its exit status."""
        assert self._process is not None
        return self._process.wait(120)

    def stop(self) -> int:
        """Press Ctrl-C; return the exit status."""
        self.signal(signal.SIGINT)
        return self.wait()

    def signal(self, number: signal.Signals) -> None:
        """Send it a signal."""
        assert self._process is not None
        self._process.send_signal(number)

    def is_running(self) -> bool:
        """Whether its process is there."""
        return self._process is not None and self._process.poll() is None

    def children(self) -> dict[int, str]:
        """All processes below it, with their command lines."""
        return descendants(self.pid)

    def child(self, words: str) -> int:
        """The eldest process below it whose command line has these words; 0 where there is none."""
        return min((pid for pid, command in self.children().items() if words in command), default=0)

    def kill(self, words: str) -> None:
        """Kill the child whose command line has these words."""
        pid = self.child(words)
        assert pid, f"no {words} among {self.children()}"
        os.kill(pid, signal.SIGKILL)

    def get(self, path: str) -> str:
        """The body of a GET."""
        with urllib.request.urlopen(self.address + path, timeout=10) as answer:  # noqa: S310 -- our own address
            return answer.read().decode()

    def answers(self) -> bool:
        """Whether the web server answers from the database."""
        try:
            return bool(self.get("/notes"))
        except OSError:
            return False

    def notes(self) -> int:
        """How many starts the database remembers."""
        return int(json.loads(self.get("/notes"))[1])


def all_gone(pids: dict[int, str]) -> bool:
    """Whether none of these processes is there any more."""
    return not pids.keys() & processes().keys()
