"""Boxes of ISO base media files (ISO/IEC 14496-12): walking through them, and blanking without moving anything."""

from collections.abc import Iterator
from dataclasses import dataclass

from app.storage.metadata.broken import MetadataBroken

# Hours of film in fragments have some ten thousand boxes; a file of nothing but boxes would keep us busy for a minute.
_MAX_BOXES = 200_000


@dataclass(frozen=True, slots=True)
class Box:
    """A box in a file: its kind, and where it starts, its payload starts, and it ends."""

    kind: bytes
    start: int
    payload: int
    end: int


class Media:
    """A file whose parts can be blanked; offsets that other parts hold stay true."""

    def __init__(self, data: bytes) -> None:
        self.data = bytearray(data)
        # What the file's own tables name may overlap; more than the file itself has would only keep us busy.
        self._left = len(data)
        self._boxes = 0

    def boxes(self, start: int, end: int) -> Iterator[Box]:
        """The boxes that lie between two offsets. `MetadataBroken` if they don't fill the place."""
        while start < end:
            size, kind, payload = self.number(start, 4), bytes(self.data[start + 4 : start + 8]), start + 8
            if size == 1:
                size, payload = self.number(start + 8, 8), start + 16
            elif size == 0:
                size = end - start
            self._boxes += 1
            if payload > start + size or start + size > end or self._boxes > _MAX_BOXES:
                raise MetadataBroken("a box is cut off, or there are too many")
            yield Box(kind, start, payload, start + size)
            start += size

    def inside(self, box: Box, skip: int = 0) -> Iterator[Box]:
        """The boxes in a box, after `skip` bytes of its payload."""
        return self.boxes(box.payload + skip, box.end)

    def number(self, at: int, size: int) -> int:
        """The unsigned big-endian number of `size` bytes at an offset."""
        if at + size > len(self.data):
            raise MetadataBroken("the file is cut off")
        return int.from_bytes(self.data[at : at + size], "big")

    def remove(self, box: Box) -> None:
        """Turn a box into free space of the same size."""
        self.data[box.start + 4 : box.start + 8] = b"free"
        self.blank(box.payload, box.end - box.payload)

    def blank(self, start: int, size: int) -> None:
        """Overwrite bytes with zeros. `MetadataBroken` beyond the file's end, or for more than the file has in all."""
        self._left -= size
        if start + size > len(self.data) or self._left < 0:
            raise MetadataBroken("a table names what the file does not have")
        self.data[start : start + size] = bytes(size)
