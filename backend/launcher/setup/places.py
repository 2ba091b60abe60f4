"""The clone's folders, and running a tool in them."""

import os
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

from launcher.errors import LaunchError

CLONE = Path(__file__).resolve().parents[3]
BACKEND = CLONE / "backend"
FRONTEND = CLONE / "frontend"
ENVIRONMENT = BACKEND / ".venv"
PYTHON = ENVIRONMENT / "bin" / "python"


def run(
    what: str, command: Sequence[str | Path], *, folder: Path = CLONE, more: Mapping[str, str] | None = None
) -> None:
    """Say what is done and run it with its output shown; raises LaunchError when it fails."""
    print(f"{what} …", flush=True)
    result = subprocess.run(command, cwd=folder, env={**os.environ, **(more or {})}, check=False)
    if result.returncode != 0:
        raise LaunchError(f"{what} failed: see above.")


def require_writable(folder: Path) -> None:
    """Raise LaunchError where nothing can be written."""
    probe = folder / ".writable"
    try:
        probe.write_bytes(b"")
        probe.unlink()
    except OSError as error:
        raise LaunchError(f"Cannot write to {folder} ({error.strerror}): clone into a folder of your own.") from error
