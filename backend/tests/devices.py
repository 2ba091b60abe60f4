"""A browser that subscribed to pushes, as its maker's code sees it; and devices as they lie in the table."""

import base64
import json
import secrets
from dataclasses import dataclass, field

import http_ece
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from app import db
from app.models import Device, DeviceKind


def base64url(content: bytes) -> str:
    """Without padding, as browsers write it."""
    return base64.urlsafe_b64encode(content).rstrip(b"=").decode()


@dataclass(frozen=True, slots=True)
class Browser:
    """The secrets that a browser keeps of its subscription."""

    private_key: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))
    auth: bytes = field(default_factory=lambda: secrets.token_bytes(16))

    @property
    def keys(self) -> dict[str, str]:
        """What it gives the application."""
        point = self.private_key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
        return {"p256dh": base64url(point), "auth": base64url(self.auth)}

    def read(self, encrypted: bytes) -> dict[str, str]:
        """What its service worker is given."""
        plain = http_ece.decrypt(encrypted, private_key=self.private_key, auth_secret=self.auth)
        return json.loads(plain)


def browser(user_id: int, endpoint: str, known: Browser | None = None, session_id: str | None = None) -> int:
    """A browser's row; its id."""
    keys = (known or Browser()).keys
    return _row(user_id, DeviceKind.WEB_PUSH, endpoint, keys, session_id)


def phone(user_id: int, token: str | None = None, session_id: str | None = None) -> int:
    """A phone's row; its id."""
    return _row(user_id, DeviceKind.MOBILE_PUSH, token or expo_token(), {}, session_id)


def endpoint() -> str:
    """An address that nobody else has."""
    return f"https://fcm.googleapis.com/fcm/send/{secrets.token_urlsafe(20)}"


def expo_token() -> str:
    """A phone's token as Expo gives them out."""
    return f"ExponentPushToken[{secrets.token_urlsafe(16)}]"


def _row(user_id: int, kind: DeviceKind, token: str, keys: dict[str, str], session_id: str | None) -> int:
    with db.unit_of_work() as session:
        row = Device(user_id=user_id, kind=kind, token=token, keys=keys, session_id=session_id)
        session.add(row)
        session.flush()
        return row.id
