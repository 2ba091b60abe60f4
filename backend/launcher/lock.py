"""The installation's lock: one launcher a data folder; a second one learns where the first serves."""

import fcntl
import json
import os
from pathlib import Path
from typing import Self

from launcher.errors import AlreadyRunning, LaunchError


class Lock:
    """An advisory lock on a file, which the kernel gives back however its holder ends.

    The file keeps the address between start and clean stop, so what is found in it on taking the lock tells that the
    last run was cut off (`after_crash`).
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.after_crash = False
        self._descriptor = -1

    def take(self, address: str) -> Self:
        """Take the lock and note the address; raises AlreadyRunning with the holder's."""
        self._descriptor = os.open(self.path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
        try:
            fcntl.flock(self._descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise AlreadyRunning(read_address(self.path) or address) from None
        except OSError as error:
            raise LaunchError(f"Cannot lock {self.path} ({error.strerror}): choose a local DATA_DIR=…") from error
        self.after_crash = bool(read_address(self.path))
        self._write({"address": address, "pid": os.getpid()})
        return self

    def release(self) -> None:
        """Give the lock back after a clean stop."""
        self._write(None)
        os.close(self._descriptor)

    def _write(self, content: dict[str, str | int] | None) -> None:
        os.ftruncate(self._descriptor, 0)
        if content is not None:
            os.pwrite(self._descriptor, json.dumps(content).encode(), 0)


def read_address(path: Path) -> str:
    """The address noted in a lock file; empty where there is none."""
    try:
        return str(json.loads(path.read_bytes())["address"])
    except (OSError, ValueError, KeyError, TypeError):
        return ""


def is_held(path: Path) -> bool:
    """Whether a launcher holds the lock now; never takes it."""
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    except OSError:
        return False
    try:
        fcntl.flock(descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    except OSError:
        return False
    finally:
        os.close(descriptor)
    return False
