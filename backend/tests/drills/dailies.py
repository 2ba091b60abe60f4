"""Two schedulers by the drill's clock, a worker and a mail server: who leads is killed, whoever is left must do."""

import datetime as dt
import subprocess
import sys
import time
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from email import message_from_bytes
from pathlib import Path

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from launcher.network import free_port
from tests.drills.serving import until
from tests.processes import BACKEND, environment
from tests.servers import Addresses

LEADS = "This scheduler leads."
STANDS_BY = "this one stands by"


class Inbox:
    """What a mail server received: for each recipient the subjects, and every Message-ID."""

    def __init__(self) -> None:
        self.subjects: dict[str, list[str]] = {}
        self.ids: list[str] = []

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802 -- its name
        """Take a message."""
        mail = message_from_bytes(envelope.original_content or b"")
        self.ids.append(str(mail["Message-ID"]))
        for recipient in envelope.rcpt_tos:
            self.subjects.setdefault(str(recipient), []).append(str(mail["Subject"]))
        return "250 taken"


@dataclass(slots=True)
class Process:
    """A running process and its log."""

    popen: subprocess.Popen[bytes]
    log: Path

    def said(self, words: str) -> bool:
        """Whether it has logged these words."""
        return words in self.log.read_text(encoding="utf-8", errors="replace")


@dataclass(slots=True)
class Crew:
    """The processes of one drill. `ahead` seconds is how far the drill's clock is ahead of the machine's."""

    addresses: Addresses
    folder: Path
    inbox: Inbox = field(default_factory=Inbox)
    schedulers: list[Process] = field(default_factory=list[Process])
    _ahead: dt.timedelta = dt.timedelta()
    _started: int = 0
    _running: ExitStack = field(default_factory=ExitStack)

    def __enter__(self) -> "Crew":
        mail = Controller(self.inbox, hostname="127.0.0.1", port=free_port())
        mail.start()
        self._running.callback(mail.stop)
        worker = self._start("worker", SMTP_PORT=str(mail.port))
        until(lambda: worker.said("The worker is ready."), "the worker is ready")
        return self

    def __exit__(self, *_error: object) -> None:
        self._running.close()

    def now(self) -> dt.datetime:
        """The drill's present moment."""
        return dt.datetime.now(dt.UTC) + self._ahead

    def let_it_be(self, moment: dt.datetime) -> None:
        """Set the drill's clock; it goes on from there."""
        self._ahead = moment - dt.datetime.now(dt.UTC)
        new = self._clock.with_suffix(".new")
        new.write_text(str(self._ahead.total_seconds()), encoding="ascii")
        new.replace(self._clock)

    def wait_for(self, moment: dt.datetime) -> None:
        """Until the drill's clock has come there."""
        while self.now() < moment:
            time.sleep(0.005)

    def add_scheduler(self) -> None:
        """Start one more, and wait until it leads or stands by."""
        added = self._start("scheduler")
        self.schedulers.append(added)
        until(lambda: added.said(LEADS) or added.said(STANDS_BY), "the scheduler leads or stands by")

    def has_leader(self) -> bool:
        """Whether one of those that run has begun to lead."""
        return any(one.said(LEADS) for one in self.schedulers)

    def kill_leader(self) -> None:
        """`kill -9` whoever leads."""
        until(self.has_leader, "a scheduler leads")
        leader = next(one for one in self.schedulers if one.said(LEADS))
        self.schedulers.remove(leader)
        _kill(leader)

    def kill_all(self) -> None:
        """`kill -9` every scheduler."""
        while self.schedulers:
            _kill(self.schedulers.pop())

    @property
    def _clock(self) -> Path:
        return self.folder / "clock"

    def _start(self, name: str, **more: str) -> Process:
        self._started += 1
        log = self.folder / f"{name}-{self._started}.log"
        given = environment(
            self.addresses,
            SMTP_SERVER="127.0.0.1",
            SMTP_SECURITY="none",
            SENDER_EMAIL="house@example.com",
            DATA_DIR=str(self.folder),
            **more,
        )
        with log.open("wb") as errors:
            process = Process(subprocess.Popen(self._command(name), cwd=BACKEND, env=given, stderr=errors), log)
        self._running.callback(_kill, process)
        return process

    def _command(self, name: str) -> Sequence[str]:
        """Only schedulers go by the drill's clock: a job carries the day and the moment that it is about."""
        if name == "worker":
            return [sys.executable, "-m", "flask", "--app", "app.commands", "worker"]
        return [sys.executable, "-m", "tests.drills.clocked", str(self._clock), name]


def _kill(process: Process) -> None:
    process.popen.kill()
    process.popen.wait()
