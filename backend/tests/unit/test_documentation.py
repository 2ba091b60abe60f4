"""The documentation's links lead somewhere, and every page is found from its index."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
DOCS = ROOT / "docs"
PAGES = sorted([*ROOT.glob("*.md"), *DOCS.rglob("*.md")])
# Written by `make bench` and `make drill`: not in every clone.
MEASURED = {DOCS / "reference" / "bench.md", DOCS / "reference" / "drills.md"}
LINK = re.compile(r"\]\(([^)\s]+)\)")
CODE = re.compile(r"^ *```.*?^ *```", re.DOTALL | re.MULTILINE)
HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)


def links(page: Path) -> Iterator[tuple[Path, str]]:
    """The files that a page links to, each with the heading that is meant."""
    for target in LINK.findall(CODE.sub("", page.read_text(encoding="utf-8"))):
        if "://" not in target:
            path, _, heading = str(target).partition("#")
            yield (page.parent / path if path else page).resolve(), heading


def headings(page: Path) -> set[str]:
    """The headings as they are linked to."""
    kept = (re.sub(r"[^\w\- ]", "", heading.lower()) for heading in HEADING.findall(page.read_text(encoding="utf-8")))
    return {heading.strip().replace(" ", "-") for heading in kept}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_link_leads_somewhere(page: Path) -> None:
    for target, heading in links(page):
        assert target.exists(), target
        assert not heading or heading in headings(target), f"{target}#{heading}"


def test_every_page_is_found_from_the_index() -> None:
    found, to_read = {DOCS / "README.md"}, [DOCS / "README.md"]
    while to_read:
        new = {target for target, _ in links(to_read.pop()) if target.suffix == ".md" and target.is_file()} - found
        found |= new
        to_read += new
    assert {page for page in PAGES if page.is_relative_to(DOCS)} - MEASURED - found == set()
