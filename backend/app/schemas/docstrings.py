"""The description of a field is the docstring below it: read from the source when a JSON schema is made.

Pydantic's `use_attribute_docstrings` reads it when a class is made instead. On Python before 3.13 it looks for the
class's module in every frame and every loaded module to do so: two fifths of the time that importing the
application took.
"""

import ast
import functools
import inspect
import sys
from collections.abc import Iterator, Mapping
from itertools import pairwise

from pydantic import BaseModel, GetJsonSchemaHandler
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema


class Documented(BaseModel):
    """A schema whose fields are described by the docstrings below them."""

    @classmethod
    def __get_pydantic_json_schema__(cls, core_schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        made = super().__get_pydantic_json_schema__(core_schema, handler)
        properties = handler.resolve_ref_schema(made).get("properties", {})
        described = _descriptions(cls)
        for name, field in cls.model_fields.items():
            shown = properties.get(field.alias or name)
            if shown is not None and name in described:
                shown.setdefault("description", described[name])
        return made


def _descriptions(schema: type[BaseModel]) -> dict[str, str]:
    """The docstring of each field by its name; a subclass's comes before its base's."""
    described: dict[str, str] = {}
    for base in reversed(schema.__mro__):
        if issubclass(base, Documented):
            described |= _docstrings(base.__module__).get(base.__qualname__, {})
    return described


@functools.cache
def _docstrings(module: str) -> Mapping[str, Mapping[str, str]]:
    """The docstrings of fields in a module's classes, by the class's qualified name. Empty without a source."""
    try:
        source = inspect.getsource(sys.modules[module])
    except (OSError, TypeError):
        return {}
    return dict(_classes(ast.parse(source), ""))


def _classes(parent: ast.AST, prefix: str) -> Iterator[tuple[str, Mapping[str, str]]]:
    for node in ast.iter_child_nodes(parent):
        if isinstance(node, ast.ClassDef):
            yield prefix + node.name, dict(_fields(node))
            yield from _classes(node, f"{prefix}{node.name}.")
        elif isinstance(node, ast.FunctionDef):
            yield from _classes(node, f"{prefix}{node.name}.<locals>.")


def _fields(node: ast.ClassDef) -> Iterator[tuple[str, str]]:
    for field, below in pairwise(node.body):
        match field, below:
            case (
                ast.AnnAssign(target=ast.Name(id=name)),
                ast.Expr(value=ast.Constant(value=str(text))),
            ):
                yield name, inspect.cleandoc(text)
            case _:
                pass
