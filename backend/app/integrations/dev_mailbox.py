"""The mailbox of a development machine: mail that would have gone out, as files, the newest 500 of them."""

import re
import secrets
import time
from collections.abc import Sequence
from dataclasses import dataclass
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from typing import Final

KEPT: Final = 500
_NAME: Final = re.compile(r"[0-9]{20}-[0-9a-f]{8}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Kept:
    """A kept mail by its name, which sorts by time."""

    name: str
    message: EmailMessage


@dataclass(frozen=True, slots=True)
class DevMailbox:
    """Files in a folder of the data directory."""

    folder: Path

    def put(self, message: bytes) -> None:
        """Keep a mail; the oldest goes when there are too many."""
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        name = f"{time.time_ns():020}-{secrets.token_hex(4)}"
        fresh = self.folder / f"{name}.new"
        fresh.write_bytes(message)
        fresh.chmod(0o600)
        fresh.replace(self.folder / f"{name}.eml")
        for old in self._names()[KEPT:]:
            (self.folder / f"{old}.eml").unlink(missing_ok=True)

    def newest(self) -> Sequence[Kept]:
        """All of them, the newest first."""
        found = [self.read(name) for name in self._names()]
        return [one for one in found if one is not None]

    def read(self, name: str) -> Kept | None:
        """One of them; None where there is none of that name."""
        if not _NAME.fullmatch(name):
            return None
        try:
            content = (self.folder / f"{name}.eml").read_bytes()
        except FileNotFoundError:
            return None
        message = message_from_bytes(content, policy=default)
        return Kept(name, message)

    def _names(self) -> list[str]:
        return sorted((file.stem for file in self.folder.glob("*.eml")), reverse=True)
