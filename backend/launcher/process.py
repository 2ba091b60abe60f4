"""Starting one child so that it can never outlive the launcher."""

import ctypes
import os
import platform
import signal
import subprocess
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from launcher.account import Account

PR_SET_PDEATHSIG = 1
HAS_DEATH_SIGNAL = platform.system() == "Linux"


@dataclass(frozen=True)
class Service:
    """What to run and how to end it."""

    name: str
    command: Sequence[str | Path]
    directory: Path
    environment: Mapping[str, str]
    account: Account | None = None
    stop_signal: signal.Signals = signal.SIGTERM
    quick_signal: signal.Signals = signal.SIGKILL
    death_signal: signal.Signals = signal.SIGTERM
    stop_seconds: float = 10
    attached: bool = field(default=False)
    """Prints to the terminal rather than to its log."""


def spawn(service: Service, output: int | None, stdin: int = subprocess.DEVNULL) -> subprocess.Popen[bytes]:
    """Start a service in a session of its own, as its account, to be signalled when the launcher dies.

    Call it from the main thread: the kernel sends the signal when the *thread* that forked ends.
    """
    account = service.account
    return subprocess.Popen(
        service.command,
        cwd=service.directory,
        env=dict(service.environment),
        stdin=stdin,
        stdout=output,
        stderr=subprocess.STDOUT if output is not None else None,
        start_new_session=True,
        user=account.uid if account else None,
        group=account.gid if account else None,
        extra_groups=[] if account else None,
        preexec_fn=tie_to_parent(os.getpid(), service.death_signal) if HAS_DEATH_SIGNAL else None,  # noqa: PLW1509 -- one thread
    )


def tie_to_parent(parent: int, death_signal: signal.Signals) -> Callable[[], None]:
    """What a child calls between fork and exec to be sent `death_signal` when its parent dies.

    It runs after the privileges are dropped (setuid clears the request). A parent that died in between is noticed by
    the child's own look at who its parent is.
    """
    libc = ctypes.CDLL(None, use_errno=True)

    def tie() -> None:
        if libc.prctl(PR_SET_PDEATHSIG, int(death_signal), 0, 0, 0) != 0:
            raise OSError(ctypes.get_errno(), "prctl(PR_SET_PDEATHSIG)")
        if os.getppid() != parent:
            os._exit(1)

    return tie
