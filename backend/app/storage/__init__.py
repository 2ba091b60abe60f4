"""Where the bytes of attachments are kept: one small interface, a module an implementation."""

from collections.abc import Iterator
from typing import IO, ClassVar, Protocol

from app.errors import Problem


class StorageError(Problem):
    """The bytes could not be kept or read; the cause is chained, and never shown to the caller."""

    status: ClassVar[int] = 500
    title: ClassVar[str] = "Files can't be kept or read at the moment"

    def __init__(
        self, detail: str = "The file store doesn't answer as it should.", code: str = "storage_failed"
    ) -> None:
        super().__init__(detail, code)


class StorageFull(StorageError):
    """507: no space is left. Nothing was kept."""

    status = 507
    title = "No space left for files"

    def __init__(self) -> None:
        super().__init__(
            "There is no space left for files. Nothing was saved; please tell an administrator.", "storage_full"
        )


class StorageMissing(StorageError):
    """The database knows the file, the store doesn't have it."""

    title = "The file is missing"

    def __init__(self) -> None:
        super().__init__("The file is not in the store any more.", "storage_missing")


class Storage(Protocol):
    """Bytes under keys that the server makes: lower-case letters and digits, between them single `.`, `_` or `-`.

    Every method may block: call it in a thread. Errors: `StorageFull`, `StorageMissing`, `StorageError`.
    """

    def put(self, key: str, data: IO[bytes]) -> None:
        """Keep everything that `data` still has to read; when this returns, it outlives a power cut. Replaces."""
        ...

    def open(self, key: str) -> IO[bytes]:
        """The bytes, to be closed by the caller. `StorageMissing` if there are none."""
        ...

    def delete(self, key: str) -> None:
        """Forget the bytes, if there are any."""
        ...

    def exists(self, key: str) -> bool:
        """Whether there are bytes under this key."""
        ...

    def keys(self, older_than_seconds: float) -> Iterator[str]:
        """The keys of what has lain there for longer than that, in no order."""
        ...
