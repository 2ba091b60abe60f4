"""Removes from pictures and films what isn't picture or film: places, names, comments, previews, what trails behind.

A module a container. Each takes the bytes and returns them without, the coded picture untouched, by a list of the parts
that stay; only a picture's orientation survives of its Exif data, since the picture is shown by it.
"""

from collections.abc import Callable, Mapping

from app.storage.metadata import film, gif, heif, jpeg, png, webp

_STRIPPERS: Mapping[str, Callable[[bytes], bytes]] = {
    "image/jpeg": jpeg.strip,
    "image/png": png.strip,
    "image/gif": gif.strip,
    "image/webp": webp.strip,
    "image/heic": heif.strip,
    "image/avif": heif.strip,
    "video/mp4": film.strip,
    "video/quicktime": film.strip,
}


def strip(data: bytes, content_type: str) -> bytes:
    """The file without its metadata. `MetadataBroken` if its container can't be read to the end."""
    return _STRIPPERS[content_type](data)
