"""Every code of a problem document is told in docs/reference/problems.md (those of files in attachments.md)."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from app import errors
from app.http import problems

ROOT = Path(__file__).resolve().parents[4]
APP = ROOT / "backend" / "app"
REFERENCE = ROOT / "docs" / "reference"
RAISED = {name for name, value in vars(errors).items() if isinstance(value, type) and issubclass(value, errors.Problem)}
_KNOWN = re.compile(r"_KNOWN: .*?^}", re.DOTALL | re.MULTILINE)


def literals(source: str) -> set[str]:
    """Every text that stands in a module by itself."""
    nodes = ast.walk(ast.parse(source))
    return {node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)}


def raised(tree: ast.AST) -> Iterator[str]:
    """The codes that are written out where an error is made: `Conflict(detail, code)`."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in RAISED:
            for argument in node.args[1:2]:
                if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
                    yield argument.value


def told(page: str) -> set[str]:
    """The codes of a page's tables: what stands in backquotes in the first column."""
    lines = (REFERENCE / page).read_text(encoding="utf-8").splitlines()
    first = [line.split("|")[1] for line in lines if line.startswith("| `")]
    return {code for column in first for code in re.findall(r"`(\w+)`", column)}


def test_every_code_is_told() -> None:
    sources = [path.read_text(encoding="utf-8") for path in APP.rglob("*.py")]
    codes = {code for source in sources for code in raised(ast.parse(source))}
    assert len(codes) > 25
    assert codes - told("problems.md") == set()


def test_the_codes_of_http_itself_are_told() -> None:
    listed = _KNOWN.search(Path(problems.__file__).read_text(encoding="utf-8"))
    assert listed is not None
    codes = set(re.findall(r'\d+: \("(\w+)"', listed.group()))
    assert codes
    assert codes - told("problems.md") == set()


def test_no_code_is_told_that_there_isnt() -> None:
    written = {text for path in APP.rglob("*.py") for text in literals(path.read_text(encoding="utf-8"))}
    assert told("problems.md") - written == set()
