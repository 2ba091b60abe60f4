"""The settings of e-mail: the server, who signs in there and how, the sender, and when the daily summary goes out."""

from dataclasses import dataclass, field
from typing import Final, Literal

from app.settings_store import store

KEY: Final = "email"
SECRETS: Final = ("password", "client_secret", "refresh_token")

Security = Literal["starttls", "tls", "none"]
Auth = Literal["password", "xoauth2", "none"]


@dataclass(frozen=True, slots=True)
class OAuth:
    """Where XOAUTH2 gets its access tokens, and as which client."""

    token_url: str = ""
    client_id: str = ""


@dataclass(frozen=True, slots=True)
class Summary:
    """When the daily summary goes out: a time of the clock in that time zone."""

    enabled: bool = True
    hour: int = 18
    minute: int = 0
    timezone: str = "UTC"


@dataclass(frozen=True, slots=True)
class EmailSettings:
    """How mail is sent. Without a server, or without a sender, it is not."""

    enabled: bool = True
    server: str = ""
    port: int = 587
    security: Security = "starttls"
    auth: Auth = "password"
    username: str = ""
    sender_name: str = "Modern Management"
    sender_email: str = ""
    reply_to: str = ""
    oauth: OAuth = field(default_factory=OAuth)
    summary: Summary = field(default_factory=Summary)
    password: str = field(default="", repr=False)
    client_secret: str = field(default="", repr=False)
    refresh_token: str = field(default="", repr=False)

    @property
    def why_off(self) -> str | None:
        """One sentence for the screens; None: mail can be sent."""
        if not self.enabled:
            return "E-mail is switched off in the settings."
        if not self.server:
            return "No mail server is set up."
        return None if self.sender_email else "No sender address is set up."


TOPIC: Final = store.Topic(KEY, EmailSettings)
of, read, current = TOPIC.of, TOPIC.read, TOPIC.current
