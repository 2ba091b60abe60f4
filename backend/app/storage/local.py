"""Attachments on a local disk: one folder, spread over 65,536 subfolders by the hash of the key."""

import errno
import hashlib
import os
import re
import shutil
import time
from collections.abc import Generator, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import IO

from app.storage import StorageError, StorageFull, StorageMissing

_KEY = re.compile(r"[a-z0-9]+(?:[._-][a-z0-9]+)*")
_KEY_LENGTH = 200
_NO_SPACE = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_ABANDONED_AFTER = 24 * 3600


class LocalStorage:
    """`Storage` below `root`, which is made if needed and readable by its owner only.

    A file is written beside its place's root, synced, then renamed: a reader sees all of it or none of it.
    """

    def __init__(self, root: Path) -> None:
        self._root = root
        self._unfinished = root / "unfinished"
        with _named_errors():
            root.mkdir(mode=0o700, parents=True, exist_ok=True)
            self._unfinished.mkdir(mode=0o700, exist_ok=True)
            _remove_abandoned(self._unfinished)

    def put(self, key: str, data: IO[bytes]) -> None:
        path = self._path(key)
        with _named_errors():
            _make_durable_folder(path.parent, self._root)
            with NamedTemporaryFile(dir=self._unfinished, delete=False) as unfinished:
                try:
                    shutil.copyfileobj(data, unfinished, 1 << 20)
                    unfinished.flush()
                    os.fsync(unfinished.fileno())
                    Path(unfinished.name).replace(path)
                except BaseException:
                    Path(unfinished.name).unlink(missing_ok=True)
                    raise
            _sync_folder(path.parent)

    def open(self, key: str) -> IO[bytes]:
        with _named_errors():
            return self._path(key).open("rb")

    def delete(self, key: str) -> None:
        path = self._path(key)
        with _named_errors():
            path.unlink(missing_ok=True)

    def exists(self, key: str) -> bool:
        with _named_errors():
            return self._path(key).is_file()

    def keys(self, older_than_seconds: float) -> Iterator[str]:
        before = time.time() - older_than_seconds
        with _named_errors():
            for path in self._root.glob("[0-9a-f][0-9a-f]/[0-9a-f][0-9a-f]/*"):
                with suppress(FileNotFoundError):  # deleted meanwhile
                    if path.stat().st_mtime < before:
                        yield path.name

    def _path(self, key: str) -> Path:
        # The form leaves no way out of the folder; one case only, so that no two keys meet on a macOS disk.
        if len(key) > _KEY_LENGTH or not _KEY.fullmatch(key):
            raise ValueError(f"not a storage key: {key!r}")
        spread = hashlib.sha256(key.encode()).hexdigest()
        return self._root / spread[:2] / spread[2:4] / key


@contextmanager
def _named_errors() -> Generator[None]:
    try:
        yield
    except FileNotFoundError as error:
        raise StorageMissing from error
    except OSError as error:
        raise (StorageFull if error.errno in _NO_SPACE else StorageError)() from error


def _remove_abandoned(folder: Path) -> None:
    """Remove what a process that was killed left unfinished; younger files may still be written by another one."""
    for path in folder.iterdir():
        if time.time() - path.stat().st_mtime > _ABANDONED_AFTER:
            path.unlink(missing_ok=True)


def _make_durable_folder(folder: Path, root: Path) -> None:
    if folder.is_dir():
        return
    for made in (folder.parent, folder):
        made.mkdir(mode=0o700, exist_ok=True)
    for parent in (folder.parent, root):
        _sync_folder(parent)


def _sync_folder(folder: Path) -> None:
    """A new name in a folder outlives a power cut only once the folder itself is synced."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
