"""The files of a multipart form, bounded, as plain values."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import IO

from flask import current_app, request
from werkzeug.datastructures import FileStorage

from app.errors import Invalid, TooLarge

MAX_FILES = 10
MEBIBYTE = 1024 * 1024

EXTENSION = "max_upload_bytes"


@dataclass(frozen=True, slots=True)
class Upload:
    """One file that came with a form. `filename` and `content_type` are the client's words: believe neither."""

    name: str
    filename: str
    content_type: str
    size: int
    stream: IO[bytes]

    def digest(self) -> bytes:
        """SHA-256 of the bytes; the stream is back at its start afterwards."""
        digest = hashlib.sha256()
        self.stream.seek(0)
        while block := self.stream.read(MEBIBYTE):
            digest.update(block)
        self.stream.seek(0)
        return digest.digest()


Uploads = Sequence[Upload]


def max_upload_bytes() -> int:
    """How large one file may be."""
    limit = current_app.extensions[EXTENSION]
    if not isinstance(limit, int):
        raise TypeError("create_app sets the size of uploads")
    return limit


def max_form_bytes() -> int:
    """How large a whole form may be: four files of the largest size, or ten smaller ones, and its fields."""
    return 4 * max_upload_bytes() + MEBIBYTE


def uploads(field: str) -> Uploads:
    """The files of this request, all under `field`; 413 for one that is too large, 422 for one in a wrong place."""
    found = [_upload(name, file) for name, file in request.files.items(multi=True) if file.filename or _size(file)]
    _refuse_others(field, (upload.name for upload in found))
    if len(found) > MAX_FILES:
        raise Invalid.field(f"/{field}", "too_many_files", f"At most {MAX_FILES} files at a time.")
    for upload in found:
        _refuse_too_large(upload)
    return found


def _upload(name: str, file: FileStorage) -> Upload:
    return Upload(name, file.filename or name, file.mimetype, _size(file), file.stream)


def _size(file: FileStorage) -> int:
    size = file.stream.seek(0, 2)
    file.stream.seek(0)
    return size


def _refuse_others(field: str, names: Iterable[str]) -> None:
    for name in names:
        if name != field:
            raise Invalid.field(f"/{field}", "unknown_file", f"Files come in the field `{field}` only.")


def _refuse_too_large(upload: Upload) -> None:
    limit = max_upload_bytes()
    if upload.size > limit:
        mebibytes = limit // MEBIBYTE
        raise TooLarge(f"A file may have {mebibytes} MB at most.", "file_too_large", params={"max_mb": mebibytes})
