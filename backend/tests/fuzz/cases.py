"""The cases of one operation for one account: a good one that must succeed somewhere, then generated ones.

Schemathesis types its operations and cases loosely: here they are `Any`, and nowhere else.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import import_module
from typing import Any, Final

import schemathesis
from hypothesis import HealthCheck, Phase, Verbosity, given, settings
from hypothesis.errors import Unsatisfiable
from schemathesis import GenerationMode

from tests.permissions.asking import Ask

Case = Any
Operation = Any
Send = Callable[[Case], None]
QUIET: Final = settings(
    derandomize=True,
    database=None,
    deadline=None,
    phases=[Phase.generate],
    verbosity=Verbosity.quiet,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large],
)


_general: Any = import_module("schemathesis.checks")
_conformance: Any = import_module("schemathesis.specs.openapi.checks")
CHECKS: Final[list[Any]] = [
    _general.not_a_server_error,
    _conformance.status_code_conformance,
    _conformance.content_type_conformance,
    _conformance.response_schema_conformance,
    _conformance.response_headers_conformance,
]


def operations(url: str) -> list[Operation]:
    """Every operation of the description that is served there."""
    described: Any = schemathesis.openapi.from_url(f"{url}/openapi.json")
    return [one.ok() for one in described.get_all_operations()]


@dataclass(frozen=True, slots=True)
class Size:
    """How many generated cases an operation gets from each account."""

    fitting: int
    anywhere: int
    broken: int


def good(operation: Operation, ask: Ask) -> Case:
    """The request of the table of permissions, as a case of the operation."""
    content: dict[str, Any] = {}
    if ask.form is not None:
        content = {"body": dict(_form(ask)), "media_type": "multipart/form-data"}
    elif ask.json is not None:
        content = {"body": ask.json, "media_type": "application/json"}
    return operation.Case(path_parameters=path_of(operation, ask.path), query=dict(ask.query or {}), **content)


def generated(operation: Operation, ask: Ask, size: Size, send: Send) -> None:
    """Send generated cases: fitting ones for what is there, the same anywhere, and broken ones."""
    there = path_of(operation, ask.path)
    _send(operation.as_strategy(GenerationMode.POSITIVE, path_parameters=there), size.fitting, send)
    if there:
        _send(operation.as_strategy(GenerationMode.POSITIVE), size.anywhere, send)
    _send(operation.as_strategy(GenerationMode.NEGATIVE, path_parameters=there), size.broken, send)


def path_of(operation: Operation, path: str) -> dict[str, str]:
    """The variable parts of a path by name."""
    pairs = zip(operation.path.split("/"), path.split("/"), strict=True)
    return {name.strip("{}"): value for name, value in pairs if name.startswith("{")}


def _send(strategy: Any, count: int, send: Send) -> None:
    @settings(QUIET, max_examples=count)
    @given(strategy)
    def run(case: Case) -> None:
        send(case)

    try:
        run()
    except Unsatisfiable:
        return  # nothing can be broken in a request that has no part


def _form(ask: Ask) -> Iterator[tuple[str, bytes]]:
    for name, (stream, _filename) in (ask.form or {}).items():
        yield name, stream.read()
