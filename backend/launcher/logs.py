"""The children's log files: one each, kept short, their last lines at hand."""

import os
import shutil
from pathlib import Path

KEEP_BYTES = 10 * 1024 * 1024
TAIL_BYTES = 64 * 1024


def open_log(path: Path) -> int:
    """A descriptor that appends to the log; the caller closes it."""
    rotate(path)
    return os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_CLOEXEC, 0o600)


def rotate(path: Path, keep: int = KEEP_BYTES) -> None:
    """Move what was written to `<name>.1` once the log has passed `keep` bytes.

    Copied and cut rather than renamed: the child goes on appending to the file that it holds.
    """
    if path.exists() and path.stat().st_size > keep:
        shutil.copy2(path, path.with_name(path.name + ".1"))
        os.truncate(path, 0)


def last_lines(path: Path, count: int = 15, since: int = 0) -> list[str]:
    """The last lines of a log, none from before the byte `since`."""
    if not path.exists():
        return []
    size = path.stat().st_size
    with path.open("rb") as file:
        file.seek(max(size - TAIL_BYTES, min(since, size)))
        text = file.read().decode(errors="replace")
    return [line.rstrip() for line in text.splitlines() if line.strip()][-count:]
