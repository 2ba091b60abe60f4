"""What the launcher says on the terminal."""

import contextlib
import sys
from collections.abc import Sequence
from pathlib import Path

from launcher import logs

DEMO_ACCOUNTS = (
    ("admin@demo.example", "super admin"),
    ("manager@demo.example", "manager, Engineering"),
    ("staff@demo.example", "staff"),
    ("guest@demo.example", "guest"),
)
DEMO_PASSWORD = "modern-management"  # noqa: S105 -- published: the demo's, refused in production


def say(text: str) -> None:
    """Print to the terminal at once; one that was closed must not keep the children from being stopped."""
    with contextlib.suppress(OSError):
        print(text, flush=True)


def complain(text: str) -> None:
    """Print what ends the start."""
    with contextlib.suppress(OSError):
        print(text, file=sys.stderr, flush=True)


def welcome(
    address: str, demo: bool, administrators: int, data_dir: Path, admin_command: str, mail: str | None = None
) -> str:
    """The address and how to get in. `mail`: where mail can be read while no mail server is set up."""
    lines = ["", f"  Modern Management is running at  {address}", ""]
    if demo:
        lines += ["  Demo accounts, password " + DEMO_PASSWORD]
        lines += [f"    {email:<24}{role}" for email, role in DEMO_ACCOUNTS] + [""]
    if administrators == 0:
        lines += [
            "  There is no administrator yet. Make the first one, in another terminal:",
            f"    {admin_command}",
            "",
        ]
    if mail is not None:
        lines += [f"  Mail: {mail}"]
    return "\n".join([*lines, f"  Data and logs: {data_dir}", "  Ctrl-C stops it.", ""])


def already_running(address: str) -> str:
    """What a second start prints."""
    return f"Modern Management is already running at {address}"


def port_in_use(host: str, port: int) -> str:
    """Why the start ends when somebody else serves at the address."""
    other = port + 1 if port < 65535 else port - 1
    return f"Port {port} of {host} is in use by another program: choose another one, such as PORT={other}"


def died(name: str, how: str) -> str:
    """A child died and is started again."""
    return f"  {name} {how}; starting it again"


def stopped(name: str) -> str:
    """A child was stopped."""
    return f"  {name} stopped"


def failed(name: str, how: str, lines: Sequence[str], log: Path) -> str:
    """A step that has to succeed did not."""
    return "\n".join([*(f"  {line}" for line in lines), f"{name} {how}. All of it: {log}"])


def not_ready(name: str, log: Path) -> str:
    """Something runs but does not get ready in time."""
    return "\n".join([*(f"  {line}" for line in logs.last_lines(log)), f"{name} does not get ready. All of it: {log}"])


def keeps_dying(name: str, how: str, lines: Sequence[str], log: Path) -> str:
    """A child died too often in a row."""
    return failed(name, f"{how}, five times in a row", lines, log)
