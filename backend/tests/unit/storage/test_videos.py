"""A film tells what it shows, and not where it was taken."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.storage.videos import VideoBroken, without_location

from .samples import box, film

PLACE = b"+52.5163+013.3777/"
PICTURE, SOUND, TELEMETRY = b"P" * 30, b"S" * 20, b"GPS:" + PLACE
USER_DATA = box(b"udta", box(b"\xa9xyz", PLACE), box(b"loci", PLACE))
KEYS = box(b"meta", box(b"keys", b"com.apple.quicktime.location.ISO6709"), box(b"ilst", PLACE))


def number(value: int, size: int = 4) -> bytes:
    return value.to_bytes(size, "big")


def track(handler: bytes, offsets: list[int], size: int, *extra: bytes, uniform: bool = False) -> bytes:
    """A track with one sample of `size` bytes in each of its chunks."""
    sizes = (
        number(size) + number(len(offsets))
        if uniform
        else number(0) + number(len(offsets)) + number(size) * len(offsets)
    )
    samples = box(
        b"stbl",
        box(b"stsc", number(0), number(1), number(1), number(1), number(1)),
        box(b"stsz", number(0), sizes),
        box(b"stco", number(0), number(len(offsets)), *map(number, offsets)),
    )
    media = box(b"mdia", box(b"hdlr", bytes(8), handler, bytes(12)), box(b"minf", samples), *extra)
    return box(b"trak", box(b"tkhd", bytes(80)), media, *extra)


def phone_film(*, uniform: bool = False) -> bytes:
    """A film with the media data first, as phones write it: picture and sound, telemetry in two chunks between them."""
    start = len(film()) + 8
    data = PICTURE + TELEMETRY + SOUND + TELEMETRY
    first = start + len(PICTURE)
    second = first + len(TELEMETRY) + len(SOUND)
    movie = box(
        b"moov",
        box(b"mvhd", bytes(96)),
        track(b"vide", [start], len(PICTURE), USER_DATA),
        track(b"soun", [first + len(TELEMETRY)], len(SOUND), KEYS),
        track(b"meta", [first, second], len(TELEMETRY), uniform=uniform),
        USER_DATA,
        KEYS,
    )
    return film(b"isom", box(b"mdat", data), movie, box(b"uuid", b"XMP", PLACE), KEYS)


@pytest.mark.parametrize("uniform", [False, True])
@pytest.mark.parametrize("content_type", ["video/mp4", "video/quicktime"])
def test_the_place_goes_from_tags_and_tracks(content_type: str, uniform: bool) -> None:
    original = phone_film(uniform=uniform)
    clean = without_location(original, content_type)
    assert original.count(PLACE) > 8
    assert PLACE not in clean
    assert b"ISO6709" not in clean
    assert b"GPS:" not in clean


def test_picture_sound_and_every_offset_stay() -> None:
    original = phone_film()
    clean = without_location(original, "video/mp4")
    assert len(clean) == len(original)
    for part in (PICTURE, SOUND, b"vide", b"soun", b"mvhd"):
        assert clean.index(part) == original.index(part)


def test_a_film_without_metadata_is_untouched() -> None:
    movie = box(b"moov", box(b"mvhd", bytes(96)), track(b"vide", [40], 8))
    plain = film(b"isom", box(b"mdat", PICTURE), movie)
    assert without_location(plain, "video/mp4") == plain


def test_fragments_lose_their_user_data() -> None:
    fragment = box(b"moof", box(b"mfhd", bytes(8)), box(b"traf", box(b"tfhd", bytes(8)), USER_DATA), KEYS)
    assert PLACE not in without_location(film(b"isom", box(b"moov", box(b"mvhd")), fragment), "video/mp4")


@pytest.mark.parametrize(
    "data",
    [
        phone_film()[:-3],
        film() + b"\0\0\0\x04moov",
        film() + b"\0\0\0\x01moov" + b"\xff" * 8,
        film(b"isom", box(b"moov", track(b"meta", [1 << 30], 8))),
        film(b"isom", box(b"moov", track(b"meta", [0] * 2000, 4000))),
        film(b"isom", box(b"moov", track(b"meta", [0], 8)), box(b"moof")),
        film(b"isom", box(b"moov", box(b"trak") * 1_000_000)),
    ],
)
def test_a_film_that_lies_about_itself_is_refused(data: bytes) -> None:
    with pytest.raises(VideoBroken):
        without_location(data, "video/mp4")


def test_boxes_in_boxes_without_end_do_no_harm() -> None:
    nested = b""
    for _ in range(3000):
        nested = box(b"traf", nested)
    deep = film(b"isom", box(b"moof", nested))
    assert without_location(deep, "video/mp4") == deep


@given(st.lists(st.tuples(st.integers(0, len(phone_film()) - 1), st.integers(0, 255)), max_size=4))
def test_a_damaged_film_is_cleaned_or_refused(changes: list[tuple[int, int]]) -> None:
    damaged = bytearray(phone_film())
    for at, value in changes:
        damaged[at] = value
    try:
        clean = without_location(bytes(damaged), "video/mp4")
    except VideoBroken:
        return
    assert len(clean) == len(damaged)
