"""MP4 and QuickTime: keeps picture, sound, subtitles and time code; user data, tags and metadata tracks go.

Phones keep the place in `udta` (`©xyz`, `loci`) or in QuickTime's `meta` (`com.apple.quicktime.location.ISO6709`);
action cameras in a track of its own (`gpmd`, `camm`), whose samples are blanked too.
"""

from app.storage.metadata.boxes import Box, Media
from app.storage.metadata.broken import MetadataBroken

_FILE = frozenset(
    {b"ftyp", b"styp", b"moov", b"moof", b"mdat", b"mfra", b"sidx", b"ssix", b"pdin", b"free", b"skip", b"wide"}
)
_MOVIE = frozenset({b"mvhd", b"trak", b"mvex", b"iods", b"free", b"skip"})
_TRACK = frozenset({b"tkhd", b"mdia", b"edts", b"tref", b"tapt", b"load", b"clip", b"matt", b"free", b"skip"})
_HANDLERS = frozenset({b"vide", b"soun", b"auxv", b"text", b"sbtl", b"subt", b"clcp", b"tmcd", b"pict"})
_PERSONAL = frozenset({b"udta", b"meta", b"uuid"})
_INNER = {b"moof": b"traf", b"mdia": b"minf"}


def strip(data: bytes) -> bytes:
    """The film alone; nothing moves, what goes becomes free space."""
    media = Media(data)
    top = list(media.boxes(0, len(data)))
    for box in top:
        if box.kind not in _FILE:
            media.remove(box)
        elif box.kind == b"moov":
            strip_movie(media, box, fragmented=any(other.kind == b"moof" for other in top))
        elif box.kind == b"moof":
            _strip_personal(media, box)
    return bytes(media.data)


def strip_movie(media: Media, movie: Box, *, fragmented: bool) -> None:
    """Blank what is not picture or sound in a `moov` box."""
    for box in list(media.inside(movie)):
        if box.kind not in _MOVIE:
            media.remove(box)
        elif box.kind == b"trak":
            _strip_track(media, box, fragmented=fragmented)


def _strip_track(media: Media, track: Box, *, fragmented: bool) -> None:
    if _handler(media, track) not in _HANDLERS:
        if fragmented:
            raise MetadataBroken("a metadata track in fragments")
        _blank_samples(media, track)
        media.remove(track)
        return
    for box in list(media.inside(track)):
        if box.kind not in _TRACK:
            media.remove(box)
        elif box.kind == b"mdia":
            _strip_personal(media, box)


def _strip_personal(media: Media, parent: Box) -> None:
    for box in list(media.inside(parent)):
        if box.kind in _PERSONAL:
            media.remove(box)
        elif box.kind == _INNER.get(parent.kind):
            _strip_personal(media, box)


def _handler(media: Media, track: Box) -> bytes:
    handler = _find(media, track, b"mdia", b"hdlr")
    return bytes(media.data[handler.payload + 8 : handler.payload + 12]) if handler else b""


def _find(media: Media, box: Box, *path: bytes) -> Box | None:
    found: Box | None = box
    for kind in path:
        found = next((child for child in media.inside(found) if child.kind == kind), None) if found else None
    return found


def _blank_samples(media: Media, track: Box) -> None:
    samples = _find(media, track, b"mdia", b"minf", b"stbl")
    tables = {box.kind: box for box in media.inside(samples)} if samples else {}
    offsets = tables.get(b"stco") or tables.get(b"co64")
    if not offsets or media.number(offsets.payload + 4, 4) == 0:
        return
    if b"stsz" not in tables or b"stsc" not in tables:
        raise MetadataBroken("a track without the sizes of its samples")
    _blank_chunks(media, offsets, _counts(media, tables[b"stsc"]), tables[b"stsz"])


def _counts(media: Media, table: Box) -> list[tuple[int, int]]:
    """First chunk (from 1) and samples a chunk from there on."""
    at = table.payload + 8
    entries = range(at, min(at + 12 * media.number(table.payload + 4, 4), table.end), 12)
    return [(media.number(entry, 4), media.number(entry + 4, 4)) for entry in entries]


def _blank_chunks(media: Media, offsets: Box, counts: list[tuple[int, int]], sizes: Box) -> None:
    width = 8 if offsets.kind == b"co64" else 4
    uniform = media.number(sizes.payload + 4, 4)
    at, sample, run = offsets.payload + 8, sizes.payload + 12, 0
    for chunk in range(1, media.number(offsets.payload + 4, 4) + 1):
        while run + 1 < len(counts) and counts[run + 1][0] <= chunk:
            run += 1
        count = counts[run][1] if counts else 0
        if uniform:
            length = uniform * count
        elif sample + 4 * count > sizes.end:
            raise MetadataBroken("a track without the sizes of its samples")
        else:
            length = sum(media.number(sample + 4 * i, 4) for i in range(count))
            sample += 4 * count
        media.blank(media.number(at, width), length)
        at += width
