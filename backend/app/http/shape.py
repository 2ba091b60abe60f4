"""422 by shape: pydantic's errors in our words, with pointers and stable codes, never echoing what was sent."""

from collections.abc import Iterable, Mapping

import orjson
from pydantic import ValidationError

from app.errors import FieldProblem, Invalid, Malformed
from app.http.jsonvalues import is_array, is_object

Location = tuple[int | str, ...]

# pydantic's error types → the stable codes of API documents; a type that isn't here keeps its own name.
_CODES: Mapping[str, str] = {
    "extra_forbidden": "unknown_field",
    "string_too_long": "too_long",
    "string_too_short": "too_short",
    "too_long": "too_many_items",
    "string_pattern_mismatch": "pattern",
    "greater_than": "too_small",
    "greater_than_equal": "too_small",
    "less_than": "too_large",
    "less_than_equal": "too_large",
    "int_parsing": "int_type",
    "int_parsing_size": "too_large",
    "int_from_float": "int_type",
    "bool_parsing": "bool_type",
    "float_parsing": "float_type",
    "literal_error": "choice",
    "enum": "choice",
    "datetime_from_date_parsing": "datetime_type",
    "datetime_parsing": "datetime_type",
    "date_from_datetime_parsing": "date_type",
    "date_parsing": "date_type",
    "timezone_aware": "time_zone",
    "model_type": "object_type",
    "dict_type": "object_type",
    "value_error": "invalid",
}
_MESSAGES: Mapping[str, str] = {
    "extra_forbidden": "This field is not known here.",
    "missing": "This is needed.",
    "datetime_parsing": "Use a time in ISO 8601, such as 2026-05-04T09:30:00Z.",
    "datetime_from_date_parsing": "Use a time in ISO 8601, such as 2026-05-04T09:30:00Z.",
    "datetime_type": "Use a time in ISO 8601, such as 2026-05-04T09:30:00Z.",
    "timezone_aware": "Use a time with its zone, such as 2026-05-04T09:30:00Z.",
    "date_parsing": "Use a date such as 2026-05-04.",
    "date_from_datetime_parsing": "Use a date such as 2026-05-04.",
    "date_type": "Use a date such as 2026-05-04.",
    "value_error": "This value can't be accepted.",
}
_MAX_ERRORS = 50


def refused(error: ValidationError, sent: object, prefix: str = "") -> Invalid:
    """422 with a pointer to each wrong value. `sent` is what was validated; `prefix` leads the pointers."""
    problems: dict[str, FieldProblem] = {}
    for found in error.errors(include_url=False, include_input=False, include_context=False)[:_MAX_ERRORS]:
        kind, message = found["type"], found["msg"]
        where = prefix + pointer(_existing(found["loc"], sent, missing=kind == "missing"))
        problems.setdefault(where, FieldProblem(where, _CODES.get(kind, kind), _MESSAGES.get(kind, message)))
    return Invalid(_sentence(problems.values()), "invalid", errors=list(problems.values()))


def refused_json(error: ValidationError, content: bytes, prefix: str = "") -> Invalid | Malformed:
    """As `refused`, for a JSON text; 400 where it isn't JSON at all."""
    if error.errors(include_url=False, include_input=False, include_context=False)[0]["type"] == "json_invalid":
        return Malformed("The body is not JSON.", "malformed_json")
    return refused(error, orjson.loads(content), prefix)


def pointer(location: Iterable[int | str]) -> str:
    """A JSON pointer (RFC 6901); a name that a client made up is cut at 100 characters."""
    return "".join("/" + str(part)[:100].replace("~", "~0").replace("/", "~1") for part in location)


def _existing(location: Location, sent: object, *, missing: bool) -> Location:
    """The part of pydantic's location that is in the document: it adds the members of a union that it tried."""
    kept: list[int | str] = []
    for index, part in enumerate(location):
        inside, sent = _step(sent, part)
        if not inside and not (missing and index == len(location) - 1):
            break
        kept.append(part)
    return tuple(kept)


def _step(sent: object, part: int | str) -> tuple[bool, object]:
    if is_object(sent) and isinstance(part, str):
        return part in sent, sent.get(part)
    if is_array(sent) and isinstance(part, int) and part < len(sent):
        return True, sent[part]
    return False, None


def _sentence(problems: Iterable[FieldProblem]) -> str:
    fields = [problem.pointer.rsplit("/", 1)[-1] or "the body" for problem in problems]
    return "Please check: " + ", ".join(fields[:5]) + ("…" if len(fields) > 5 else ".")
