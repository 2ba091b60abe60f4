"""Browsers and phones that take pushes, over HTTP."""

from collections.abc import Mapping

from sqlalchemy.orm import Session

from app import db
from app.http import Api, caller
from app.integrations import vapid
from app.schemas.base import ListQuery
from app.schemas.devices import Device, DeviceNew, DevicePage, DevicePath, PushKey
from app.services import devices
from app.settings_store import push

api = Api("devices", tag="Notifications")


@api.get("/devices", returns=DevicePage, private=True)
def list_devices(query: ListQuery) -> Mapping[str, object]:
    """One's own devices that take pushes, the newest first."""
    with db.reads() as connection:
        return devices.listing(connection, caller(), query.page())


@api.post("/devices", returns=Device, status=201, renders=devices.shown, private=True, limit="60/minute")
def register_device(unit: Session, body: DeviceNew) -> int:
    """Let this device take one's pushes, until one signs out on it. Doing it again is harmless."""
    return devices.register(unit, caller(), body.said())


@api.delete("/devices/<int:device_id>")
def remove_device(unit: Session, path: DevicePath) -> None:
    """Let one of one's own take no more."""
    devices.remove(unit, caller(), path.device_id)


@api.get("/push/key", returns=PushKey)
def get_push_key() -> Mapping[str, object]:
    """With which key a browser subscribes to pushes."""
    settings = push.current()
    return {"public_key": None if settings.why_web_is_off else vapid.public_key(settings.private_key)}
