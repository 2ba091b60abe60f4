"""Small real files of every kind, made when they are needed."""

import importlib
import io
import zipfile
from collections.abc import Mapping

import openpyxl
from PIL import Image

importlib.import_module("pillow_heif.HeifImagePlugin")

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
ODT = "application/vnd.oasis.opendocument.text"


def picture(form: str, size: tuple[int, int] = (64, 48), **options: object) -> bytes:
    """A picture whose left half is red and whose right half is blue."""
    image = Image.new("RGB", size, "blue")
    image.paste("red", (0, 0, size[0] // 2, size[1]))
    out = io.BytesIO()
    image.save(out, form, **options)
    return out.getvalue()


def archive(members: Mapping[str, str | bytes]) -> bytes:
    """A ZIP container with these members."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as container:
        for name, data in members.items():
            container.writestr(name, data)
    return out.getvalue()


def types(*parts: str) -> str:
    """`[Content_Types].xml` of an Office file with these parts."""
    overrides = "".join(f'<Override PartName="/p{i}.xml" ContentType="{part}"/>' for i, part in enumerate(parts))
    return f'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">{overrides}</Types>'


def document(**members: str) -> bytes:
    """A Word document."""
    return archive({"[Content_Types].xml": types(WORD), "word/document.xml": "<w/>", **members})


def workbook() -> bytes:
    """An Excel workbook."""
    out = io.BytesIO()
    openpyxl.Workbook().save(out)
    return out.getvalue()


def box(kind: bytes, *payload: bytes) -> bytes:
    """A box of an ISO base media file."""
    body = b"".join(payload)
    return (8 + len(body)).to_bytes(4, "big") + kind + body


def film(brand: bytes = b"isom", *boxes: bytes) -> bytes:
    """An MP4 or MOV with these boxes."""
    return box(b"ftyp", brand, b"\0\0\2\0", brand) + b"".join(boxes)
