"""What is used of flask-openapi, whose own annotations leave these open."""

from collections.abc import Callable, Mapping

from flask import Blueprint, Flask, Response
from pydantic import BaseModel

View = Callable[..., Response]
Responses = Mapping[str, type[BaseModel] | None]

class APIBlueprint(Blueprint):
    def __init__(self, name: str, import_name: str, *, abp_tags: list[dict[str, object]]) -> None: ...
    def get(self, rule: str, *, operation_id: str, responses: Responses) -> Callable[[View], View]: ...
    def post(self, rule: str, *, operation_id: str, responses: Responses) -> Callable[[View], View]: ...
    def put(self, rule: str, *, operation_id: str, responses: Responses) -> Callable[[View], View]: ...
    def patch(self, rule: str, *, operation_id: str, responses: Responses) -> Callable[[View], View]: ...
    def delete(self, rule: str, *, operation_id: str, responses: Responses) -> Callable[[View], View]: ...

class OpenAPI(Flask):
    openapi_version: str
    components_schemas: dict[str, object]
    def __init__(
        self,
        import_name: str,
        *,
        info: Mapping[str, object],
        security_schemes: Mapping[str, Mapping[str, object]],
        doc_ui: bool,
        static_folder: str | None,
    ) -> None: ...
    def register_api(self, api: APIBlueprint) -> None: ...
    @property
    def api_doc(self) -> dict[str, object]: ...
