from collections.abc import Mapping

from twilio.http import HttpClient
from twilio.http.response import Response

class TwilioHttpClient(HttpClient):
    def __init__(self, *, timeout: float | None = None) -> None: ...
    def request(
        self,
        method: str,
        url: str,
        params: Mapping[str, object] | None = None,
        data: Mapping[str, object] | None = None,
        headers: Mapping[str, str] | None = None,
        auth: tuple[str, str] | None = None,
        timeout: float | None = None,
        allow_redirects: bool = False,
    ) -> Response: ...
