"""Every error as one problem document (RFC 9457), rendered in one place."""

from collections.abc import Mapping

from flask import Flask, Response
from psycopg import DataError, OperationalError
from psycopg import errors as pg
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from werkzeug.exceptions import HTTPException

from app.errors import Conflict, FieldProblem, Invalid, Problem
from app.http.logs import logger
from app.http.rendering import Headers, json_response
from app.http.request_ids import request_id

MEDIA_TYPE = "application/problem+json"

# What werkzeug raises by itself: status → (code, title, detail).
_KNOWN: Mapping[int, tuple[str, str, str]] = {
    400: ("bad_request", "The request can't be read", "The request is not what HTTP asks for."),
    404: ("no_such_path", "Not found", "There is nothing at this address."),
    405: ("method_not_allowed", "Not possible here", "This address does not know this method."),
    413: ("too_large", "Too large", "The request has more bytes than this address takes."),
    414: ("uri_too_long", "Too long", "This address is too long."),
    415: ("unsupported_type", "This type is not accepted", "This address does not take this media type."),
}


_BUSY = (pg.LockNotAvailable, pg.DeadlockDetected, pg.SerializationFailure)


class Unavailable(Problem):
    """503: the database can't be reached, or every connection to it is in use."""

    status = 503
    title = "Not available right now"


def problem_response(problem: Problem) -> Response:
    """The answer for an error that services or this package raised by name."""
    headers = dict(problem.headers)
    if problem.status == 401:
        headers.setdefault("WWW-Authenticate", "Bearer")
    document = {
        **problem.extra,
        **_document(problem.status, problem.title, problem.detail, problem.code),
        "params": problem.params,
        "errors": [_field(error) for error in problem.errors],
    }
    return _response(document, problem.status, headers)


def _field(error: FieldProblem) -> dict[str, str]:
    return {"pointer": error.pointer, "code": error.code, "message": error.message}


def _document(status: int, title: str, detail: str, code: str) -> dict[str, object]:
    return {
        "type": f"urn:modern-management:problem:{code}",
        "title": title,
        "status": status,
        "detail": detail,
        "code": code,
        "params": {},
        "errors": [],
        "request_id": request_id(),
    }


def _response(document: Mapping[str, object], status: int, headers: Headers) -> Response:
    return json_response(document, status, headers, content_type=MEDIA_TYPE)


def _http_response(error: HTTPException) -> Response:
    """Werkzeug's own errors: an unknown path, a method that a path doesn't know, a body beyond the bound."""
    status = error.code or 500
    code, title, detail = _KNOWN.get(status, (f"http_{status}", error.name, error.description or error.name))
    kept = {name: value for name, value in error.get_headers() if name in ("Allow", "Retry-After")}
    return _response(_document(status, title, detail, code), status, kept)


def _database_response(error: DBAPIError) -> Response:
    """What PostgreSQL refuses for the caller's sake; everything else is a bug or an outage.

    Schemas and services refuse first: what arrives here as a 4xx is a race, or a check that is missing there.
    """
    original = error.orig
    if isinstance(original, _BUSY):
        return problem_response(Conflict("This is being changed right now.", "busy", headers={"Retry-After": "1"}))
    if isinstance(original, pg.UniqueViolation | pg.ForeignKeyViolation):
        logger.warning("constraint violated", request_id=request_id(), constraint=original.diag.constraint_name)
        return problem_response(
            Conflict("Something else was changed at the same moment. Try again.", "changed_meanwhile")
        )
    if isinstance(original, DataError):
        logger.warning("value refused by the database", request_id=request_id(), error=type(original).__name__)
        return problem_response(Invalid("One of the values can't be stored.", "unstorable"))
    if error.connection_invalidated or isinstance(original, OperationalError):
        return _unavailable(error)
    return _unexpected(error)


def _unavailable(error: Exception) -> Response:
    logger.error("database unavailable", request_id=request_id(), error=type(error).__name__)
    return problem_response(
        Unavailable("The database can't be reached. Try again shortly.", "unavailable", headers={"Retry-After": "5"})
    )


def _unexpected(error: Exception) -> Response:
    logger.error("unexpected error", request_id=request_id(), exc_info=error)
    detail = "That is a mistake of ours. It has been logged; the request id finds it."
    return _response(_document(500, "Something went wrong", detail, "internal"), 500, {})


def register(app: Flask) -> None:
    """Every error of the application leaves it as a problem document."""
    app.register_error_handler(Problem, problem_response)
    app.register_error_handler(HTTPException, _http_response)
    app.register_error_handler(DBAPIError, _database_response)
    app.register_error_handler(PoolTimeout, _unavailable)
    app.register_error_handler(Exception, _unexpected)
