"""The inputs of a handler, found once from its signature and then parsed in the order that API.md fixes."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import get_type_hints

import orjson
from flask import request
from pydantic import BaseModel, ValidationError

from app.errors import NotFound, UnsupportedType
from app.http import etags, shape
from app.http.jsonvalues import is_array, is_object
from app.http.uploads import Uploads, max_form_bytes, uploads

Handler = Callable[..., object]

MAX_JSON_BYTES = 1_000_000
KNOWN = frozenset({"path", "query", "body", "form", "files", "unit", "if_match", "return"})


class WrongSignature(TypeError):
    """A handler has a parameter that `Api` doesn't know, or one of the wrong type."""


@dataclass(frozen=True, slots=True)
class Inputs:
    """What a handler takes. `texts` are the fields of body or form whose form values are no JSON."""

    path: type[BaseModel] | None
    query: type[BaseModel] | None
    content: type[BaseModel] | None
    content_name: str
    takes_json: bool
    takes_form: bool
    takes_files: bool
    optional: bool
    file_field: str
    unit: bool
    if_match: bool
    lists: frozenset[str]
    texts: frozenset[str]
    content_lists: frozenset[str]

    @property
    def has_content(self) -> bool:
        """Whether a request has a body at all."""
        return self.content is not None or self.takes_files


@dataclass(slots=True)
class Parsed:
    """The parsed inputs, by parameter name, and what the idempotency fingerprint is made of."""

    values: dict[str, object]
    json: bytes | None = None
    fields: Mapping[str, list[str]] | None = None
    files: Uploads = ()


def inputs_of(handler: Handler, file_field: str) -> Inputs:
    """Read a handler's signature; raises `WrongSignature` at import for a parameter that means nothing."""
    hints: Mapping[str, object] = get_type_hints(handler)
    if unknown := set(hints) - KNOWN:
        raise WrongSignature(f"{handler.__qualname__}: {', '.join(sorted(unknown))}")
    body, form, query = (_model(hints, name) for name in ("body", "form", "query"))
    content = body or form
    return Inputs(
        path=_model(hints, "path"),
        query=query,
        content=content,
        content_name="form" if form else "body",
        takes_json=body is not None,
        takes_form=form is not None or "files" in hints,
        takes_files="files" in hints,
        optional=content is not None and not any(field.is_required() for field in content.model_fields.values()),
        file_field=file_field,
        unit="unit" in hints,
        if_match="if_match" in hints,
        lists=_fields(query, _is_list),
        texts=_fields(content, _is_text),
        content_lists=_fields(content, _is_list),
    )


def _model(hints: Mapping[str, object], name: str) -> type[BaseModel] | None:
    hint = hints.get(name)
    if hint is None:
        return None
    if not (isinstance(hint, type) and issubclass(hint, BaseModel)):
        raise WrongSignature(f"`{name}` must be a pydantic model")
    return hint


def _fields(model: type[BaseModel] | None, matches: Callable[[Mapping[str, object]], bool]) -> frozenset[str]:
    if model is None:
        return frozenset()
    schema = model.model_json_schema()
    definitions: dict[str, dict[str, object]] = schema.get("$defs", {})
    properties: dict[str, dict[str, object]] = schema.get("properties", {})
    return frozenset(name for name, value in properties.items() if matches(_resolved(value, definitions)))


def _resolved(schema: dict[str, object], definitions: Mapping[str, dict[str, object]]) -> dict[str, object]:
    """The schema without `$ref` at its top, and without the null of an optional field."""
    reference = schema.get("$ref")
    if isinstance(reference, str):
        return definitions[reference.rsplit("/", 1)[-1]]
    choices = schema.get("anyOf")
    if not is_array(choices):
        return schema
    kinds = [kind for kind in choices if is_object(kind) and kind.get("type") != "null"]
    return _resolved(kinds[0], definitions) if len(kinds) == 1 else schema


def _is_list(schema: Mapping[str, object]) -> bool:
    return schema.get("type") == "array"


def _is_text(schema: Mapping[str, object]) -> bool:
    return schema.get("type") == "string"


def parse(inputs: Inputs, path: Mapping[str, object]) -> Parsed:
    """413, 415, 400, then 422 by shape; a path that can't exist is 404."""
    parsed = Parsed({})
    if inputs.has_content:
        _parse_content(inputs, parsed)
    if inputs.query is not None:
        parsed.values["query"] = _parse_query(inputs.query, inputs.lists)
    elif request.query_string:
        _refuse_query()
    if inputs.if_match:
        parsed.values["if_match"] = etags.if_match(request.headers.get("If-Match"))
    if inputs.path is not None:
        parsed.values["path"] = _parse_path(inputs.path, path)
    return parsed


def _parse_path(model: type[BaseModel], path: Mapping[str, object]) -> BaseModel:
    try:
        return model.model_validate(path)
    except ValidationError as error:
        raise NotFound("item") from error


def _parse_query(model: type[BaseModel], lists: frozenset[str]) -> BaseModel:
    given = {name: values if name in lists or len(values) > 1 else values[0] for name, values in request.args.lists()}
    try:
        return model.model_validate(given)
    except ValidationError as error:
        raise shape.refused(error, given, "/query") from error


class _NoQuery(BaseModel, extra="forbid"):
    """For addresses that know no query parameters."""


def _refuse_query() -> None:
    _parse_query(_NoQuery, frozenset())


def _parse_content(inputs: Inputs, parsed: Parsed) -> None:
    is_form = inputs.takes_form and request.mimetype == "multipart/form-data"
    request.max_content_length = max_form_bytes() if is_form else MAX_JSON_BYTES
    if is_form:
        _parse_form(inputs, parsed)
    elif inputs.takes_json:
        _parse_json(inputs, parsed)
    else:
        raise UnsupportedType("Send this as multipart/form-data.", "unsupported_type")


def _parse_json(inputs: Inputs, parsed: Parsed) -> None:
    content = request.get_data(cache=False, parse_form_data=False)
    if not content and inputs.optional:
        content = b"{}"
    elif request.mimetype != "application/json":
        raise UnsupportedType("Send this as application/json.", "unsupported_type")
    parsed.json = content
    if inputs.content is not None:
        parsed.values["body"] = _validated(inputs.content, content)
    if inputs.takes_files:
        parsed.values["files"] = ()


def _parse_form(inputs: Inputs, parsed: Parsed) -> None:
    parsed.fields = dict(request.form.lists())
    parsed.files = uploads(inputs.file_field)
    if inputs.takes_files:
        parsed.values["files"] = parsed.files
    if inputs.content is not None:
        parsed.values[inputs.content_name] = _validated(inputs.content, _as_json(parsed.fields, inputs))


def _as_json(fields: Mapping[str, list[str]], inputs: Inputs) -> bytes:
    """A form as the JSON object that it stands for: a field that is no text holds JSON (a number, true, an object)."""
    return orjson.dumps({name: _form_value(name, values, inputs) for name, values in fields.items()})


def _form_value(name: str, values: list[str], inputs: Inputs) -> object:
    if name in inputs.content_lists or len(values) > 1:
        return [_json_or_text(value) for value in values]
    return values[0] if name in inputs.texts else _json_or_text(values[0])


def _json_or_text(value: str) -> object:
    try:
        return orjson.loads(value)
    except orjson.JSONDecodeError:
        return value


def _validated(model: type[BaseModel], content: bytes) -> BaseModel:
    try:
        return model.model_validate_json(content)
    except ValidationError as error:
        raise shape.refused_json(error, content) from error
