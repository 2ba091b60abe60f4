"""The settings of SMS: the account at Twilio, the number that messages come from, and how many a day at most."""

from dataclasses import dataclass, field
from typing import Final

from app.settings_store import store

KEY: Final = "sms"
SECRETS: Final = ("auth_token",)


@dataclass(frozen=True, slots=True)
class SmsSettings:
    """How SMS are sent. Without an account, its token and a number, they are not."""

    enabled: bool = True
    account_sid: str = ""
    from_number: str = ""
    max_per_day: int | None = None
    auth_token: str = field(default="", repr=False)

    @property
    def why_off(self) -> str | None:
        """One sentence for the screens; None: SMS can be sent."""
        if not self.enabled:
            return "SMS is switched off in the settings."
        if not (self.account_sid and self.auth_token):
            return "No account at Twilio is set up."
        return None if self.from_number else "No number to send from is set up."


TOPIC: Final = store.Topic(KEY, SmsSettings)
of, read, current = TOPIC.of, TOPIC.read, TOPIC.current
