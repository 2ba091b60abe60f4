"""What is used of pywebpush, which ships no annotations."""

from collections.abc import Mapping

from requests import Response, Session

class WebPushException(Exception):
    message: str
    response: Response | None

def webpush(
    subscription_info: Mapping[str, object],
    data: str | None = None,
    vapid_private_key: str | None = None,
    vapid_claims: dict[str, str | int] | None = None,
    timeout: float | None = None,
    ttl: int = 0,
    headers: dict[str, str | int | float] | None = None,
    requests_session: Session | None = None,
) -> Response: ...
