"""What the local disk says it kept, it kept; what it could not keep leaves no trace; no key leads out of its folder."""

import errno
import io
import os
import stat
import time
from pathlib import Path
from typing import IO

import pytest

from app.storage import Storage, StorageError, StorageFull, StorageMissing
from app.storage.local import LocalStorage

KEY = "3f0c9a7e-original.jpg"


@pytest.fixture(name="root")
def root_folder(tmp_path: Path) -> Path:
    return tmp_path / "files"


@pytest.fixture(name="storage")
def storage_below(root: Path) -> Storage:
    return LocalStorage(root)


def files(root: Path) -> list[str]:
    return [path.name for path in root.rglob("*") if path.is_file()]


def put(storage: Storage, data: bytes, key: str = KEY) -> None:
    storage.put(key, io.BytesIO(data))


def get(storage: Storage, key: str = KEY) -> bytes:
    with storage.open(key) as kept:
        return kept.read()


def test_bytes_come_back_in_another_process(storage: Storage, root: Path) -> None:
    data = os.urandom(3 << 20)
    put(storage, data)
    assert storage.exists(KEY)
    assert get(LocalStorage(root)) == data
    assert files(root) == [KEY]


def test_a_second_put_replaces(storage: Storage) -> None:
    put(storage, b"one")
    put(storage, b"two")
    assert get(storage) == b"two"


def test_what_was_deleted_is_missing(storage: Storage) -> None:
    put(storage, b"x")
    storage.delete(KEY)
    storage.delete(KEY)
    assert not storage.exists(KEY)
    with pytest.raises(StorageMissing):
        storage.open(KEY)


@pytest.mark.parametrize(
    "key", ["", ".", "..", "../x", "/etc/passwd", "a/b", "a\\b", "a..b", ".a", "a.", "A", "a\n", "a\0", "ä", "a" * 201]
)
def test_no_key_leads_out_of_the_folder(storage: Storage, key: str) -> None:
    for use in (lambda: put(storage, b"x", key), lambda: get(storage, key), lambda: storage.exists(key)):
        with pytest.raises(ValueError, match="not a storage key"):
            use()
    with pytest.raises(ValueError, match="not a storage key"):
        storage.delete(key)


def test_keys_spread_over_folders(storage: Storage, root: Path) -> None:
    for number in range(50):
        put(storage, b"x", f"key-{number}")
    assert len({path.parent for path in root.rglob("key-*")}) > 45


def test_only_the_owner_may_read(storage: Storage, root: Path) -> None:
    put(storage, b"x")
    assert {stat.S_IMODE(path.stat().st_mode) & 0o077 for path in root.rglob("*")} == {0}


def test_a_file_has_its_name_only_once_it_is_on_the_disk(
    storage: Storage, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(storage, b"makes the folders", KEY)
    steps: list[str] = []
    fsync, replace = os.fsync, Path.replace

    def noted_fsync(descriptor: int) -> None:
        steps.append("folder" if stat.S_ISDIR(os.fstat(descriptor).st_mode) else "file")
        fsync(descriptor)

    def noted_replace(path: Path, target: Path) -> Path:
        steps.append("rename")
        return replace(path, target)

    monkeypatch.setattr(os, "fsync", noted_fsync)
    monkeypatch.setattr(Path, "replace", noted_replace)
    put(storage, b"x")
    assert steps == ["file", "rename", "folder"]


@pytest.mark.parametrize(
    ("number", "error"),
    [(errno.ENOSPC, StorageFull), (errno.EDQUOT, StorageFull), (errno.EIO, StorageError)],
)
def test_a_disk_that_fails_is_named_and_keeps_nothing(
    storage: Storage, root: Path, monkeypatch: pytest.MonkeyPatch, number: int, error: type[StorageError]
) -> None:
    def fail(_: int) -> None:
        raise OSError(number, os.strerror(number), str(root))

    put(storage, b"before")
    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(StorageError) as caught:
        put(storage, b"after")
    assert type(caught.value) is error
    assert str(root) not in caught.value.detail
    assert get(storage) == b"before"
    assert files(root) == [KEY]


class Interrupted(io.BytesIO):
    """A body whose client goes away after the first piece."""

    def read(self, size: int | None = -1, /) -> bytes:
        if self.tell():
            raise ConnectionResetError
        return super().read(min(size or 10, 10))


def test_an_upload_that_breaks_off_leaves_nothing(storage: Storage, root: Path) -> None:
    broken: IO[bytes] = Interrupted(b"x" * 100)
    with pytest.raises(StorageError):
        storage.put(KEY, broken)
    assert files(root) == []


def test_a_start_removes_what_a_killed_process_left_and_nothing_younger(root: Path) -> None:
    LocalStorage(root)
    old, young = root / "unfinished" / "old", root / "unfinished" / "young"
    for path in (old, young):
        path.write_bytes(b"half")
    yesterday = time.time() - 25 * 3600
    os.utime(old, (yesterday, yesterday))
    LocalStorage(root)
    assert files(root) == ["young"]


def test_keys_are_those_of_what_has_lain_there_for_long(storage: Storage, root: Path) -> None:
    for key in ("old.file", "young.file"):
        put(storage, b"x", key)
    long_ago = time.time() - 100
    os.utime(next(root.rglob("old.file")), (long_ago, long_ago))
    assert list(storage.keys(50)) == ["old.file"]
    assert sorted(storage.keys(-50)) == ["old.file", "young.file"]
