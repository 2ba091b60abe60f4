"""The settings of pushes in JSON."""

from typing import Annotated

from pydantic import Field

from app.schemas.base import Model
from app.schemas.patch import Patch


class PushSettings(Model):
    """Which devices are reached."""

    web_push_enabled: bool
    mobile_push_enabled: bool
    subject: str
    """Whom push services write to: `mailto:…` or `https://…`; empty: this installation's address."""
    why_web_is_off: str | None
    """One sentence; null: browsers are reached."""
    why_mobile_is_off: str | None
    """One sentence; null: phones are reached."""
    version: int


class PushSettingsPatch(Patch):
    """What is to change."""

    web_push_enabled: bool = True
    mobile_push_enabled: bool = True
    subject: Annotated[
        str,
        Field(max_length=200, pattern=r"^(mailto:[^@\s]+@[A-Za-z0-9_-]+(\.[A-Za-z0-9_-]+)+|https://[A-Za-z0-9.-]+)?$"),
    ] = ""
