"""Whether the process answers, whether it can serve, and what it has counted."""

from collections.abc import Mapping
from typing import Literal

from flask import Response, current_app

from app import db
from app.http import Api
from app.http.limits import limits_of
from app.http.metrics import CONTENT_TYPE, exposition
from app.http.problems import Unavailable
from app.http.readiness import readiness_of
from app.realtime import realtime_of
from app.schemas.base import Model
from app.services import installation

api = Api("health", tag="Health")


class Live(Model):
    """The process answers."""

    status: Literal["ok"]


class Ready(Model):
    """People can be let in; `degraded` names what works less well than it should."""

    status: Literal["ok", "degraded"]
    degraded: list[Literal["redis", "realtime"]]
    """`redis`: limits are counted by each process for itself. `realtime`: pages hear of what their own process does
    only; several processes, and the worker, need Redis to reach them."""
    history_guard: installation.HistoryGuard
    """`role`: the database refuses changes to history. `trigger`: the application's role could lift the guard."""


@api.get("/health/live", returns=Live, public=True, limit="none")
def live() -> Mapping[str, object]:
    """Answers as long as the process does."""
    return {"status": "ok"}


@api.get("/health/ready", returns=Ready, public=True, limit="none", problems=(503,))
def ready() -> Mapping[str, object]:
    """200 when the database answers, its migrations are the newest and a first start has loaded its data."""
    with db.reads() as connection:
        missing = [*readiness_of(current_app).missing(connection), *installation.ready(connection)]
        if missing:
            raise Unavailable("Not ready yet.", "not_ready", extra={"missing": missing})
        guard = installation.history_guard(connection)
    states = {"redis": limits_of(current_app).degraded, "realtime": realtime_of(current_app).degraded}
    degraded = [name for name, is_degraded in states.items() if is_degraded]
    return {"status": "degraded" if degraded else "ok", "degraded": degraded, "history_guard": guard}


@api.get("/metrics", public=True, limit="none", content_types=("text/plain",))
def metrics() -> Response:
    """What Prometheus scrapes; no gateway lets it out."""
    return Response(exposition(), content_type=CONTENT_TYPE)
