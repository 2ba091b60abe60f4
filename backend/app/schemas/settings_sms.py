"""The settings of SMS in JSON."""

from typing import Annotated

from pydantic import Field

from app.schemas.base import Model
from app.schemas.patch import Patch

Phone = Annotated[str, Field(pattern=r"^\+[1-9][0-9]{6,14}$")]


class SmsSettings(Model):
    """How SMS are sent, through Twilio."""

    enabled: bool
    account_sid: str
    auth_token_set: bool
    """The token itself is never shown."""
    from_number: str
    max_per_day: int | None
    """What is beyond waits for the next day (UTC); null: no limit."""
    why_off: str | None
    """One sentence; null: SMS are sent."""
    inbound_url: str
    """What to enter at Twilio as the number's *A message comes in*."""
    version: int


class SmsSettingsPatch(Patch):
    """What is to change. An empty text takes a value away."""

    enabled: bool = True
    account_sid: Annotated[str, Field(pattern=r"^(AC[0-9a-fA-F]{32})?$")] = ""
    auth_token: Annotated[str, Field(max_length=200, pattern=r"^[!-~]*$")] = ""
    from_number: Annotated[str, Field(pattern=r"^(\+[1-9][0-9]{6,14})?$")] = ""
    max_per_day: Annotated[int, Field(ge=1, le=1_000_000)] | None = None


class SmsTest(Model):
    """Whom to send it to."""

    to: Phone
    """In international form: +43 and what follows, without spaces."""
