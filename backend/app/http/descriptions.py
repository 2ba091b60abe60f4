"""The parts of the OpenAPI document that every operation shares."""

from http import HTTPStatus

from app.http.jsonvalues import is_array, is_object
from app.http.operations import Operation, Rules
from app.http.problems import MEDIA_TYPE
from app.http.rendering import JSON
from app.http.uploads import MAX_FILES

Json = dict[str, object]

TOKEN = "token"  # noqa: S105 - the name of the security scheme

INTRODUCTION = """Tickets, tasks, rooms and people of one organisation.

Sign in with `POST /login`, then send `Authorization: Bearer <access_token>`. Errors are problem documents (RFC 9457):
translate their `code`. Lists are `{items, next_cursor}`. Changes are additive only: ignore fields and enum values that
you don't know. Every `POST` but those of signing in honours `Idempotency-Key`."""

FIELD_PROBLEM: Json = {
    "type": "object",
    "title": "FieldProblem",
    "description": "What is wrong with one value.",
    "required": ["pointer", "code", "message"],
    "properties": {
        "pointer": {
            "type": "string",
            "description": (
                "A JSON pointer (RFC 6901): into the body as it is (`/title`, `/access/from`); into the query below "
                "`/query` (`/query/limit`); a header below `/header` (`/header/If-Match`)."
            ),
        },
        "code": {"type": "string", "description": "Stable, for translation."},
        "message": {"type": "string", "description": "A sentence in English."},
    },
}

PROBLEM: Json = {
    "type": "object",
    "title": "Problem",
    "description": "An error (RFC 9457). Some carry more: 412 has `current` and `differing`.",
    "required": ["type", "title", "status", "detail", "code", "params", "errors", "request_id"],
    "properties": {
        "type": {"type": "string", "format": "uri"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "code": {"type": "string", "description": "Stable, for translation."},
        "params": {"type": "object", "description": "What a translation of `code` needs."},
        "errors": {"type": "array", "items": {"$ref": "#/components/schemas/FieldProblem"}},
        "request_id": {"type": "string"},
    },
}


def reference(name: str) -> Json:
    """A schema by its name."""
    return {"$ref": f"#/components/schemas/{name}"}


def header_parameters(operation: Operation) -> list[Json]:
    """The request headers that this operation reads."""
    found: list[Json] = []
    if operation.rules.idempotent:
        key: Json = {"type": "string", "minLength": 1, "maxLength": 200, "pattern": "^[!-~]+$"}
        if operation.rules.guest_token:
            key = {"type": "string", "format": "uuid"}
        found.append(_header("Idempotency-Key", "The same request under the same key happens once.", key))
    if operation.inputs.if_match:
        tag: Json = {"type": "string", "pattern": '^(W/)?"[!#-~]*"$'}
        found.append(_header("If-Match", "The ETag that you have seen; 412 when it has changed since.", tag))
    return found


def _header(name: str, description: str, schema: Json) -> Json:
    return {"name": name, "in": "header", "required": False, "description": description, "schema": schema}


def success(rules: Rules) -> Json:
    """The answer when all goes well."""
    described: Json = {"description": HTTPStatus(rules.status).phrase, "headers": _answer_headers(rules)}
    content: Json = {kind: {} for kind in rules.content_types}
    if rules.returns:
        content[JSON] = {"schema": reference(rules.returns.__name__)}
    if content:
        described["content"] = content
    return described


def _answer_headers(rules: Rules) -> Json:
    texts = {"X-Request-Id": "Names this request in logs and problems."}
    if rules.etag:
        texts["ETag"] = 'The version, such as `"7"`: send it as `If-Match`.'
    if rules.location:
        texts["Location"] = "Where the new resource is."
    return {name: {"description": text, "schema": {"type": "string"}} for name, text in texts.items()}


def problem(status: int) -> Json:
    """A problem document with this status. Beyond 8 kB of address, gunicorn answers by itself."""
    if status == HTTPStatus.REQUEST_URI_TOO_LONG:
        return {"description": "URI Too Long"}
    return {"description": HTTPStatus(status).phrase, "content": {MEDIA_TYPE: {"schema": reference("Problem")}}}


def form(operation: Operation, fields: object) -> Json:
    """The multipart form: the fields of the JSON body, and files; where a form is the only way, it is for its files."""
    described: Json = dict(fields) if is_object(fields) else {"type": "object", "additionalProperties": False}
    properties = described.get("properties")
    known: Json = dict(properties) if is_object(properties) else {}
    if operation.inputs.takes_files:
        binary: Json = {"type": "string", "format": "binary"}
        files: Json = {"type": "array", "maxItems": MAX_FILES, "items": binary}
        known[operation.inputs.file_field] = files
        if not operation.inputs.takes_json:
            files["minItems"] = 1
            required = described.get("required")
            described["required"] = [*(required if is_array(required) else ()), operation.inputs.file_field]
    return {**described, "properties": known}
