"""JPEG (ITU-T T.81): keeps tables, frames and scans, JFIF without its preview, colour profile, Adobe's transform."""

import re
from collections.abc import Iterator

from app.storage.metadata import exif
from app.storage.metadata.broken import MetadataBroken

_EOI, _SOS, _APP0, _APP1, _APP2, _APP14 = 0xD9, 0xDA, 0xE0, 0xE1, 0xE2, 0xEE
_CODING = frozenset({*range(0xC0, 0xD0), 0xDB, 0xDC, 0xDD, _SOS})
_STANDALONE = frozenset({0x01, *range(0xD0, 0xD8)})
# Within a scan, FF 00 is a coded FF, and FF D0 to FF D7 are restart markers.
# A progressive picture has about ten scans, and each of them costs as much time as decoding the whole picture.
_MAX_SCANS, _MAX_SEGMENTS = 64, 10_000
_SCAN_END = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]", re.DOTALL)


def strip(data: bytes) -> bytes:
    """The picture alone, up to its end marker; with Exif data that hold its orientation, if not the normal one."""
    kept: list[bytes] = []
    first: list[bytes] = []
    turned = exif.NORMAL
    for marker, segment, scan in _segments(data):
        if marker == _APP1 and segment[4:].startswith(b"Exif\0\0"):
            turned = exif.orientation(segment[10:])
        elif marker == _APP0 and segment[4:].startswith(b"JFIF\0") and not first:
            first.append(b"\xff\xe0\0\x10" + segment[4:16].ljust(12, b"\0") + b"\0\0")
        elif marker in _CODING or _is_colour(marker, segment[4:]):
            kept += (segment, scan)
    if turned != exif.NORMAL:
        body = b"Exif\0\0" + exif.only(turned)
        first.append(b"\xff\xe1" + (len(body) + 2).to_bytes(2, "big") + body)
    return b"".join([b"\xff\xd8", *first, *kept, b"\xff\xd9"])


def _is_colour(marker: int, payload: bytes) -> bool:
    return (marker == _APP2 and payload.startswith(b"ICC_PROFILE\0")) or (
        marker == _APP14 and payload.startswith(b"Adobe") and len(payload) == 12
    )


def _segments(data: bytes) -> Iterator[tuple[int, bytes, bytes]]:
    """Marker, whole segment and, after a start of scan, the coded scan; up to the end marker."""
    at = 2
    scans = 0
    for _ in range(_MAX_SEGMENTS):
        while data[at : at + 2] == b"\xff\xff":
            at += 1
        if data[at : at + 1] != b"\xff" or at + 1 >= len(data):
            raise MetadataBroken("a marker is missing")
        marker = data[at + 1]
        if marker == _EOI:
            return
        if marker in _STANDALONE:
            at += 2
            continue
        end = at + 2 + int.from_bytes(data[at + 2 : at + 4], "big")
        if end < at + 4 or end > len(data):
            raise MetadataBroken("a segment is cut off")
        scans += marker == _SOS
        if scans > _MAX_SCANS:
            break
        scan_end = _scan_end(data, end) if marker == _SOS else end
        yield marker, data[at:end], data[end:scan_end]
        at = scan_end
    raise MetadataBroken("more parts than a picture has")


def _scan_end(data: bytes, start: int) -> int:
    found = _SCAN_END.search(data, start)
    if found is None:
        raise MetadataBroken("the picture is cut off")
    return found.start()
