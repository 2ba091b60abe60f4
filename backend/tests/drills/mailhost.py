"""A real SMTP server that can be down for a while. It keeps which letters it took, not what they say."""

import threading
from collections import Counter
from dataclasses import dataclass, field
from email import message_from_bytes

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from launcher.network import LOOPBACK, free_port


@dataclass(slots=True)
class MailHost:
    """`taken`: Message-ID → how many times it was taken. `recipients`: Message-ID → to whom."""

    port: int = field(default_factory=free_port)
    taken: Counter[str] = field(default_factory=Counter[str])
    recipients: dict[str, str] = field(default_factory=dict[str, str])
    _controller: Controller | None = None
    _turn: threading.Lock = field(default_factory=threading.Lock)

    def start(self) -> None:
        """Take mail."""
        self._controller = Controller(self, hostname=LOOPBACK, port=self.port)
        self._controller.start()

    def stop(self) -> None:
        """Take none, and end every connection."""
        if self._controller is not None:
            self._controller.stop()
            self._controller = None

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802 -- aiosmtpd's
        """Take a letter."""
        content = envelope.content
        letter = message_from_bytes(content if isinstance(content, bytes) else (content or "").encode())
        with self._turn:
            self.taken[letter["Message-ID"]] += 1
            self.recipients[letter["Message-ID"]] = envelope.rcpt_tos[0]
        return "250 OK"

    @property
    def doubles(self) -> int:
        """How many letters were taken once more than needed, all in all."""
        return sum(times - 1 for times in self.taken.values())
