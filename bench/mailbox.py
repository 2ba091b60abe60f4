"""`python -m bench.mailbox PORT`: a real SMTP server that notes when it was handed which message.

Prints `ready`; a path on standard input has what came since written there as `[Message-ID, seconds]`.
"""

import json
import sys
import time
from email import message_from_bytes
from pathlib import Path

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session


class Box:
    """Takes everything."""

    def __init__(self) -> None:
        self.came: list[tuple[str, float]] = []

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802 -- its name
        """Note it."""
        del server, session
        at = time.time()
        content = envelope.content
        if isinstance(content, bytes):
            self.came.append((str(message_from_bytes(content)["Message-ID"]).strip(), at))
        return "250 OK"


def main(port: int) -> None:
    """Serve until standard input ends."""
    box = Box()
    controller = Controller(box, hostname="127.0.0.1", port=port)
    controller.start()
    _say("ready")
    for line in sys.stdin:
        Path(line.strip()).write_text(json.dumps(box.came), encoding="utf-8")
        box.came.clear()
        _say("written")
    controller.stop()


def _say(word: str) -> None:
    sys.stdout.write(f"{word}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(int(sys.argv[1]))
