"""Exif (JEITA CP-3451): reads a picture's orientation, and writes Exif data that hold nothing else."""

_ORIENTATION = 0x0112
_SHORT = 3
NORMAL = 1


def orientation(tiff: bytes) -> int:
    """The orientation (1-8) in the first directory of a TIFF structure; 1 where there is no valid one."""
    order = {b"II*\0": "little", b"MM\0*": "big"}.get(tiff[:4])
    if order is None:
        return NORMAL

    def number(at: int, size: int) -> int:
        return int.from_bytes(tiff[at : at + size], "little" if order == "little" else "big")

    directory = number(4, 4)
    for entry in range(directory + 2, directory + 2 + 12 * number(directory, 2), 12):
        if number(entry, 2) == _ORIENTATION and number(entry + 2, 2) == _SHORT:
            found = number(entry + 8, 2)
            return found if 1 <= found <= 8 else NORMAL
    return NORMAL


def only(orientation: int) -> bytes:
    """A TIFF structure with this orientation and nothing else."""
    entry = b"".join(value.to_bytes(size, "big") for value, size in ((_ORIENTATION, 2), (_SHORT, 2), (1, 4)))
    return b"MM\0*\0\0\0\x08\0\x01" + entry + orientation.to_bytes(2, "big") + b"\0\0" + b"\0\0\0\0"
