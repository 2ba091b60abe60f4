"""WebP (RFC 9649): keeps the chunks that make the picture, its colours and its animation."""

from collections.abc import Iterator

from app.storage.metadata import exif
from app.storage.metadata.broken import MetadataBroken

_KEPT = frozenset({b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ANIM", b"ANMF", b"ICCP"})
_FRAME_KEPT = frozenset({b"VP8 ", b"VP8L", b"ALPH"})
_FRAME_HEADER = 16
_HAS_EXIF, _HAS_XMP = 0x08, 0x04


def strip(data: bytes) -> bytes:
    """The picture alone, as long as its header says; with Exif data that hold its orientation, if not normal."""
    end = 8 + int.from_bytes(data[4:8], "little")
    if end > len(data):
        raise MetadataBroken("the file is cut off")
    chunks = list(_chunks(data[12:end]))
    turned = next((_orientation(payload) for kind, payload in chunks if kind == b"EXIF"), exif.NORMAL)
    kept = [(kind, _stripped(kind, payload, turned)) for kind, payload in chunks if kind in _KEPT]
    # Without VP8X the format has no place for an orientation.
    if turned != exif.NORMAL and any(kind == b"VP8X" for kind, _ in kept):
        kept.append((b"EXIF", exif.only(turned)))
    body = b"WEBP" + b"".join(_chunk(kind, payload) for kind, payload in kept)
    return b"RIFF" + len(body).to_bytes(4, "little") + body


def _stripped(kind: bytes, payload: bytes, turned: int) -> bytes:
    if kind == b"VP8X" and payload:
        flags = payload[0] & ~(_HAS_EXIF | _HAS_XMP) | (_HAS_EXIF if turned != exif.NORMAL else 0)
        return bytes([flags]) + payload[1:10]
    if kind == b"ANMF":
        parts = [_chunk(part, data) for part, data in _chunks(payload[_FRAME_HEADER:]) if part in _FRAME_KEPT]
        return payload[:_FRAME_HEADER] + b"".join(parts)
    return payload


def _orientation(payload: bytes) -> int:
    # Some programs write JPEG's introduction here too.
    return exif.orientation(payload.removeprefix(b"Exif\0\0"))


def _chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = 0
    while at + 8 <= len(data):
        size = int.from_bytes(data[at + 4 : at + 8], "little")
        if at + 8 + size > len(data):
            raise MetadataBroken("a chunk is cut off")
        yield data[at : at + 4], data[at + 8 : at + 8 + size]
        at += 8 + size + size % 2


def _chunk(kind: bytes, payload: bytes) -> bytes:
    return kind + len(payload).to_bytes(4, "little") + payload + b"\0" * (len(payload) % 2)
