"""Ends the children of a launcher that died, where the kernel cannot do it (macOS has no parent-death signal).

A process of its own that reads, from a pipe whose other end only the launcher holds, lines `+pid signal` and `-pid`.
When the pipe ends, the launcher is gone: whoever is still on the list gets its signal, and ten seconds later SIGKILL.
"""

import contextlib
import os
import signal
import sys
import time
from collections.abc import Iterable

PATIENCE_SECONDS = 10


def children_left(lines: Iterable[str]) -> dict[int, int]:
    """The children announced and not taken back, with the signal that ends each, youngest first."""
    left: dict[int, int] = {}
    for line in lines:
        if line.startswith("+"):
            pid, _, number = line[1:].partition(" ")
            left[int(pid)] = int(number)
        else:
            left.pop(int(line[1:]), None)
    return dict(reversed(left.items()))


def is_alive(pid: int) -> bool:
    """Whether a process with this number exists."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def end(children: dict[int, int], patience: float = PATIENCE_SECONDS) -> None:
    """Signal every child, wait for all to go, kill those that stay."""
    for pid, number in children.items():
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, number)
    deadline = time.monotonic() + patience
    while any(map(is_alive, children)) and time.monotonic() < deadline:
        time.sleep(0.1)
    for pid in filter(is_alive, children):
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)


if __name__ == "__main__":
    end(children_left(sys.stdin))
