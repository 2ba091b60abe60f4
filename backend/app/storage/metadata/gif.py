"""GIF (CompuServe, 89a): keeps frames, their timing, how often they repeat, and the colour profile."""

from app.storage.metadata.broken import MetadataBroken

_MAX_BLOCKS = 100_000
_IMAGE, _EXTENSION, _TRAILER = 0x2C, 0x21, 0x3B
_GRAPHIC_CONTROL, _APPLICATION = 0xF9, 0xFF
_APPLICATIONS = frozenset({b"NETSCAPE2.0", b"ANIMEXTS1.0", b"ICCRGBG1012"})


def strip(data: bytes) -> bytes:
    """The frames alone, up to the trailer."""
    try:
        return _strip(data)
    except IndexError as error:
        raise MetadataBroken("the file is cut off") from error


def _strip(data: bytes) -> bytes:
    at = 13 + _colour_table(data[10])
    kept = [data[:at]]
    for _ in range(_MAX_BLOCKS):
        kind = data[at]
        if kind == _TRAILER:
            return b"".join([*kept, bytes([_TRAILER])])
        if kind == _IMAGE:
            end = _after_blocks(data, at + 10 + _colour_table(data[at + 9]) + 1)
        elif kind == _EXTENSION:
            end = _after_blocks(data, at + 2)
        else:
            raise MetadataBroken("an unknown block")
        if kind == _IMAGE or _is_kept(data, at):
            kept.append(data[at:end])
        at = end
    raise MetadataBroken("more blocks than an animation has")


def _colour_table(flags: int) -> int:
    return 3 << ((flags & 7) + 1) if flags & 0x80 else 0


def _is_kept(data: bytes, at: int) -> bool:
    label = data[at + 1]
    return label == _GRAPHIC_CONTROL or (label == _APPLICATION and data[at + 3 : at + 14] in _APPLICATIONS)


def _after_blocks(data: bytes, at: int) -> int:
    while size := data[at]:
        at += 1 + size
    return at + 1
