"""HEIC and AVIF (ISO/IEC 23008-12): keeps the coded pictures and how they are put together; blanks every other item.

A picture is turned by its own properties here (`irot`, `imir`), so nothing of the Exif data has to survive.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from app.storage.metadata.boxes import Box, Media
from app.storage.metadata.broken import MetadataBroken
from app.storage.metadata.film import strip_movie

_FILE = frozenset({b"ftyp", b"meta", b"moov", b"mdat", b"free", b"skip"})
_META = frozenset({b"hdlr", b"pitm", b"iinf", b"iloc", b"iprp", b"iref", b"idat", b"grpl", b"dinf", b"free"})
_PICTURES = frozenset({b"hvc1", b"av01", b"grid", b"iovl", b"iden", b"tmap", b"avc1", b"jpeg"})
# An empty TIFF structure after the offset that HEIF puts before it: a reader finds valid Exif data without a tag.
_NO_EXIF = b"\0\0\0\0MM\0*\0\0\0\x08" + b"\0" * 6
_IN_FILE, _IN_IDAT = 0, 1


@dataclass(frozen=True, slots=True)
class _Extent:
    item: int
    method: int
    offset: int
    length: int


def strip(data: bytes) -> bytes:
    """The pictures alone; nothing moves, what goes is blanked."""
    media = Media(data)
    for box in list(media.boxes(0, len(data))):
        if box.kind not in _FILE:
            media.remove(box)
        elif box.kind == b"meta":
            _strip_meta(media, box)
        elif box.kind == b"moov":
            strip_movie(media, box, fragmented=False)
    return bytes(media.data)


def _strip_meta(media: Media, meta: Box) -> None:
    parts = {box.kind: box for box in media.inside(meta, 4)}
    if not parts.keys() >= {b"iinf", b"iloc"}:
        raise MetadataBroken("a picture without a table of its items")
    items = dict(_items(media, parts[b"iinf"]))
    # The box of item data is kept itself, and blanked by items.
    for extent in list(_extents(media, parts[b"iloc"])):
        if items.get(extent.item) not in _PICTURES:
            _blank(media, extent, parts.get(b"idat"), is_exif=items.get(extent.item) == b"Exif")
    for box in list(media.inside(meta, 4)):
        if box.kind not in _META:
            media.remove(box)


def _blank(media: Media, extent: _Extent, item_data: Box | None, *, is_exif: bool) -> None:
    if extent.method == _IN_IDAT and item_data:
        start = item_data.payload + extent.offset
    elif extent.method == _IN_FILE and extent.length:
        start = extent.offset
    else:
        raise MetadataBroken("an item whose bytes can't be told from others")
    media.blank(start, extent.length)
    if is_exif and extent.length >= len(_NO_EXIF):
        media.data[start : start + len(_NO_EXIF)] = _NO_EXIF


def _items(media: Media, table: Box) -> Iterator[tuple[int, bytes]]:
    """Number and type of each item."""
    skip = 6 if media.number(table.payload, 1) == 0 else 8
    for entry in media.inside(table, skip):
        version = media.number(entry.payload, 1)
        at = entry.payload + 4
        size = 4 if version >= 3 else 2
        yield media.number(at, size), bytes(media.data[at + size + 2 : at + size + 6]) if version >= 2 else b""


def _extents(media: Media, table: Box) -> Iterator[_Extent]:
    """Where each item's bytes lie (ISO/IEC 14496-12, 8.11.3)."""
    version, sizes, at = media.number(table.payload, 1), media.number(table.payload + 4, 2), table.payload + 6
    offset_size, length_size, base_size = sizes >> 12, sizes >> 8 & 15, sizes >> 4 & 15
    index_size = sizes & 15 if version else 0

    def read(size: int) -> int:
        nonlocal at
        at += size
        if at > table.end:
            raise MetadataBroken("the table of items is cut off")
        return media.number(at - size, size)

    for _ in range(read(4 if version >= 2 else 2)):
        item = read(4 if version >= 2 else 2)
        method = read(2) & 15 if version else _IN_FILE
        read(2)
        base = read(base_size)
        extents = read(2)
        if extents > 1 and not offset_size + length_size:
            raise MetadataBroken("an item in pieces without size")
        for _ in range(extents):
            read(index_size)
            yield _Extent(item, method, base + read(offset_size), read(length_size))
