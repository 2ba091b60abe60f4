"""Pictures as they are kept: without metadata, small enough to decode, with a thumbnail that every browser shows."""

import importlib
import io
from dataclasses import dataclass

from PIL import ExifTags, Image

from app.errors import FieldProblem, Invalid
from app.storage import metadata

# Teaches Pillow to read HEIC; the import itself registers it.
importlib.import_module("pillow_heif.HeifImagePlugin")

MAX_PIXELS = 50_000_000
THUMBNAIL_SIDE = 480
THUMBNAIL_TYPE = "image/webp"
RENDITION_TYPE = "image/jpeg"

_FORMATS = {
    "image/jpeg": "JPEG",
    "image/png": "PNG",
    "image/gif": "GIF",
    "image/webp": "WEBP",
    "image/heic": "HEIF",
    "image/avif": "AVIF",
}
# Not every browser and no mail program shows these.
_RENDERED = frozenset({"image/heic", "image/avif"})

# What undoes each Exif orientation but the normal one.
_UPRIGHT = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}


@dataclass(frozen=True, slots=True)
class Prepared:
    """A picture ready to be kept. `width` and `height` are in pixels, as it is shown (turned by its orientation)."""

    original_clean: bytes
    content_type: str
    thumbnail: bytes
    rendition: bytes | None
    width: int
    height: int


class PictureTooLarge(Invalid):
    """422: more pixels than can be decoded without harm to others."""

    def __init__(self) -> None:
        detail = f"The picture has more than {MAX_PIXELS // 1_000_000} megapixels."
        super().__init__(detail, "picture_too_large", errors=[FieldProblem("/file", "picture_too_large", detail)])


class PictureBroken(Invalid):
    """422: not the picture that its first bytes promise."""

    def __init__(self) -> None:
        detail = "The picture is damaged, cut off, or not a picture."
        super().__init__(detail, "picture_broken", errors=[FieldProblem("/file", "picture_broken", detail)])


def prepare(data: bytes, content_type: str) -> Prepared:
    """Clean and reduce one picture of the type that `storage.content.detect` found. `PictureTooLarge`, `PictureBroken`.

    The original keeps its coding, frames and colour profile. The thumbnail is WebP of at most 480 pixels a side; the
    rendition is a JPEG of full size for types that not every browser shows. Blocks up to seconds: call it in a thread.
    """
    try:
        clean = metadata.strip(data, content_type)
        with Image.open(io.BytesIO(clean), formats=[_FORMATS[content_type]]) as image:
            return _prepared(clean, content_type, image)
    except PictureTooLarge:
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise PictureTooLarge from error
    except Exception as error:
        # Decoders that are fed with foreign bytes raise nearly everything.
        raise PictureBroken from error


def _prepared(clean: bytes, content_type: str, image: Image.Image) -> Prepared:
    if image.width * image.height > MAX_PIXELS:
        raise PictureTooLarge
    orientation: int = image.getexif().get(ExifTags.Base.Orientation, 1)
    width, height = (image.height, image.width) if orientation >= 5 else image.size
    rendition = _rendition(image, orientation) if content_type in _RENDERED else None
    return Prepared(clean, content_type, _thumbnail(image, orientation), rendition, width, height)


def _thumbnail(image: Image.Image, orientation: int) -> bytes:
    profile = _profile(image)
    # A JPEG is decoded at a fraction of its size; the others are converted first, since palettes can't be scaled.
    small = image if image.format == "JPEG" else _drawable(image)
    small.thumbnail((THUMBNAIL_SIDE, THUMBNAIL_SIDE), reducing_gap=2.0)
    out = io.BytesIO()
    _upright(_drawable(small), orientation).save(
        out, "WEBP", quality=80, method=2, icc_profile=profile, exif=b"", xmp=b""
    )
    return out.getvalue()


def _rendition(image: Image.Image, orientation: int) -> bytes:
    opaque = _drawable(image)
    if opaque.mode == "RGBA":
        opaque = Image.alpha_composite(Image.new("RGBA", opaque.size, "white"), opaque).convert("RGB")
    out = io.BytesIO()
    _upright(opaque, orientation).save(out, "JPEG", quality=88, icc_profile=_profile(image), exif=b"")
    return out.getvalue()


def _drawable(image: Image.Image) -> Image.Image:
    """The picture in 8 bits a channel, with transparency only where it has any."""
    if image.mode in ("RGB", "RGBA"):
        return image
    if image.mode == "I;16":
        # 16 bits of grey, little-endian: the higher byte is what 8 bits would have been.
        return Image.frombytes("L", image.size, image.tobytes()[1::2]).convert("RGB")
    return image.convert("RGBA" if image.has_transparency_data else "RGB")


def _profile(image: Image.Image) -> bytes | None:
    """The colour profile, if it describes colours such as we write: a printer's or a grey one doesn't."""
    profile: bytes | None = image.info.get("icc_profile")
    return profile if profile and profile[16:20] == b"RGB " else None


def _upright(image: Image.Image, orientation: int) -> Image.Image:
    return image.transpose(_UPRIGHT[orientation]) if orientation in _UPRIGHT else image
