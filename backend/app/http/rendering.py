"""Answers: plain mappings straight to JSON; times in UTC with `Z`."""

from collections.abc import Mapping
from urllib.parse import urlencode

import orjson
from flask import Response, request

Headers = Mapping[str, str]

JSON = "application/json"


def to_json(answer: object) -> bytes:
    """The bytes of an answer."""
    return orjson.dumps(answer, option=orjson.OPT_UTC_Z)


def json_response(answer: object, status: int, headers: Headers, *, content_type: str = JSON) -> Response:
    """An answer that no cache keeps, unless `headers` say otherwise."""
    return Response(to_json(answer), status, {"Cache-Control": "no-store", **headers}, content_type=content_type)


def next_link(cursor: object) -> dict[str, str]:
    """The `Link` header of a list that goes on (RFC 8288): this very address with the next cursor."""
    if not isinstance(cursor, str):
        return {}
    parameters = [(name, value) for name, value in request.args.items(multi=True) if name != "cursor"]
    return {"Link": f'<{request.path}?{urlencode([*parameters, ("cursor", cursor)])}>; rel="next"'}
