"""The settings of pushes: to browsers (VAPID, RFC 8292) and to phones (Expo)."""

from dataclasses import dataclass, field
from typing import Final

from app.settings_store import store

KEY: Final = "push"


@dataclass(frozen=True, slots=True)
class PushSettings:
    """Whether pushes are sent. `subject`: whom push services write to (RFC 8292, 2.1). The key and Expo's token come
    from the environment: the one ends every subscription when it changes, the other belongs to the phone app."""

    web_push_enabled: bool = True
    mobile_push_enabled: bool = False
    subject: str = ""
    private_key: str = field(default="", repr=False)
    expo_token: str = field(default="", repr=False)

    @property
    def why_web_is_off(self) -> str | None:
        """One sentence for the screens; None: browsers can be reached."""
        if not self.web_push_enabled:
            return "Pushes to browsers are switched off in the settings."
        return None if self.private_key else "No key for pushes to browsers is set up (VAPID_PRIVATE_KEY)."

    @property
    def why_mobile_is_off(self) -> str | None:
        """One sentence for the screens; None: phones can be reached."""
        return None if self.mobile_push_enabled else "Pushes to phones are switched off in the settings."


TOPIC: Final = store.Topic(KEY, PushSettings)
of, read, current = TOPIC.of, TOPIC.read, TOPIC.current
