"""Stamps: what a folder was made from, kept inside it, so that work whose input is unchanged is skipped."""

import hashlib
from collections.abc import Iterable
from pathlib import Path

NAME = ".made-from"
IGNORED = {"node_modules", "build", "dist", "coverage", "test-results"}


def digest(parts: Iterable[str | Path]) -> str:
    """A digest of texts, files, and folders with all that lies below them, names included."""
    hashed = hashlib.sha256()
    for part in parts:
        if isinstance(part, str):
            hashed.update(part.encode() + b"\0")
            continue
        for file in files_below(part):
            hashed.update(f"{file.relative_to(part.parent)}\0".encode())
            hashed.update(hashlib.sha256(file.read_bytes()).digest())
    return hashed.hexdigest()


def files_below(path: Path) -> list[Path]:
    """The file itself, or the files of a folder in the order of their names, without what is made from them."""
    if path.is_file():
        return [path]
    entries = sorted(path.iterdir()) if path.is_dir() else []
    return [file for entry in entries if entry.name not in IGNORED for file in files_below(entry)]


def read(folder: Path) -> str:
    """The stamp in a folder; empty where there is none."""
    try:
        return (folder / NAME).read_text(encoding="ascii")
    except OSError:
        return ""


def write(folder: Path, stamp: str) -> None:
    """Note in a folder what it was made from."""
    (folder / NAME).write_text(stamp, encoding="ascii")


def remove(folder: Path) -> None:
    """Forget what a folder was made from, before it is changed."""
    (folder / NAME).unlink(missing_ok=True)
