"""Where one installation keeps what: its data folder and what lies in it."""

import hashlib
import os
import sys
from dataclasses import dataclass
from pathlib import Path

from launcher.errors import LaunchError

SYSTEM_DATA = Path("/var/lib/modern-management")


@dataclass(frozen=True)
class Layout:
    """The files and folders below the data folder."""

    root: Path

    @property
    def lock(self) -> Path:
        """Held while the installation runs; says where it serves."""
        return self.root / "lock"

    @property
    def environment(self) -> Path:
        """The running application's environment, for commands beside it; holds secrets."""
        return self.root / "environment.json"

    @property
    def secrets(self) -> Path:
        """Keys and passwords made once, a file each."""
        return self.root / "secrets"

    @property
    def logs(self) -> Path:
        """What each child printed."""
        return self.root / "logs"

    @property
    def postgres(self) -> Path:
        """The embedded PostgreSQL's cluster."""
        return self.root / "postgres"

    @property
    def valkey(self) -> Path:
        """The embedded Valkey's folder."""
        return self.root / "valkey"

    @property
    def binaries(self) -> Path:
        """Copies of the servers' programs, for an account that cannot enter the clone."""
        return self.root / "binaries"


def default_data_dir(clone: Path) -> Path:
    """The data folder of the installation in `clone`: one a clone, so that two clones of one account stay apart."""
    digest = hashlib.sha256(os.fsencode(clone)).hexdigest()[:8]
    return user_data_home() / f"{clone.name}-{digest}"


def user_data_home() -> Path:
    """The account's data folder; root's lies where an unprivileged server account can enter."""
    if os.geteuid() == 0:
        return SYSTEM_DATA
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Application Support" / "modern-management"
    return Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share") / "modern-management"


def create(layout: Layout) -> None:
    """Make the data folder, its secrets and logs the owner's alone; raises LaunchError where it can't be written.

    Root's may be entered by all, whatever the umask, since the servers' account has folders of its own in it.
    """
    try:
        make(layout.root, 0o711 if os.geteuid() == 0 else 0o700)
        for folder in (layout.secrets, layout.logs):
            make(folder, 0o700)
        probe = layout.root / ".writable"
        probe.write_bytes(b"")
        probe.unlink()
    except OSError as error:
        way_out = "choose another folder with DATA_DIR=…"
        raise LaunchError(f"Cannot write to {layout.root} ({error.strerror}): {way_out}") from error


def make(folder: Path, mode: int) -> None:
    """Make a folder and those above it that are missing, all with this mode."""
    if folder.is_dir():
        return
    make(folder.parent, mode)
    folder.mkdir(exist_ok=True)
    folder.chmod(mode)
