from twilio.http import HttpClient

class _Message:
    sid: str
    status: str
    num_segments: str | None

class _Messages:
    def create(self, *, to: str, from_: str, body: str, status_callback: str = ...) -> _Message: ...

class Client:
    messages: _Messages
    def __init__(self, username: str, password: str, *, http_client: HttpClient | None = None) -> None: ...
