"""Turns signals, and the end of the parent process, into one question: is it time to stop?"""

import os
import select
import signal
from types import FrameType

STOP_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class Watch:
    """Counts stop signals, and wakes a waiting launcher as soon as a signal arrives or a child ends."""

    def __init__(self) -> None:
        self.requests = 0
        self._parent = os.getppid()
        self._read, self._write = os.pipe2(os.O_NONBLOCK | os.O_CLOEXEC) if hasattr(os, "pipe2") else nonblocking_pipe()
        signal.set_wakeup_fd(self._write, warn_on_full_buffer=False)
        for number in STOP_SIGNALS:
            signal.signal(number, self._count)
        signal.signal(signal.SIGCHLD, lambda _number, _frame: None)

    def _count(self, _number: int, _frame: FrameType | None) -> None:
        self.requests += 1

    @property
    def stop_requested(self) -> bool:
        """Whether a stop signal came, or whoever started the launcher is gone."""
        return self.requests > 0 or os.getppid() != self._parent

    def pause(self, seconds: float) -> None:
        """Wait up to `seconds`, less when a signal arrives."""
        if select.select([self._read], [], [], seconds)[0]:
            os.read(self._read, 4096)


def nonblocking_pipe() -> tuple[int, int]:
    """A pipe whose ends don't block, where the system lacks pipe2 (macOS)."""
    ends = os.pipe()
    for end in ends:
        os.set_blocking(end, False)
    return ends
