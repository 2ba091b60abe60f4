"""Who signs pushes to browsers (RFC 8292): the key as browsers are given it, and whom push services write to."""

import base64
from functools import cache
from typing import Final
from urllib.parse import urlsplit

NOBODY: Final = "mailto:nobody@localhost"


@cache
def public_key(private_key: str) -> str:
    """The public half as a browser's `applicationServerKey` takes it. ValueError where it is no P-256 key."""
    from cryptography.hazmat.primitives.asymmetric import ec  # heavy: OpenSSL
    from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

    number = int.from_bytes(base64.urlsafe_b64decode(f"{private_key}="), "big")
    public = ec.derive_private_key(number, ec.SECP256R1()).public_key()
    point = public.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    return base64.urlsafe_b64encode(point).rstrip(b"=").decode()


def is_point(key: str) -> bool:
    """Whether this is a browser's public key (`p256dh`): a point of P-256, uncompressed, in base64url."""
    from cryptography.hazmat.primitives.asymmetric import ec

    try:
        point = base64.urlsafe_b64decode(key + "=" * (-len(key) % 4))
        ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), point)
    except ValueError:
        return False
    return True


def subject(given: str, public_url: str) -> str:
    """Whom push services write to: who was named, else this installation. Some services refuse one without a name."""
    parts = urlsplit(public_url)
    if given:
        return given
    return f"https://{parts.hostname}" if parts.scheme == "https" and parts.hostname else NOBODY
