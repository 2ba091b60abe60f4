"""Keeps children running: starts them, starts them again when they die, stops them in order."""

import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from launcher import guardian, logs, messages
from launcher.child import Child, describe_exit
from launcher.errors import LaunchError, StopRequested
from launcher.process import HAS_DEATH_SIGNAL, Service
from launcher.signals import Watch

POLL_SECONDS = 0.05
IDLE_SECONDS = 1.0
HURRIED_SECONDS = 3.0
ROTATE_SECONDS = 60.0


class Supervisor:
    """One thread that watches all children."""

    def __init__(
        self, log_folder: Path, watch: Watch, *, give_up: bool = True, guarded: bool = not HAS_DEATH_SIGNAL
    ) -> None:
        self._log_folder = log_folder
        self._watch = watch
        self._give_up = give_up
        self._children: list[Child] = []
        self._next_rotation = time.monotonic() + ROTATE_SECONDS
        self._guardian = start_guardian() if guarded else None

    def start(self, service: Service) -> Child:
        """Start a service and keep it running."""
        child = Child(service, self._log_folder)
        self._children.append(child)
        self._launch(child)
        return child

    def run(self, tick: Callable[[], None] = lambda: None) -> None:
        """Watch until asked to stop (StopRequested) or a child keeps dying (LaunchError)."""
        while True:
            self._check()
            tick()
            self._watch.pause(IDLE_SECONDS if all(child.pid for child in self._children) else POLL_SECONDS)

    def wait_until(self, is_so: Callable[[], bool], seconds: float, complaint: Callable[[], str]) -> None:
        """Watch until a condition holds; raises LaunchError with the complaint when it takes too long."""
        deadline = time.monotonic() + seconds
        while not is_so():
            self._check()
            if time.monotonic() > deadline:
                raise LaunchError(complaint())
            self._watch.pause(POLL_SECONDS)

    def run_once(self, service: Service, text: str = "", *, show: bool = False) -> list[str]:
        """Run a service to its end while watching the others, `text` on its standard input; return its lines.

        With `show`, what it says of its progress is printed as it comes.
        Raises LaunchError with its last lines unless it ends with status 0.
        """
        child = Child(service, self._log_folder)
        self._children.append(child)
        with tempfile.TemporaryFile() as stdin:
            stdin.write(text.encode())
            stdin.seek(0)
            self._launch(child, stdin.fileno())
        shown = 0
        while (status := child.poll()) is None:
            self._check(self._children[:-1])
            shown = say_progress(child, shown) if show else 0
            self._watch.pause(POLL_SECONDS)
        self._retract(child)
        self._children.remove(child)
        if status != 0:
            raise LaunchError(messages.failed(service.name, describe_exit(status), child.last_lines(), child.log))
        return child.last_lines()

    def restart(self, names: Iterable[str]) -> None:
        """Stop the named children and start them anew, forgetting their deaths."""
        for child in [child for child in self._children if child.service.name in set(names)]:
            self._stop([child])
            child.short_lives = 0
            self._launch(child)

    def stop(self, order: Sequence[str]) -> None:
        """End every child, those that `order` does not name first, each within its time; a further signal hurries."""
        rank = {name: place for place, name in enumerate(order)}
        self._stop(sorted(self._children, key=lambda child: rank.get(child.service.name, -1)))
        self._children.clear()
        if self._guardian is not None and self._guardian.stdin is not None:
            self._guardian.stdin.close()
            self._guardian.wait()

    def _check(self, children: list[Child] | None = None) -> None:
        if self._watch.stop_requested:
            raise StopRequested
        for child in self._children if children is None else children:
            self._check_child(child)
        if time.monotonic() > self._next_rotation:
            self._next_rotation = time.monotonic() + ROTATE_SECONDS
            for child in self._children:
                logs.rotate(child.log)

    def _check_child(self, child: Child) -> None:
        if child.pid is None:
            if time.monotonic() >= child.next_start:
                self._launch(child)
        elif (status := child.poll()) is not None:
            self._retract(child)
            child.bury()
            how = describe_exit(status)
            if child.gave_up and self._give_up:
                raise LaunchError(messages.keeps_dying(child.service.name, how, child.last_lines(), child.log))
            messages.say(messages.died(child.service.name, how))

    def _stop(self, children: list[Child]) -> None:
        for child in children:
            if child.pid is not None:
                child.signal(child.service.stop_signal)
                self._await_end(child)
                self._retract(child)
                child.sweep()
                messages.say(messages.stopped(child.service.name))

    def _await_end(self, child: Child) -> None:
        harder = [child.service.quick_signal, signal.SIGKILL]
        asked, deadline = self._watch.requests, time.monotonic() + child.service.stop_seconds
        while child.poll() is None:
            if self._watch.requests > asked or time.monotonic() > deadline:
                asked, deadline = self._watch.requests, time.monotonic() + HURRIED_SECONDS
                child.signal(harder.pop(0) if len(harder) > 1 else harder[0])
            self._watch.pause(POLL_SECONDS)

    def _launch(self, child: Child, stdin: int = subprocess.DEVNULL) -> None:
        pid = child.start(stdin)
        self._tell_guardian(f"+{pid} {int(child.service.death_signal)}\n")

    def _retract(self, child: Child) -> None:
        self._tell_guardian(f"-{child.pid}\n")

    def _tell_guardian(self, line: str) -> None:
        if self._guardian is not None and self._guardian.stdin is not None:
            self._guardian.stdin.write(line.encode())
            self._guardian.stdin.flush()


def say_progress(child: Child, shown: int) -> int:
    """Print the child's lines that were not shown yet, but for data and log records; return how many there are."""
    lines = child.last_lines(count=1000)
    for line in lines[shown:]:
        if not line.startswith("{"):
            messages.say(f"  {line}")
    return len(lines)


def start_guardian() -> subprocess.Popen[bytes]:
    """Start the process that ends the children should this one die."""
    return subprocess.Popen([sys.executable, guardian.__file__], stdin=subprocess.PIPE, start_new_session=True)
