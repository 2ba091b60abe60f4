"""How the routes of what people are told are asked: notifications, deliveries, jobs, summaries, the guards."""

from collections.abc import Callable, Mapping
from typing import Final

from tests import factories, told
from tests.permissions.asking import Ask
from tests.permissions.stage import Stage, Whose

Asking = Callable[[Stage], Ask]


def _asked(path: str, json: object = None) -> Asking:
    return lambda _stage: Ask(path, json)


def _ticket(path: str) -> Asking:
    return lambda stage: Ask(f"/tickets/{stage.ticket()}{path}")


def _told(stage: Stage) -> int:
    """A notification: the caller's; a colleague's; the caller's, of a ticket elsewhere."""
    ticket_id = stage.ticket()
    return told.notification(stage.colleague.id if stage.whose is Whose.OTHERS else stage.caller.id, ticket_id)


def _dead(stage: Stage) -> int:
    """A delivery that could not be made."""
    return told.delivery(stage.head.id, factories.ticket(stage.place.id, stage.neighbour.id))


def _summary(path: str, json: object = None) -> Asking:
    def ask(stage: Stage) -> Ask:
        _ = stage.home
        return Ask(path, json)

    return ask


MESSAGES: Final[Mapping[str, Asking]] = {
    "GET /notifications": lambda stage: Ask("/notifications", listed=_told(stage)),
    "PATCH /notifications/{notification_id}": lambda stage: Ask(f"/notifications/{_told(stage)}", {"read": True}),
    "GET /notifications/counts": _asked("/notifications/counts"),
    "POST /notifications/read": lambda stage: Ask("/notifications/read", {"up_to_id": _told(stage)}),
    "GET /notifications/preferences": _asked("/notifications/preferences"),
    "PATCH /notifications/preferences": _asked("/notifications/preferences", {"daily_at": "07:30"}),
    "GET /tickets/{ticket_id}/watchers": _ticket("/watchers"),
    "PUT /tickets/{ticket_id}/watch": _ticket("/watch"),
    "DELETE /tickets/{ticket_id}/watch": _ticket("/watch"),
    "GET /tickets/{ticket_id}/mentionable": _ticket("/mentionable"),
    "GET /tickets/{ticket_id}/mentionable (internal)": lambda stage: Ask(
        f"/tickets/{stage.ticket()}/mentionable", query={"internal": "true"}
    ),
    "GET /deliveries": _asked("/deliveries"),
    "GET /deliveries/counts": _asked("/deliveries/counts"),
    "GET /deliveries/{delivery_id}": lambda stage: Ask(f"/deliveries/{_dead(stage)}"),
    "POST /deliveries/{delivery_id}/replay": lambda stage: Ask(f"/deliveries/{_dead(stage)}/replay"),
    "POST /deliveries/replay": lambda stage: Ask("/deliveries/replay", {"ids": [_dead(stage)]}),
    "GET /jobs": _asked("/jobs"),
    "GET /jobs/counts": _asked("/jobs/counts"),
    "GET /jobs/{job_id}": lambda _stage: Ask(f"/jobs/{told.job()}"),
    "POST /jobs/{job_id}/retry": lambda _stage: Ask(f"/jobs/{told.job()}/retry"),
    "GET /summaries": _asked("/summaries"),
    "GET /summaries/preview": _summary("/summaries/preview"),
    "POST /summaries/send": _summary("/summaries/send", {}),
    "GET /settings/notifications": _asked("/settings/notifications"),
    "PATCH /settings/notifications": _asked("/settings/notifications", {"ticket_hour": 30}),
}
