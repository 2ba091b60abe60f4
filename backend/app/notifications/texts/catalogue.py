"""Sentences by language: `locales/<language>.json`. A language without a catalogue, or a sentence it lacks: English."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from babel import Locale
from pydantic import TypeAdapter

LOCALES: Final = Path(__file__).resolve().parent.parent / "locales"
SOURCE: Final = "en"
# What dates look like where a language is spoken in more than one way.
_USAGE: Final = {"en": "en_GB"}

_NESTED: Final[TypeAdapter[dict[str, object]]] = TypeAdapter(dict[str, object])


@dataclass(frozen=True, slots=True)
class Texts:
    """One language. A sentence is named by its place in the catalogue: `ticket.moved.subject`."""

    locale: str
    sentences: Mapping[str, str]

    @property
    def dates(self) -> Locale:
        """How this language writes dates."""
        return Locale.parse(_USAGE.get(self.locale, self.locale))

    def say(self, key: str, **values: object) -> str:
        """The sentence with its values; KeyError for one that no catalogue has. `count` chooses between plurals."""
        return self._sentence(key, values).format_map(values)

    def knows(self, key: str) -> bool:
        """Whether there is such a sentence."""
        return key in self.sentences

    def _sentence(self, key: str, values: Mapping[str, object]) -> str:
        count = values.get("count")
        if isinstance(count, int):
            plural = f"{key}_{self.dates.plural_form(count)}"
            if plural in self.sentences:
                return self.sentences[plural]
        return self.sentences[key]


@cache
def texts(locale: str) -> Texts:
    """The language closest to `locale` (`de-AT`: `de`)."""
    language = locale.replace("_", "-").split("-", maxsplit=1)[0].lower()
    if language not in languages():
        language = SOURCE
    return Texts(language, {**_read(SOURCE), **_read(language)})


@cache
def languages() -> frozenset[str]:
    """Those that there is a catalogue of."""
    return frozenset(file.stem for file in LOCALES.glob("*.json"))


@cache
def _read(language: str) -> Mapping[str, str]:
    nested = _NESTED.validate_json((LOCALES / f"{language}.json").read_bytes())
    return dict(_flat(nested))


def _flat(nested: Mapping[str, object], before: str = "") -> Iterator[tuple[str, str]]:
    for name, value in nested.items():
        if isinstance(value, str):
            yield before + name, value
        else:
            yield from _flat(_NESTED.validate_python(value), f"{before}{name}.")
