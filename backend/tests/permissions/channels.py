"""How the routes of devices and of the channels' settings are asked."""

from collections.abc import Callable, Mapping
from typing import Final

from tests import devices
from tests.permissions.asking import Ask
from tests.permissions.stage import Stage, Whose


def _device(stage: Stage) -> int:
    """A device: the caller's, or a colleague's there or elsewhere."""
    owner = stage.caller if stage.whose is Whose.OWN else stage.colleague
    _ = stage.caller
    return devices.phone(owner.id)


def _subscription(_stage: Stage) -> Ask:
    keys = devices.Browser().keys
    return Ask("/devices", {"kind": "web_push", "token": devices.endpoint(), "keys": keys, "name": "Firefox"})


def _plain(method_path: str, json: object = None) -> Callable[[Stage], Ask]:
    return lambda _stage: Ask(method_path, json)


CHANNELS: Final[Mapping[str, Callable[[Stage], Ask]]] = {
    "GET /devices": lambda stage: Ask("/devices", listed=_device(stage)),
    "POST /devices": _subscription,
    "DELETE /devices/{device_id}": lambda stage: Ask(f"/devices/{_device(stage)}"),
    "GET /push/key": _plain("/push/key"),
    "GET /settings/sms": _plain("/settings/sms"),
    "PATCH /settings/sms": _plain("/settings/sms", {"max_per_day": None}),
    "POST /settings/sms/test": _plain("/settings/sms/test", {"to": "+436601234567"}),
    "GET /settings/push": _plain("/settings/push"),
    "PATCH /settings/push": _plain("/settings/push", {"mobile_push_enabled": False}),
    "POST /settings/push/test": _plain("/settings/push/test"),
    "POST /sms/inbound": _plain("/sms/inbound"),
    "POST /sms/status": _plain("/sms/status"),
}
