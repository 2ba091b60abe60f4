"""The log: one JSON line an event in ECS form. Neither bodies nor queries nor tokens are ever in it."""

import logging
import sys
import time
from collections.abc import MutableMapping

import orjson
import structlog
from flask import Response, g, request
from structlog.typing import FilteringBoundLogger

from app.http.request_ids import request_id

_ECS_NAMES = {"level": "log.level", "event": "message", "timestamp": "@timestamp", "exception": "error.stack_trace"}


logger: FilteringBoundLogger = structlog.get_logger()


def configure(level: str) -> None:
    """Log to standard error from `level` on."""
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            _ecs,
            structlog.processors.JSONRenderer(serializer=_line),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.getLevelNamesMapping()[level]),
        logger_factory=structlog.BytesLoggerFactory(sys.stderr.buffer),
        cache_logger_on_first_use=True,
    )


def _ecs(_logger: object, _method: str, event: MutableMapping[str, object]) -> MutableMapping[str, object]:
    return {_ECS_NAMES.get(name, name): value for name, value in event.items()}


def _line(event: object, **_options: object) -> bytes:
    return orjson.dumps(event, default=repr)


def started() -> None:
    """Remember when the request began."""
    g.started = time.perf_counter()


def seconds() -> float:
    """How long the request has taken so far."""
    return time.perf_counter() - g.started if "started" in g else 0.0


def access(response: Response) -> None:
    """One line for a request that has been answered. The path's template, not the path: tokens are in paths."""
    rule = request.url_rule
    logger.info(
        "request",
        **{
            "http.request.method": request.method,
            "url.template": rule.rule if rule else "",
            "http.response.status_code": response.status_code,
            "event.duration": int(seconds() * 1e9),
            "http.request.id": request_id(),
        },
    )
