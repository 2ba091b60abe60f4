"""What people wrote, for mail: Markdown made safe as HTML, and the same as plain text. Those mentioned by name."""

import re
from collections.abc import Iterator
from functools import cache
from typing import Final

from markdown_it import MarkdownIt
from markupsafe import Markup

LONGEST: Final = 4000
_MENTION: Final = re.compile(r"@\[([^\]]{1,200})\]\(user:\d+\)")


def as_html(body: str) -> Markup:
    """Markdown as HTML: no HTML of the writer's own, no pictures, links to the web and to mail addresses only."""
    return Markup(_markdown().render(cut(body)).strip())  # noqa: S704 - made by the renderer, which escapes what it is given


def as_text(body: str) -> str:
    """As it was written, mentions by their names."""
    return cut(body)


def cut(body: str) -> str:
    """Mentions as names, and no more than a mail can bear."""
    named = _MENTION.sub(r"@\1", body)
    return named if len(named) <= LONGEST else named[: LONGEST - 1].rstrip() + "…"


def excerpt(body: str, longest: int = 90) -> str:
    """The beginning, on one line."""
    line = " ".join("".join(_words(_MENTION.sub(r"@\1", body))).split())
    return line if len(line) <= longest else line[: longest - 1].rstrip() + "…"


def _words(body: str) -> Iterator[str]:
    """What one reads of Markdown, without its marks."""
    for block in _markdown().parse(body):
        for token in block.children or ():
            yield token.content or (" " if token.type.endswith("break") else "")
        if block.type in ("fence", "code_block"):
            yield block.content
        yield " "


@cache
def _markdown() -> MarkdownIt:
    """CommonMark with line breaks kept as written. Pictures would tell a stranger's server that the mail was read."""
    return MarkdownIt("commonmark", {"html": False, "breaks": True, "linkify": False}).disable("image")
