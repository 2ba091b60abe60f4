"""`Api`: a blueprint a noun. A route is a decorator and a handler; everything around the handler is done here."""

import re
from collections.abc import Callable, Mapping
from typing import Protocol, TypedDict, TypeVar, Unpack

from flask import Flask, Response
from flask_openapi import APIBlueprint, OpenAPI
from pydantic import BaseModel

from app.http import limits
from app.http.operations import Operation, Render, Rules
from app.http.parsing import Handler, Inputs, WrongSignature, inputs_of

H = TypeVar("H", bound=Handler)

EXTENSION = "operations"
_PATH_PART = re.compile(r"<(?:[^:<>]+:)?(\w+)>")


class Options(TypedDict, total=False):
    """What a route may declare.

    `returns`: the schema of the answer. `status`: of success (200; 204 without an answer).
    `renders`: renders the resource whose id the handler returns; used again for an idempotent replay.
    `etag`: the answer's `version` is its ETag. `private`: for no cache at all, a browser's neither.
    `location`: a template over the path's parts and the answer, such as `/tickets/{id}`.
    `public`: needs no account. `guest_token`: the path parameter that stands for the caller there.
    `idempotent`: False for the routes of signing in, which ignore `Idempotency-Key`.
    `limit`: `120/minute`, by user, else by client address. `token_limit`: the same by guest token.
    `file_field`: the form field that holds the files.
    `problems`: statuses of problems besides those that follow from all this.
    `content_types`: of answers that are no JSON (the handler returns a Response).
    """

    returns: type[BaseModel] | None
    status: int
    renders: Render | None
    etag: bool
    private: bool
    location: str | None
    public: bool
    guest_token: str | None
    idempotent: bool
    limit: str | None
    token_limit: str | None
    file_field: str
    problems: tuple[int, ...]
    content_types: tuple[str, ...]


View = Callable[..., Response]


class Documented(Protocol):
    """flask-openapi's own decorators, one a method."""

    def __call__(
        self, rule: str, *, operation_id: str, responses: Mapping[str, type[BaseModel] | None]
    ) -> Callable[[View], View]: ...


class Api:
    """The routes of one noun. `blueprint` is what create_app registers."""

    def __init__(self, name: str, *, tag: str) -> None:
        self.name = name
        self.blueprint = APIBlueprint(name, name, abp_tags=[{"name": tag}])
        self.operations: dict[str, Operation] = {}

    def get(self, rule: str, **options: Unpack[Options]) -> Callable[[H], H]:
        """A read."""
        return self._route("GET", rule, options)

    def post(self, rule: str, **options: Unpack[Options]) -> Callable[[H], H]:
        """A creation or an act."""
        return self._route("POST", rule, options)

    def put(self, rule: str, **options: Unpack[Options]) -> Callable[[H], H]:
        """A replacement."""
        return self._route("PUT", rule, options)

    def patch(self, rule: str, **options: Unpack[Options]) -> Callable[[H], H]:
        """A change of some fields."""
        return self._route("PATCH", rule, options)

    def delete(self, rule: str, **options: Unpack[Options]) -> Callable[[H], H]:
        """An archival."""
        return self._route("DELETE", rule, options)

    def register(self, app: OpenAPI) -> None:
        """Serve these routes, and document them. The name of a handler names its operation, and so is unique."""
        known = operations_of(app)
        if twice := known.keys() & self.operations.keys():
            raise WrongSignature(f"{self.name}: another noun has {', '.join(sorted(twice))} as well")
        app.extensions[EXTENSION] = known | self.operations
        app.register_api(self.blueprint)

    def _route(self, method: str, rule: str, options: Options) -> Callable[[H], H]:
        def add(handler: H) -> H:
            inputs = inputs_of(handler, options.get("file_field", "file"))
            operation = Operation(handler, inputs, self._rules(method, handler.__name__, inputs, options))
            self.operations[handler.__name__] = operation
            _require_path_model(rule, inputs)
            schemas = {str(operation.rules.status): operation.rules.returns}
            self._documented(method)(rule, operation_id=handler.__name__, responses=schemas)(_view(handler, operation))
            return handler

        return add

    def _rules(self, method: str, name: str, inputs: Inputs, options: Options) -> Rules:
        limit, token_limit = options.get("limit"), options.get("token_limit")
        public, guest_token = options.get("public", False), options.get("guest_token")
        known = not public or guest_token is not None
        return Rules(
            endpoint=f"{self.name}.{name}",
            returns=options.get("returns"),
            status=options.get("status", 200 if options.get("returns") or options.get("content_types") else 204),
            renders=options.get("renders"),
            etag=options.get("etag", False),
            private=options.get("private", False),
            location=options.get("location"),
            public=public or guest_token is not None,
            guest_token=guest_token,
            idempotent=method == "POST" and inputs.unit and known and options.get("idempotent", True),
            limits=limits.parse(limit) if limit else None,
            token_limits=limits.parse(token_limit) if token_limit else (),
            problems=options.get("problems", ()),
            content_types=options.get("content_types", ()),
        )

    def _documented(self, method: str) -> Documented:
        blueprint = self.blueprint
        by_method: Mapping[str, Documented] = {
            "GET": blueprint.get,
            "POST": blueprint.post,
            "PUT": blueprint.put,
            "PATCH": blueprint.patch,
            "DELETE": blueprint.delete,
        }
        return by_method[method]


def _require_path_model(rule: str, inputs: Inputs) -> None:
    """The variable parts of the path are the fields of the path's model."""
    fields = set(inputs.path.model_fields) if inputs.path else set[str]()
    if set(_PATH_PART.findall(rule)) != fields:
        raise WrongSignature(f"{rule}: its parts and the fields of `path` differ")


def operations_of(app: Flask) -> dict[str, Operation]:
    """The operations of an application by their id in the OpenAPI document."""
    known: dict[str, Operation] = app.extensions.get(EXTENSION, {})
    return known


def _view(handler: Handler, operation: Operation) -> View:
    """The function that Flask calls. Its annotations are all that flask-openapi documents; we check by ourselves."""

    def view(**path: object) -> Response:
        return operation(path)

    view.__name__, view.__qualname__, view.__doc__ = handler.__name__, handler.__qualname__, handler.__doc__
    models = {"path": operation.inputs.path, "query": operation.inputs.query}
    models[operation.inputs.content_name] = operation.inputs.content
    view.__annotations__ = {name: model for name, model in models.items() if model is not None}
    setattr(view, "__delay_validate_request__", True)  # noqa: B010 - flask-openapi's own mark, no attribute of functions
    return view
