"""PNG (W3C, third edition): keeps the chunks that make the picture and its colours, animation included."""

import zlib

from app.storage.metadata import exif
from app.storage.metadata.broken import MetadataBroken

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_KEPT = frozenset(
    b"IHDR PLTE IDAT IEND tRNS gAMA cHRM sRGB iCCP cICP mDCV cLLI sBIT bKGD pHYs hIST acTL fcTL fdAT".split()
)


def strip(data: bytes) -> bytes:
    """The picture alone, up to its last chunk; with `eXIf` that holds its orientation, if not the normal one."""
    kept = [_SIGNATURE]
    turned = exif.NORMAL
    at = len(_SIGNATURE)
    kind = b""
    while kind != b"IEND":
        end = at + 12 + int.from_bytes(data[at : at + 4], "big")
        kind = data[at + 4 : at + 8]
        if end > len(data):
            raise MetadataBroken("a chunk is cut off")
        if kind == b"eXIf":
            turned = exif.orientation(data[at + 8 : end - 4])
        elif kind in _KEPT:
            kept.append(data[at:end])
        at = end
    if turned != exif.NORMAL:
        kept.insert(2, _chunk(b"eXIf", exif.only(turned)))
    return b"".join(kept)


def _chunk(kind: bytes, payload: bytes) -> bytes:
    checked = kind + payload
    return len(payload).to_bytes(4, "big") + checked + zlib.crc32(checked).to_bytes(4, "big")
