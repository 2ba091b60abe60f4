"""Browsers and phones that take pushes, in JSON."""

import re
from typing import Annotated, Final, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from app.integrations import push_services, vapid
from app.models import DeviceKind
from app.schemas.base import Id, Instant, Line, Model, Page, Path
from app.services.devices import NewDevice

EXPO: Final = re.compile(r"Expo(nent)?PushToken\[[^\[\]\s]{1,200}\]")


class DevicePath(Path):
    """Which device."""

    device_id: Id


class Device(Model):
    """What takes one's pushes. Its token and keys are never shown."""

    id: Id
    kind: DeviceKind
    name: str
    is_this: bool
    """The device that asks."""
    created_at: Instant
    last_sent_at: Instant | None


class DevicePage(Page[Device]):
    """One page of devices."""


class DeviceKeys(Model):
    """The keys of a browser's subscription, in base64url as `PushSubscription.toJSON()` gives them."""

    p256dh: Annotated[str, Field(pattern=r"^[A-Za-z0-9_-]{87}=?$")]
    auth: Annotated[str, Field(pattern=r"^[A-Za-z0-9_-]{22}(==)?$")]


class DeviceNew(Model):
    """A browser that has subscribed, or a phone with Expo's token."""

    kind: DeviceKind
    token: Annotated[str, Field(min_length=1, max_length=2_000)]
    """A browser's endpoint (https, at the push service of its maker), a phone's `ExponentPushToken[…]`."""
    keys: DeviceKeys | None = None
    """A browser's."""
    name: Annotated[str, Line(100, minimum=0)] = ""
    """As the person will know it again: *Firefox on Linux*."""

    @model_validator(mode="after")
    def _whole(self) -> Self:
        if self.kind is DeviceKind.MOBILE_PUSH:
            if not EXPO.fullmatch(self.token) or self.keys is not None:
                raise PydanticCustomError("push_token", "A phone has a token of Expo's, and no keys.")
        elif self.keys is None or not push_services.is_one(self.token) or not vapid.is_point(self.keys.p256dh):
            raise PydanticCustomError("push_subscription", "This is not what a browser's push service gives out.")
        return self

    def said(self) -> NewDevice:
        """As the service takes it."""
        return NewDevice(self.kind, self.token, self.keys.model_dump() if self.keys else {}, self.name)


class PushKey(Model):
    """With which key a browser subscribes."""

    public_key: str | None
    """`applicationServerKey`, in base64url; null: pushes to browsers are off."""
