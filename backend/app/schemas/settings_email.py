"""The settings of e-mail in JSON."""

from typing import Annotated, Literal

from pydantic import Field

from app.schemas.base import Email, Line, Model
from app.schemas.patch import Patch
from app.schemas.properties import TimeZone

Security = Literal["starttls", "tls", "none"]
Auth = Literal["password", "xoauth2", "none"]
Host = Annotated[str, Field(max_length=253, pattern=r"^[^\s/@]*$")]
Port = Annotated[int, Field(ge=1, le=65535)]
Secret = Annotated[str, Field(max_length=4000, pattern=r"^[^\r\n\x00]*$")]
Address = Email | Literal[""]


class OAuth(Model):
    """Where XOAUTH2 gets its access tokens."""

    token_url: str
    client_id: str
    client_secret_set: bool
    refresh_token_set: bool


class SummaryTime(Model):
    """When the daily summary goes out."""

    enabled: bool
    hour: int
    minute: int
    timezone: str


class EmailSettings(Model):
    """How mail is sent."""

    enabled: bool
    server: str
    port: int
    security: Security
    """`tls`: encrypted from the first byte (port 465); `starttls`: encrypted, or nothing is sent."""
    auth: Auth
    username: str
    password_set: bool
    """The password itself is never shown."""
    oauth: OAuth
    sender_name: str
    sender_email: str
    reply_to: str
    """Where answers go; empty: to the sender."""
    summary: SummaryTime
    why_off: str | None
    """One sentence; null: mail is sent."""
    mailbox_url: str | None
    """Where mail is kept while no server is set up, on a development machine."""
    version: int


class OAuthPatch(Patch):
    """What is to change about XOAUTH2. An empty text takes a value away."""

    token_url: Annotated[str, Field(max_length=500, pattern=r"^(https://[^\s]+)?$")] = ""
    client_id: Annotated[str, Line(500, 0)] = ""
    client_secret: Secret = ""
    refresh_token: Secret = ""


class SummaryTimePatch(Patch):
    """What is to change about the daily summary's time."""

    enabled: bool = True
    hour: Annotated[int, Field(ge=0, le=23)] = 18
    minute: Annotated[int, Field(ge=0, le=59)] = 0
    timezone: TimeZone = "UTC"


class EmailSettingsPatch(Patch):
    """What is to change. An empty text takes a value away; another server forgets the password."""

    enabled: bool = True
    server: Host = ""
    port: Port = 587
    security: Security = "starttls"
    auth: Auth = "password"
    username: Annotated[str, Line(320, 0)] = ""
    password: Secret = ""
    oauth: OAuthPatch = Field(default_factory=OAuthPatch)
    sender_name: Annotated[str, Line(100)] = "Modern Management"
    sender_email: Address = ""
    reply_to: Address = ""
    summary: SummaryTimePatch = Field(default_factory=SummaryTimePatch)


class EmailTest(Model):
    """Whom to send it to."""

    to: Email
