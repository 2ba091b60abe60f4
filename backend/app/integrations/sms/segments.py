"""How many SMS a text is, and how it is shortened to a few (3GPP TS 23.038: alphabets, TS 23.040: concatenation)."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

MOST: Final = 3
"""How many segments one notification may take."""

BASIC: Final = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
EXTENSION: Final = frozenset("\f^{}\\[~]|€")

# What people's keyboards put in, and what it is in seven bits: one such letter would halve what fits.
_PLAIN: Final = str.maketrans(
    {"\u2018": "'", "\u2019": "'", "\u201c": '"', "\u201d": '"', "\u201e": '"', "\u2013": "-", "\u2014": "-",
     "\u2026": "...", "\u00a0": " ", "\u202f": " ", "\u2192": "->", "\u00b7": "-", "\t": " "}
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Alphabet:
    """How wide each letter is, and how many such units one message, or one part of several, holds."""

    width: Callable[[str], int]
    alone: int
    part: int


def _septets(letter: str) -> int:
    return 2 if letter in EXTENSION else 1


def _code_units(letter: str) -> int:
    return 2 if ord(letter) > 0xFFFF else 1


GSM_7: Final = Alphabet(_septets, 160, 153)
UCS_2: Final = Alphabet(_code_units, 70, 67)


def plain(text: str) -> str:
    """The text with typographic quotes, dashes and arrows written as seven bits have them."""
    return text.translate(_PLAIN)


def alphabet(text: str) -> Alphabet:
    """Seven bits if every letter is among theirs; else sixteen for all of them."""
    return GSM_7 if BASIC.issuperset(set(text) - EXTENSION) else UCS_2


def segments(text: str) -> int:
    """How many messages the text is sent as. A letter of two units is never torn between two parts."""
    used = alphabet(text)
    widths = [used.width(letter) for letter in text]
    if sum(widths) <= used.alone:
        return 1
    count, filled = 1, 0
    for width in widths:
        if filled + width > used.part:
            count, filled = count + 1, 0
        filled += width
    return count


def fitted(text: str, link: str, most: int = MOST) -> str:
    """The text and, on a line of its own, the link, in at most so many segments: the text is cut, the link never."""
    if segments(_joined(text, link)) <= most:
        return _joined(text, link)
    fits, too_long = 0, len(text)
    while too_long - fits > 1:
        middle = (fits + too_long) // 2
        if segments(_joined(_cut(text, middle), link)) <= most:
            fits = middle
        else:
            too_long = middle
    return _joined(_cut(text, fits), link)


def _joined(text: str, link: str) -> str:
    return "\n".join(part for part in (text, link) if part)


def _cut(text: str, length: int) -> str:
    """The first letters of a text, up to a space if there is one."""
    kept = text[:length]
    return f"{kept.rsplit(' ', 1)[0] if ' ' in kept else kept}..." if kept else ""
