"""Requests by route, for Prometheus; shared between the processes of one installation."""

import os
from functools import cache

from flask import Response, request
from prometheus_client import CollectorRegistry, Histogram, generate_latest
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import REGISTRY

from app.http import logs

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"

METHODS = frozenset({"GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE"})

REQUESTS = Histogram(
    "http_request_duration_seconds",
    "How long requests took, by method, path template and status.",
    ("method", "route", "status"),
    buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0),
)


def observe(response: Response) -> None:
    """Count the request that has just been answered. An unknown path is one route: nobody can make series."""
    rule = request.url_rule
    method = request.method if request.method in METHODS else "other"
    _series(method, rule.rule if rule else "unknown", response.status_code).observe(logs.seconds())


@cache
def _series(method: str, route: str, status: int) -> Histogram:
    return REQUESTS.labels(method, route, str(status))


def exposition() -> bytes:
    """All metrics in Prometheus' text format; of every process where gunicorn.conf.py gave them one folder."""
    if "PROMETHEUS_MULTIPROC_DIR" not in os.environ:
        return generate_latest(REGISTRY)
    registry = CollectorRegistry()
    MultiProcessCollector(registry)
    return generate_latest(registry)
