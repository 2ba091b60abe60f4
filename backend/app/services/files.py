"""The bytes behind attachments: made safe, kept in the storage, addressed by links that last ten minutes."""

import hashlib
import io
import secrets
from collections.abc import Generator, Iterable
from contextlib import contextmanager
from dataclasses import dataclass
from typing import IO, Final

from itsdangerous import BadSignature, URLSafeTimedSerializer

from app.errors import NotFound
from app.services.threads import beside_the_loop
from app.storage import Storage
from app.storage.content import Content, detect, download_name
from app.storage.pictures import prepare
from app.storage.videos import without_location

LINK_SECONDS: Final = 600
ORIGINAL, THUMBNAIL, RENDITION = "original", "thumbnail", "rendition"
THUMBNAIL_TYPE: Final = "image/webp"


@dataclass(frozen=True, slots=True)
class Stored:
    """A file whose bytes lie in the storage. `size` in bytes; width and height in pixels, of pictures."""

    name: str
    content_type: str
    size: int
    sha256: bytes
    storage_key: str
    thumbnail_key: str | None = None
    rendition_key: str | None = None
    width: int | None = None
    height: int | None = None

    @property
    def keys(self) -> list[str]:
        """Everything of it that lies in the storage."""
        return [key for key in (self.storage_key, self.thumbnail_key, self.rendition_key) if key]


@dataclass(frozen=True, slots=True)
class Files:
    """The storage and the key of the links of this process."""

    storage: Storage
    links: URLSafeTimedSerializer


class NotConfigured(RuntimeError):
    """`configure` was not called before the first file."""


_files: list[Files] = []


def configure(storage: Storage, secret: str) -> None:
    """Say where the bytes go and with what links are signed; a second call replaces the first."""
    _files[:] = [Files(storage, URLSafeTimedSerializer(secret, salt="attachment-link"))]


def files() -> Files:
    """What `configure` said."""
    if not _files:
        raise NotConfigured("call files.configure(storage, secret) first")
    return _files[0]


def keep(filename: str, stream: IO[bytes]) -> Stored:
    """Type the bytes by themselves, remove where and by what they were taken, keep them durably.

    Blocks (decoding, fsync): run it in a thread. 422 for what can't be accepted, 507 when the disk is full.
    """
    stream.seek(0)
    data = stream.read()
    content = detect(data)
    name = download_name(filename, content)
    if content.is_image:
        return _keep_picture(name, content, data)
    clean = without_location(data, content.content_type) if content.content_type.startswith("video/") else data
    return Stored(name, content.content_type, len(clean), hashlib.sha256(clean).digest(), _put(clean))


def _keep_picture(name: str, content: Content, data: bytes) -> Stored:
    picture = prepare(data, content.content_type)
    clean = picture.original_clean
    return Stored(
        name,
        picture.content_type,
        len(clean),
        hashlib.sha256(clean).digest(),
        _put(clean),
        _put(picture.thumbnail, "thumb"),
        None if picture.rendition is None else _put(picture.rendition, "jpeg"),
        picture.width,
        picture.height,
    )


def _put(data: bytes, kind: str = "file") -> str:
    key = f"{secrets.token_hex(16)}.{kind}"
    files().storage.put(key, io.BytesIO(data))
    return key


def discard(kept: Stored) -> None:
    """Forget bytes that no row came to refer to."""
    for key in kept.keys:
        files().storage.delete(key)


def link(attachment_id: int, variant: str = ORIGINAL) -> str:
    """The path under which that variant can be fetched without signing in, for ten minutes."""
    return f"/files/{files().links.dumps([attachment_id, variant])}"


def linked(token: str) -> tuple[int, str]:
    """The attachment's id and the variant that a link names; `NotFound` for one that is false or too old."""
    try:
        attachment_id, variant = files().links.loads(token, max_age=LINK_SECONDS)
    except (BadSignature, ValueError) as error:
        raise NotFound("file") from error
    return int(attachment_id), str(variant)


@contextmanager
def kept(named: Iterable[tuple[str, IO[bytes]]]) -> Generator[list[Stored]]:
    """Keep each file beside the loop; if the block then fails, their bytes go again."""
    stored: list[Stored] = []
    try:
        for filename, stream in named:
            stored.append(beside_the_loop(keep, filename, stream))
        yield stored
    except BaseException:
        for one in stored:
            discard(one)
        raise
