"""Jinja2 for texts that administrators write: no code, no calls of methods, nothing that grows without bounds."""

from collections.abc import Callable, Mapping
from functools import cache, lru_cache
from pathlib import Path
from types import TracebackType
from typing import Any, Final

from jinja2 import FileSystemLoader, StrictUndefined, Template, TemplateError, TemplateSyntaxError
from jinja2.environment import TemplateModule
from jinja2.exceptions import SecurityError
from jinja2.sandbox import ImmutableSandboxedEnvironment

FOLDER: Final = Path(__file__).resolve().parent
LONGEST_OUTPUT: Final = 300_000
LONGEST_SOURCE: Final = 100_000
_OF_MAPPINGS: Final = frozenset({"items", "keys", "values", "get"})
_FILTERS: Final = (
    "capitalize", "default", "d", "e", "escape", "first", "forceescape", "int", "join", "last", "length", "count",
    "list", "lower", "reverse", "round", "safe", "sort", "string", "striptags", "title", "trim", "truncate",
    "upper", "urlencode", "wordcount",
)  # fmt: skip
_TESTS: Final = ("defined", "undefined", "none", "string", "number", "mapping", "sequence", "odd", "even", "sameas",
                 "eq", "equalto", "ne", "lt", "le", "gt", "ge", "in", "true", "false")  # fmt: skip
_GROWING: Final = frozenset({"*", "**", "%"})

Values = Mapping[str, object]


class Unusable(Exception):
    """A template can't be used. `line`: of its source, from 1."""

    def __init__(self, why: str, line: int) -> None:
        super().__init__(why)
        self.why = why
        self.line = line


class Sandbox(ImmutableSandboxedEnvironment):
    """What a template reaches are values and the macros of our own templates."""

    intercepted_binops = frozenset(_GROWING)

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """No methods: `'x'.center(10**9)` fills a machine's memory."""
        if not super().is_safe_attribute(obj, attr, value):
            return False
        if not callable(value) or isinstance(obj, TemplateModule):
            return True
        return isinstance(obj, Mapping) and attr in _OF_MAPPINGS

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        """Only numbers are multiplied; nothing is raised to a power."""
        if operator == "**" or not (isinstance(left, int | float) and isinstance(right, int | float)):
            raise SecurityError(f"{operator} is for numbers, and ** for nothing.")
        return super().call_binop(context, operator, left, right)


def render(source: str, values: Values, *, is_html: bool) -> str:
    """The template with its values, at most 300,000 characters long. `Unusable` where it can't be."""
    return _rendered(lambda _environment: _compiled(source, is_html=is_html), values, is_html=is_html)


@lru_cache(maxsize=128)
def _compiled(source: str, *, is_html: bool) -> Template:
    """Compiling a template takes ten times as long as rendering it."""
    return _environment(is_html=is_html).from_string(source)


def render_file(name: str, values: Values) -> str:
    """One of our own, by its file's name."""
    return _rendered(lambda environment: environment.get_template(name), values, is_html=name.endswith(".html"))


def read(name: str) -> str:
    """The source of one of our own."""
    return (FOLDER / name).read_text(encoding="utf-8")


def _rendered(load: Callable[[Sandbox], Template], values: Values, *, is_html: bool) -> str:
    try:
        return _bounded(load(_environment(is_html=is_html)), values)
    except TemplateSyntaxError as error:
        raise Unusable(error.message or "This can't be read.", error.lineno) from error
    except (TemplateError, ArithmeticError, LookupError, TypeError, ValueError, RecursionError) as error:
        why = error.message if isinstance(error, TemplateError) and error.message else str(error)
        raise Unusable(why or type(error).__name__, _line(error.__traceback__)) from error


def _bounded(template: Template, values: Values) -> str:
    parts: list[str] = []
    length = 0
    for part in template.generate(values):
        parts.append(part)
        length += len(part)
        if length > LONGEST_OUTPUT:
            raise Unusable("This makes a mail that is too long.", 1)
    return "".join(parts)


def _line(traceback: TracebackType | None) -> int:
    """The line of the given source that was being rendered; Jinja2 maps its frames back to it."""
    found = 1
    while traceback is not None:
        if traceback.tb_frame.f_code.co_filename == "<template>":
            found = traceback.tb_lineno
        traceback = traceback.tb_next
    return found


@cache
def _environment(*, is_html: bool) -> Sandbox:
    made = Sandbox(
        loader=FileSystemLoader(FOLDER),
        autoescape=is_html,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=False,
    )
    made.globals.clear()
    made.filters = {name: made.filters[name] for name in _FILTERS}
    made.tests = {name: made.tests[name] for name in _TESTS}
    return made
