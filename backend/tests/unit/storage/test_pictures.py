"""A picture is kept as it looks; where, when and by whom it was taken is not kept; a hostile one is refused in time."""

import io
import zlib
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import ExifTags, Image, ImageSequence, PngImagePlugin

from app.storage.metadata.broken import MetadataBroken
from app.storage.pictures import PictureBroken, PictureTooLarge, prepare

from .samples import box, picture

SECRET = b"52.5163N-13.3777E"
XMP = b"<x:xmpmeta><exif:GPSLatitude>" + SECRET + b"</exif:GPSLatitude></x:xmpmeta>"
# The header of an ICC profile for RGB (ICC.1, 7.2), and an empty table of tags.
PROFILE = (132).to_bytes(4, "big") + b"\0" * 8 + b"mntrRGB XYZ " + b"\0" * 12 + b"acsp" + b"\0" * 92


def exif(orientation: int = 1) -> bytes:
    """Exif data with an orientation, a place, a name and a comment."""
    data = Image.Exif()
    data[ExifTags.Base.Orientation] = orientation
    data[ExifTags.Base.Artist] = SECRET.decode()
    gps = data.get_ifd(ExifTags.IFD.GPSInfo)
    gps[ExifTags.GPS.GPSLatitudeRef] = "N"
    gps[ExifTags.GPS.GPSLatitude] = (52.0, 30.0, 59.0)
    return data.tobytes()


def png_with_everything() -> bytes:
    texts = PngImagePlugin.PngInfo()
    texts.add_text("Comment", SECRET.decode())
    texts.add_itxt("XML:com.adobe.xmp", XMP.decode())
    texts.add(b"prVt", SECRET)
    return picture("PNG", pnginfo=texts, exif=exif(), icc_profile=PROFILE)


def gif_with_everything() -> bytes:
    data = picture("GIF", comment=SECRET)
    extension = b"\x21\xff\x0bXMP DataXMP" + bytes([len(SECRET)]) + SECRET + b"\0"
    return data[:-1] + extension + b";" + SECRET


def heic(form: str = "HEIF") -> bytes:
    return picture(form, (64, 48), exif=exif(), xmp=XMP, icc_profile=PROFILE) + box(b"mpvd", SECRET)


def jpeg(orientation: int = 1) -> bytes:
    data = picture("JPEG", exif=exif(orientation), xmp=XMP, icc_profile=PROFILE, comment=SECRET, progressive=True)
    iptc = b"Photoshop 3.0\0" + SECRET
    segment = b"\xff\xed" + (len(iptc) + 2).to_bytes(2, "big") + iptc
    return data[:2] + segment + data[2:] + b"motion photo: " + SECRET


WITH_EVERYTHING = {
    "image/jpeg": jpeg(),
    "image/png": png_with_everything(),
    "image/gif": gif_with_everything(),
    "image/webp": picture("WEBP", exif=exif(), xmp=XMP, icc_profile=PROFILE, lossless=True),
    "image/heic": heic(),
    "image/avif": heic("AVIF"),
}
each_type = pytest.mark.parametrize("content_type", WITH_EVERYTHING)


def shown(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data))


def pixels(data: bytes) -> bytes:
    return shown(data).convert("RGB").tobytes()


def durations(image: Image.Image) -> list[int]:
    found: list[int] = []
    for frame in ImageSequence.Iterator(image):
        frame.load()
        found.append(frame.info["duration"])
    return found


def is_red(image: Image.Image, x: int, y: int) -> bool:
    pixel = image.convert("RGB").getpixel((x, y))
    assert isinstance(pixel, tuple)
    return pixel[0] > 200 and pixel[2] < 60


@each_type
def test_metadata_goes_and_the_pixels_stay(content_type: str) -> None:
    original = WITH_EVERYTHING[content_type]
    assert SECRET in original
    prepared = prepare(original, content_type)
    for kept in (prepared.original_clean, prepared.thumbnail, prepared.rendition or b""):
        assert SECRET not in kept
        assert b"GPSLatitude" not in kept
    clean = shown(prepared.original_clean)
    assert dict(clean.getexif()) == {}
    assert clean.getexif().get_ifd(ExifTags.IFD.GPSInfo) == {}
    assert pixels(prepared.original_clean) == pixels(original)
    assert (prepared.width, prepared.height, prepared.content_type) == (64, 48, content_type)


@pytest.mark.parametrize("content_type", sorted(WITH_EVERYTHING.keys() - {"image/gif"}))
def test_the_colour_profile_stays(content_type: str) -> None:
    prepared = prepare(WITH_EVERYTHING[content_type], content_type)
    assert shown(prepared.original_clean).info["icc_profile"] == PROFILE
    assert shown(prepared.thumbnail).info["icc_profile"] == PROFILE


@each_type
def test_only_what_browsers_lack_is_rendered_as_jpeg(content_type: str) -> None:
    rendition = prepare(WITH_EVERYTHING[content_type], content_type).rendition
    if content_type in ("image/heic", "image/avif"):
        assert rendition is not None
        image = shown(rendition)
        assert (image.format, image.size) == ("JPEG", (64, 48))
        assert is_red(image, 8, 24)
    else:
        assert rendition is None


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize(
    ("form", "content_type"), [("JPEG", "image/jpeg"), ("PNG", "image/png"), ("WEBP", "image/webp")]
)
def test_a_turned_picture_stays_turned_without_loss(form: str, content_type: str, orientation: int) -> None:
    original = picture(form, exif=exif(orientation), icc_profile=PROFILE)
    prepared = prepare(original, content_type)
    clean = shown(prepared.original_clean)
    assert dict(clean.getexif()) == ({ExifTags.Base.Orientation: orientation} if orientation > 1 else {})
    assert pixels(prepared.original_clean) == pixels(original)
    assert (prepared.width, prepared.height) == ((48, 64) if orientation >= 5 else (64, 48))
    thumbnail = shown(prepared.thumbnail)
    assert thumbnail.size == (prepared.width, prepared.height)
    red_at = {1: (8, 24), 2: (56, 24), 3: (56, 24), 4: (8, 24), 5: (24, 8), 6: (24, 8), 7: (24, 56), 8: (24, 56)}
    assert is_red(thumbnail, *red_at[orientation])


@pytest.mark.parametrize("form", ["HEIF", "AVIF"])
def test_a_turned_phone_picture_is_upright_everywhere(form: str) -> None:
    content_type = "image/heic" if form == "HEIF" else "image/avif"
    prepared = prepare(picture(form, exif=exif(6)), content_type)
    assert prepared.rendition is not None
    assert (prepared.width, prepared.height) == (48, 64)
    for image in (shown(prepared.rendition), shown(prepared.thumbnail)):
        assert image.size == (48, 64)
        assert is_red(image, 24, 8)


@pytest.mark.parametrize(("form", "content_type"), [("GIF", "image/gif"), ("WEBP", "image/webp"), ("PNG", "image/png")])
def test_an_animation_keeps_moving(form: str, content_type: str) -> None:
    frames = [Image.new("RGB", (20, 20), colour) for colour in ("red", "lime", "blue")]
    out = io.BytesIO()
    frames[0].save(out, form, save_all=True, append_images=frames[1:], duration=[100, 200, 300], loop=0, exif=exif())
    before, after = shown(out.getvalue()), shown(prepare(out.getvalue(), content_type).original_clean)
    assert after.info.get("loop") == 0
    assert durations(before) == durations(after) == [100, 200, 300]


def test_a_thumbnail_is_small_and_keeps_transparency() -> None:
    image = Image.new("RGBA", (2000, 1000), (0, 0, 0, 0))
    out = io.BytesIO()
    image.save(out, "PNG")
    thumbnail = shown(prepare(out.getvalue(), "image/png").thumbnail)
    assert thumbnail.size == (480, 240)
    assert thumbnail.convert("RGBA").getpixel((0, 0)) == (0, 0, 0, 0)


@pytest.mark.parametrize(
    ("mode", "form"), [("1", "PNG"), ("P", "PNG"), ("LA", "PNG"), ("I;16", "PNG"), ("CMYK", "JPEG"), ("L", "JPEG")]
)
def test_every_coding_has_a_thumbnail(mode: str, form: str) -> None:
    out = io.BytesIO()
    white = {"I;16": 65535, "CMYK": (0, 0, 0, 0), "LA": (255, 255)}.get(mode, 255 if mode != "1" else 1)
    Image.new(mode, (30, 20), white).save(out, form)
    thumbnail = shown(prepare(out.getvalue(), f"image/{form.lower()}").thumbnail).convert("RGB")
    pixel = thumbnail.getpixel((15, 10))
    assert mode == "P" or (isinstance(pixel, tuple) and min(pixel) >= 250)


def png_of_size(width: int, height: int) -> bytes:
    """A PNG of a few bytes that claims any size."""

    def chunk(kind: bytes, payload: bytes) -> bytes:
        return len(payload).to_bytes(4, "big") + kind + payload + zlib.crc32(kind + payload).to_bytes(4, "big")

    header = width.to_bytes(4, "big") + height.to_bytes(4, "big") + b"\x08\x02\0\0\0"
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(b"\0" * 1000))
        + chunk(b"IEND", b"")
    )


@pytest.mark.filterwarnings("ignore::PIL.Image.DecompressionBombWarning")
@pytest.mark.parametrize("size", [(10_000, 5_001), (12_000, 10_000), (60_000, 60_000), (2**31 - 1, 2**31 - 1)])
def test_too_many_pixels_are_refused_before_they_are_decoded(size: tuple[int, int]) -> None:
    with pytest.raises(PictureTooLarge):
        prepare(png_of_size(*size), "image/png")


def test_a_picture_that_ends_early_is_broken() -> None:
    with pytest.raises(PictureBroken):
        prepare(png_of_size(3000, 3000), "image/png")


@each_type
def test_a_picture_that_is_cut_off_is_broken(content_type: str) -> None:
    whole = prepare(WITH_EVERYTHING[content_type], content_type).original_clean
    with pytest.raises(PictureBroken):
        prepare(whole[: len(whole) * 2 // 3], content_type)


@pytest.mark.parametrize(
    ("content_type", "data"),
    [
        ("image/jpeg", b"\xff\xd8" + b"\xff\xfe\0\x02" * 1_000_000),
        ("image/jpeg", b"\xff\xd8" + b"\xff\xda\0\x02" * 1_000),
        ("image/gif", b"GIF89a" + bytes(7) + b"\x21\xfe\0" * 1_000_000 + b";"),
        ("image/avif", box(b"abcd") * 1_000_000),
    ],
)
def test_a_file_of_nothing_but_parts_is_refused_at_once(content_type: str, data: bytes) -> None:
    with pytest.raises(PictureBroken) as caught:
        prepare(data, content_type)
    assert isinstance(caught.value.__cause__, MetadataBroken)


def test_padding_without_end_is_refused_at_once() -> None:
    scan = b"\xff\xd8\xff\xda\0\x02" + (b"\xff" * 1000 + b"\0") * 5000
    with pytest.raises(PictureBroken):
        prepare(scan, "image/jpeg")


@each_type
def test_a_header_alone_is_broken(content_type: str) -> None:
    for length in (12, 16, 40):
        with pytest.raises(PictureBroken):
            prepare(WITH_EVERYTHING[content_type][:length] + b"<html><script>alert(1)</script>", content_type)


@each_type
@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_a_damaged_picture_is_cleaned_or_refused(content_type: str, data: st.DataObject) -> None:
    damaged = bytearray(WITH_EVERYTHING[content_type])
    for _ in range(data.draw(st.integers(1, 4))):
        damaged[data.draw(st.integers(0, len(damaged) - 1))] = data.draw(st.integers(0, 255))
    try:
        prepared = prepare(bytes(damaged), content_type)
    except (PictureBroken, PictureTooLarge):
        return
    assert SECRET not in prepared.thumbnail


def test_threads_do_not_disturb_one_another() -> None:
    work = list(WITH_EVERYTHING.items()) * 4
    with ThreadPoolExecutor(8) as pool:
        running = [pool.submit(prepare, data, content_type) for content_type, data in work]
    together = [future.result() for future in running]
    assert together == [prepare(data, content_type) for content_type, data in work]
