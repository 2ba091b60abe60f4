"""The guards against floods of messages in JSON."""

from typing import Annotated

from pydantic import Field

from app.schemas.base import Model
from app.schemas.patch import Patch

Count = Annotated[int, Field(ge=1, le=1_000_000)]


class NotificationSettings(Model):
    """How many messages there may be; what is beyond is folded into a digest, never dropped."""

    per_hour: int
    """Of everything to everybody, by e-mail and SMS together."""
    ticket_ten_minutes: int
    """Of one ticket to one person through one channel, within ten minutes."""
    ticket_hour: int
    """The same within an hour."""
    version: int


class NotificationSettingsPatch(Patch):
    """What is to change."""

    per_hour: Count = 1
    ticket_ten_minutes: Count = 1
    ticket_hour: Count = 1
