"""Texts that people write: which characters are kept, when a text is empty, and how names sort."""

import re
import unicodedata
from collections.abc import Iterable

# Invisible, and meaningless at the edge of a text. Inside a text the joiners (U+200C, U+200D) make emoji and scripts.
_EDGE = "\u00ad\u034f\u180e\u200b\u200c\u200d\u2060\ufeff"
_BLANK_END = (
    _EDGE + " \t\n\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
)
_BLANK_START = re.compile(rf"(?:[^\S\n]*[\n{_EDGE}])*")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
_LINE_REMOVED = re.compile(r"[\u180e\u200b\u2060\ufeff\u202a-\u202e\u2066-\u2069]")
_LINE_BREAK = re.compile(r"\r\n?|[\u2028\u2029]")
_BIDI = re.compile(r"[\u202a-\u202e\u2066-\u2069]")

_PDF, _PDI = "\u202c", "\u2069"
_CLOSER = {**dict.fromkeys("\u202a\u202b\u202d\u202e", _PDF), **dict.fromkeys("\u2066\u2067\u2068", _PDI)}

# Seen as nothing, though Unicode counts them as letters or symbols.
_BLANK_LETTERS = frozenset("\u115f\u1160\u3164\uffa0\u2800")
_BLANK_CATEGORIES = frozenset({"Zs", "Zl", "Zp", "Cc", "Cf"})
_VARIATION_SELECTORS = frozenset(chr(code) for code in range(0xFE00, 0xFE10))

# Letters that have no decomposition into a base letter and a mark. Casefolding has already made ß into ss.
_BASE_LETTERS = str.maketrans(
    {
        "ø": "o",
        "đ": "d",
        "ð": "d",
        "ħ": "h",
        "\u0131": "i",
        "ł": "l",
        "ŋ": "n",
        "ŧ": "t",
        "þ": "th",
        "æ": "ae",
        "œ": "oe",
    }
)
_NUMBER = re.compile(r"\d+")

CONTROL_CHARACTERS = "control_characters"


def clean(value: str) -> str:
    r"""A text of several lines, ready to be stored: NFC, lines end in `\n`, nothing invisible at its edges.

    Bidirectional controls are balanced within each line, so that none reaches what is shown around the text.
    ValueError(`control_characters`) on NUL and every other control character but `\n` and `\t`, and on half a
    surrogate pair.
    """
    lines = _LINE_BREAK.sub("\n", value)
    _refuse_controls(lines)
    balanced = "\n".join(_balanced(line) for line in unicodedata.normalize("NFC", lines).split("\n"))
    return _without_blank_edges(balanced)


def clean_line(value: str) -> str:
    """A name or title, ready to be stored: as `clean`, on one line, single spaces, no bidirectional control at all."""
    _refuse_controls(_LINE_BREAK.sub("\n", value))
    visible = _LINE_REMOVED.sub("", unicodedata.normalize("NFC", value))
    return " ".join(_without_blank_edges(visible).split())


def is_blank(value: str) -> bool:
    """Whether a reader would see nothing: only spaces, zero-width characters, fillers."""
    return all(_is_invisible(character) for character in value)


def natural_key(name: str) -> str:
    """The key by which names sort when compared by code point (PostgreSQL's `C`): no accents, no case, 2 < 10."""
    return _NUMBER.sub(_number_key, fold(name))


def fold(text: str) -> str:
    """Text as search compares it: no accents, no case, single spaces."""
    folded = unicodedata.normalize("NFKD", text).casefold()
    letters = "".join(c for c in unicodedata.normalize("NFKD", folded) if not unicodedata.combining(c))
    return " ".join(letters.translate(_BASE_LETTERS).split())


def _number_key(run: re.Match[str]) -> str:
    digits = "".join(str(unicodedata.decimal(character)) for character in run[0]).lstrip("0")
    # The length comes first: among numbers of the same length, text order is the order of their values.
    return f"{min(len(digits), 999):03d}{digits}"


def _refuse_controls(value: str) -> None:
    if _CONTROL.search(value):
        raise ValueError(CONTROL_CHARACTERS)


def _without_blank_edges(value: str) -> str:
    """Without invisible characters at both ends. The first line keeps its indentation: in Markdown it has a meaning."""
    return _BLANK_START.sub("", value.rstrip(_BLANK_END), count=1)


def _balanced(line: str) -> str:
    return _closed(line) if _BIDI.search(line) else line


def _closed(line: str) -> str:
    """Drop what closes nothing, close what stays open (UAX #9: an isolate's end also ends the embeddings inside it)."""
    open_: list[str] = []
    kept: list[str] = []
    for character in line:
        if character in _CLOSER:
            open_.append(_CLOSER[character])
        elif character == _PDI and _PDI in open_:
            kept.extend(_popped_to_isolate(open_))
        elif character == _PDF and open_[-1:] == [_PDF]:
            open_.pop()
        elif character in (_PDF, _PDI):
            continue
        kept.append(character)
    return "".join([*kept, *reversed(open_)])


def _popped_to_isolate(open_: list[str]) -> Iterable[str]:
    while open_.pop() == _PDF:
        yield _PDF


def _is_invisible(character: str) -> bool:
    return (
        unicodedata.category(character) in _BLANK_CATEGORIES
        or character in _BLANK_LETTERS
        or character in _VARIATION_SELECTORS
        or character in _EDGE
    )
