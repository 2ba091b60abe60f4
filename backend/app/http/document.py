"""The OpenAPI 3.1 document: flask-openapi's, completed with what `Api` knows about each operation."""

import copy

from flask import Flask
from flask_openapi import OpenAPI

from app.http import api, descriptions
from app.http.jsonvalues import is_array, is_object
from app.http.operations import Operation

EXTENSION = "openapi_document"
METHODS = ("get", "post", "put", "patch", "delete")

Json = dict[str, object]


def application(name: str = "app") -> OpenAPI:
    """An application whose routes are documented; the document itself is served by `routes/pages.py`."""
    app = OpenAPI(
        name,
        info={"title": "Modern Management", "version": "0.1.0", "description": descriptions.INTRODUCTION},
        security_schemes={descriptions.TOKEN: {"type": "http", "scheme": "bearer", "bearerFormat": "JWT"}},
        doc_ui=False,
        static_folder=None,
    )
    app.openapi_version = "3.1.0"
    return app


def openapi_document(app: Flask) -> Json:
    """The document of this application's API, as `GET /openapi.json` answers it; made once."""
    known = app.extensions.get(EXTENSION)
    if not is_object(known):
        known = app.extensions[EXTENSION] = _made(app)
    return known


def _made(app: Flask) -> Json:
    if not isinstance(app, OpenAPI):
        raise TypeError("only an application made by `application()` is documented")
    document = copy.deepcopy(app.api_doc)
    schemas = _child(_child(document, "components"), "schemas")
    schemas.pop("ValidationErrorModel", None)
    schemas["Problem"], schemas["FieldProblem"] = descriptions.PROBLEM, descriptions.FIELD_PROBLEM
    for item in _child(document, "paths").values():
        for method in METHODS:
            operation = item.get(method) if is_object(item) else None
            if is_object(operation):
                _complete(operation, api.operations_of(app)[str(operation["operationId"])], method, schemas)
    return document


def _complete(described: Json, operation: Operation, method: str, schemas: Json) -> None:
    """Add security, headers, the form beside the JSON, and every problem that the route can answer."""
    rules = operation.rules
    described["security"] = [] if rules.public else [{descriptions.TOKEN: []}]
    parameters = [*_list(described, "parameters"), *descriptions.header_parameters(operation)]
    if parameters:
        described["parameters"] = parameters
    if operation.inputs.has_content:
        described["requestBody"] = _request_body(operation, schemas)
    described["responses"] = {
        str(rules.status): descriptions.success(rules),
        **{str(status): descriptions.problem(status) for status in problem_statuses(operation, method)},
    }


def problem_statuses(operation: Operation, method: str) -> list[int]:
    """The statuses of problems that this operation can answer; the rules that lead to them are API.md's order."""
    rules, inputs = operation.rules, operation.inputs
    reasons = {
        401: not rules.public,
        403: not rules.public or method != "get",
        404: inputs.path is not None,
        409: inputs.unit,
        412: inputs.if_match,
        400: inputs.has_content,
        413: inputs.has_content,
        414: inputs.query is not None,
        415: inputs.has_content,
        422: True,
        429: rules.limits is None or bool(rules.limits),
        503: True,
    }
    return sorted({status for status, applies in reasons.items() if applies} | set(rules.problems))


def _request_body(operation: Operation, schemas: Json) -> Json:
    inputs = operation.inputs
    content: Json = {}
    name = inputs.content.__name__ if inputs.content else ""
    if inputs.takes_json:
        content["application/json"] = {"schema": descriptions.reference(name)}
    if inputs.takes_form:
        form = f"{name or operation.handler.__name__.title().replace('_', '')}Form"
        schemas[form] = descriptions.form(operation, schemas.get(name))
        content["multipart/form-data"] = {"schema": descriptions.reference(form)}
    return {"content": content, "required": not (inputs.optional and inputs.takes_json)}


def _child(value: Json, name: str) -> Json:
    child = value.setdefault(name, {})
    if not is_object(child):
        raise TypeError(f"{name} is no object")
    return child


def _list(value: Json, name: str) -> list[object]:
    child = value.get(name)
    return child if is_array(child) else []
