"""A room's code can be printed and read."""

import io
from xml.etree import ElementTree

import pytest
import segno
from PIL import Image

from app.services import codes

URL = "https://tickets.hotel.example/app/q/Zk3vP0hXw8mB2nQ7tR5sLg"


@pytest.fixture(name="modules")
def modules_of_the_code() -> int:
    return len(segno.make_qr(URL, error="m").matrix)


def test_the_svg_scales_and_has_its_quiet_zone(modules: int) -> None:
    root = ElementTree.fromstring(codes.svg(URL))  # noqa: S314 (our own)
    assert root.tag == "{http://www.w3.org/2000/svg}svg"
    assert root.get("viewBox") == f"0 0 {modules + 8} {modules + 8}"
    assert root.get("width") is None


@pytest.mark.parametrize("scale", [1, 8])
def test_the_png_has_its_size_and_a_white_frame(modules: int, scale: int) -> None:
    image = Image.open(io.BytesIO(codes.png(URL, scale))).convert("L")
    side, frame = (modules + 8) * scale, 4 * scale
    assert image.size == (side, side)
    inside = Image.eval(image, lambda level: 255 - level).getbbox()
    assert inside == (frame, frame, side - frame, side - frame)


def test_a_scratched_code_can_be_read_at_level_m_at_least() -> None:
    assert segno.make_qr(URL, error="m").error in "MQH"


def test_the_code_is_the_link() -> None:
    dark = Image.eval(Image.open(io.BytesIO(codes.png(URL, 1))).convert("L"), lambda level: level < 128)
    rows = segno.make_qr(URL, error="m").matrix
    assert [[bool(dark.getpixel((x + 4, y + 4))) for x in range(len(rows))] for y in range(len(rows))] == [
        [bool(module) for module in row] for row in rows
    ]
    assert codes.png(URL) != codes.png(URL + "x")
