"""The unprivileged account that the embedded servers run as when root starts them."""

import os
import pwd
import subprocess
from dataclasses import dataclass
from pathlib import Path

from launcher.errors import LaunchError

NAME = "nobody"
WAY_OUT = "start as an ordinary user, or set DATABASE_URL and REDIS_URL."


@dataclass(frozen=True)
class Account:
    """A system account by name and numbers."""

    name: str
    uid: int
    gid: int


def server_account() -> Account | None:
    """The account for PostgreSQL and Valkey, or None where the present one serves.

    PostgreSQL refuses root. `nobody` exists on every Linux and macOS, so nothing has to be created.
    """
    if os.geteuid() != 0:
        return None
    try:
        entry = pwd.getpwnam(NAME)
    except KeyError as error:
        raise LaunchError(f"There is no account {NAME} to run PostgreSQL as: {WAY_OUT}") from error
    account = Account(entry.pw_name, entry.pw_uid, entry.pw_gid)
    if not can(account, "-x", Path("/")):
        raise LaunchError(f"This container does not let root become {NAME}: {WAY_OUT}")
    return account


def can(account: Account | None, test: str, path: Path) -> bool:
    """Whether the account passes `test` (as in test(1): -x may enter, -r may read) on a path."""
    command = ["/bin/sh", "-c", 'test "$1" "$2"', "sh", test, str(path)]
    try:
        if account is None:
            return subprocess.run(command, check=False, cwd="/").returncode == 0
        return (
            subprocess.run(
                command, check=False, cwd="/", user=account.uid, group=account.gid, extra_groups=[]
            ).returncode
            == 0
        )
    except OSError:
        return False


def give(path: Path, account: Account | None) -> None:
    """Make the account the owner of one file or folder."""
    if account is not None:
        os.chown(path, account.uid, account.gid)


def require_reachable(folder: Path, account: Account | None) -> None:
    """Raise LaunchError where the servers' account cannot enter the data folder."""
    if account is not None and not can(account, "-x", folder):
        raise LaunchError(
            f"The account {account.name}, which runs PostgreSQL for root, cannot enter {folder}: "
            "choose another folder with DATA_DIR=…"
        )
