"""The photos of the demo, drawn here: small JPEG pictures of what breaks in a house."""

import hashlib
import io
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from random import Random

from PIL import Image, ImageDraw, ImageEnhance, ImageOps

WIDTH, HEIGHT = 960, 720
THUMBNAIL = (320, 240)
QUALITY = 80

Draw = ImageDraw.ImageDraw


@dataclass(frozen=True, slots=True)
class Picture:
    """A photo (JPEG) with its thumbnail (WebP)."""

    name: str
    jpeg: bytes
    thumbnail: bytes
    width: int = WIDTH
    height: int = HEIGHT

    @property
    def sha256(self) -> bytes:
        """Of the photo's bytes."""
        return hashlib.sha256(self.jpeg).digest()


def _tiles(draw: Draw, light: str, line: str) -> None:
    draw.rectangle((0, 0, WIDTH, HEIGHT), fill=light)
    for x in range(0, WIDTH, 120):
        draw.line((x, 0, x, HEIGHT), fill=line, width=3)
    for y in range(0, HEIGHT, 120):
        draw.line((0, y, WIDTH, y), fill=line, width=3)


def _tap(draw: Draw) -> None:
    _tiles(draw, "#c9d3d6", "#b3bfc3")
    draw.rectangle((0, 500, WIDTH, HEIGHT), fill="#e4e8e9")
    draw.rounded_rectangle((410, 240, 470, 520), 12, fill="#5d666b")
    draw.rounded_rectangle((410, 200, 640, 260), 28, fill="#6d777d")
    draw.rectangle((590, 250, 640, 320), fill="#5d666b")
    draw.rounded_rectangle((390, 150, 490, 190), 14, fill="#7b868c")
    draw.polygon([(615, 350), (596, 400), (634, 400)], fill="#4f9bd1")
    draw.ellipse((594, 380, 636, 424), fill="#4f9bd1")
    draw.ellipse((440, 590, 760, 650), fill="#c3cbce")


def _puddle(draw: Draw) -> None:
    _tiles(draw, "#cfc0a8", "#bba98d")
    draw.ellipse((180, 300, 720, 520), fill="#8fb3c7")
    draw.ellipse((420, 360, 830, 560), fill="#8fb3c7")
    draw.arc((260, 330, 620, 480), 190, 280, fill="#d6e6ee", width=12)
    draw.arc((520, 400, 780, 520), 200, 270, fill="#d6e6ee", width=9)


def _lamp(draw: Draw) -> None:
    draw.rectangle((0, 0, WIDTH, HEIGHT), fill="#3c4248")
    draw.rounded_rectangle((260, 330, 700, 700), 18, fill="#77838b")
    draw.polygon([(200, 60), (760, 60), (900, 330), (60, 330)], fill="#5a5a45")
    draw.rounded_rectangle((250, 190, 710, 240), 22, fill="#f3e6a6")
    draw.rounded_rectangle((250, 190, 420, 240), 22, fill="#6b6648")
    draw.rectangle((450, 0, 510, 190), fill="#22272b")


def _window(draw: Draw) -> None:
    draw.rectangle((0, 0, WIDTH, HEIGHT), fill="#d9d2c4")
    draw.rectangle((210, 90, 750, 640), fill="#f4f5f4")
    draw.rectangle((245, 125, 715, 605), fill="#9cc3dc")
    draw.rectangle((470, 125, 490, 605), fill="#f4f5f4")
    for y in range(125, 350, 26):
        draw.polygon([(245, y), (715, y + 40), (715, y + 60), (245, y + 20)], fill="#a79d8b")
    draw.rectangle((700, 350, 712, 430), fill="#5b5f62")


def _ceiling(draw: Draw) -> None:
    draw.rectangle((0, 0, WIDTH, HEIGHT), fill="#ece9e2")
    draw.polygon([(0, HEIGHT), (WIDTH, HEIGHT), (760, 520), (200, 520)], fill="#d4cfc3")
    draw.ellipse((250, 150, 650, 400), fill="#cdb88f")
    draw.ellipse((300, 190, 590, 360), fill="#d9c8a5")
    draw.ellipse((360, 230, 520, 320), fill="#bfa778")
    draw.ellipse((690, 210, 830, 300), fill="#fbfbfa", outline="#b9bdbd", width=5)
    draw.ellipse((755, 250, 769, 264), fill="#b3261e")


def _vent(draw: Draw) -> None:
    draw.rectangle((0, 0, WIDTH, HEIGHT), fill="#e3e6e6")
    draw.rounded_rectangle((150, 170, 810, 430), 40, fill="#fafbfb", outline="#b8c0c3", width=6)
    for y in range(330, 410, 24):
        draw.line((190, y, 770, y), fill="#9aa5a9", width=9)
    draw.ellipse((735, 205, 765, 235), fill="#e0a030")
    for x in range(260, 720, 130):
        draw.arc((x, 460, x + 80, 620), 80, 280, fill="#d98a6a", width=10)


def _door(draw: Draw) -> None:
    draw.rectangle((0, 0, WIDTH, HEIGHT), fill="#b9a98f")
    draw.rectangle((240, 40, 720, HEIGHT), fill="#6f5138")
    draw.rectangle((280, 90, 680, 350), outline="#5b412c", width=8)
    draw.rounded_rectangle((590, 390, 690, 620), 16, fill="#b8bfc3")
    draw.rounded_rectangle((520, 470, 650, 500), 14, fill="#8d979c")
    draw.ellipse((630, 410, 656, 436), fill="#d3231a")
    draw.rectangle((610, 550, 670, 560), fill="#3d4448")


def _gate(draw: Draw) -> None:
    draw.rectangle((0, 0, WIDTH, HEIGHT), fill="#8f9497")
    draw.rectangle((0, 520, WIDTH, HEIGHT), fill="#5b5f61")
    draw.rectangle((160, 80, 800, 560), fill="#25282a")
    for y in range(80, 330, 40):
        draw.rectangle((160, y, 800, y + 34), fill="#c7ccce")
    draw.polygon([(120, HEIGHT), (840, HEIGHT), (800, 560), (160, 560)], fill="#6c7173")
    draw.rectangle((470, 600, 490, 700), fill="#ffc400")


def _stain(draw: Draw) -> None:
    draw.rectangle((0, 0, WIDTH, HEIGHT), fill="#8c97a5")
    for y in range(0, HEIGHT, 18):
        draw.line((0, y, WIDTH, y), fill="#85909e", width=4)
    for box in ((330, 230, 640, 470), (420, 200, 560, 330), (300, 400, 420, 500), (600, 420, 660, 470)):
        draw.ellipse(box, fill="#6b3442")
    draw.rectangle((0, 0, 90, HEIGHT), fill="#e7e3da")


def _router(draw: Draw) -> None:
    draw.rectangle((0, 0, WIDTH, HEIGHT), fill="#dfe2e2")
    draw.rounded_rectangle((260, 330, 700, 480), 34, fill="#fdfdfd", outline="#b6bec1", width=6)
    draw.line((330, 330, 270, 120), fill="#8a9498", width=16)
    draw.line((630, 330, 690, 120), fill="#8a9498", width=16)
    for x, colour in ((340, "#2e9e5b"), (400, "#2e9e5b"), (460, "#d3231a"), (520, "#c9cfd1")):
        draw.ellipse((x, 390, x + 28, 418), fill=colour)
    draw.line((480, 480, 480, 720), fill="#4f575b", width=14)


def _repaired(draw: Draw) -> None:
    draw.rectangle((0, 0, WIDTH, HEIGHT), fill="#d8d3c8")
    draw.rounded_rectangle((150, 420, 810, 640), 22, fill="#b3261e")
    draw.rectangle((150, 470, 810, 490), fill="#8e1e18")
    draw.arc((380, 330, 580, 520), 180, 360, fill="#2d3235", width=24)
    draw.rounded_rectangle((240, 200, 300, 420), 14, fill="#8a9498")
    draw.ellipse((215, 130, 325, 240), fill="#8a9498")
    draw.ellipse((250, 110, 290, 190), fill="#d8d3c8")
    draw.line((640, 170, 700, 260, 830, 90), fill="#17693a", width=30, joint="curve")


_SUBJECTS: Mapping[str, Callable[[Draw], None]] = {
    "tap": _tap,
    "puddle": _puddle,
    "lamp": _lamp,
    "window": _window,
    "ceiling": _ceiling,
    "vent": _vent,
    "door": _door,
    "gate": _gate,
    "stain": _stain,
    "router": _router,
    "repaired": _repaired,
}


def draw_all() -> dict[str, Picture]:
    """Every picture, by name; the same bytes each time."""
    return {name: _picture(name, subject) for name, subject in _SUBJECTS.items()}


def _picture(name: str, subject: Callable[[Draw], None]) -> Picture:
    image = Image.new("RGB", (WIDTH, HEIGHT))
    subject(ImageDraw.Draw(image))
    lit = _evening_light(image, Random(name))  # noqa: S311 -- not a secret
    small = lit.copy()
    small.thumbnail(THUMBNAIL)
    return Picture(name, _encoded(lit, "JPEG"), _encoded(small, "WEBP"))


def _evening_light(image: Image.Image, random: Random) -> Image.Image:
    """Light that falls in from one side."""
    gradient = ImageOps.fit(Image.linear_gradient("L").rotate(random.choice((0, 90, 180, 270))), image.size)
    dark = ImageEnhance.Brightness(image).enhance(0.65)
    return Image.composite(image, dark, ImageEnhance.Brightness(gradient).enhance(1.4))


def _encoded(image: Image.Image, form: str) -> bytes:
    out = io.BytesIO()
    image.save(out, form, quality=QUALITY)
    return out.getvalue()
