"""The embedded PostgreSQL: making its cluster, running it, the addresses of its two roles."""

import re
import shutil
import signal
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from launcher import account as accounts
from launcher import keys
from launcher.account import Account
from launcher.binaries import PostgresPrograms
from launcher.errors import LaunchError
from launcher.layout import Layout
from launcher.network import LOOPBACK
from launcher.process import Service

DATABASE = "modern_management"
SUPERUSER = "postgres"
OWNER = "mm_owner"
APPLICATION = "mm_app"
FIRST_WITH_BUILTIN_LOCALE = 17
STATUS_LINE = 7
"""Of postmaster.pid, counted from 0 (LOCK_FILE_LINE_PM_STATUS in PostgreSQL's miscadmin.h)."""
ENVIRONMENT = {"LC_ALL": "C", "TZ": "UTC", "PATH": "/usr/bin:/bin"}
SETTINGS = {
    "listen_addresses": LOOPBACK,
    "unix_socket_directories": "",
    "max_connections": "200",
    "password_encryption": "scram-sha-256",
    "log_timezone": "UTC",
    "timezone": "UTC",
    "random_page_cost": "1.1",
    "jit": "off",
}


@dataclass(frozen=True)
class Postgres:
    """The embedded server of one installation."""

    programs: PostgresPrograms
    layout: Layout
    account: Account | None

    @property
    def folder(self) -> Path:
        """The cluster's folder."""
        return self.layout.postgres

    def url(self, role: str, port: int) -> str:
        """The address by which a role reaches the database."""
        return f"postgresql://{role}:{self.password(role)}@{LOOPBACK}:{port}/{DATABASE}"

    def password(self, role: str) -> str:
        """A role's password, kept in the data folder."""
        return keys.keep(self.layout.secrets, f"postgres-{role}")

    def ensure_cluster(self, run: Callable[[Service, str], list[str]]) -> None:
        """Make the cluster with its database and roles unless it is there; one cut short is made anew."""
        if (self.folder / "PG_VERSION").exists():
            return self._require_same_version()
        unfinished = self.folder.with_name("postgres.new")
        shutil.rmtree(unfinished, ignore_errors=True)
        unfinished.mkdir(mode=0o700)
        accounts.give(unfinished, self.account)
        self._initdb(unfinished, run)
        answer = run(self._single_user(unfinished), self._first_statements())
        if problems := [line for line in answer if re.search(r"\b(ERROR|FATAL|PANIC):", line)]:
            raise LaunchError(f"PostgreSQL's first start failed: {problems[0]}")
        unfinished.rename(self.folder)
        return None

    def service(self, port: int) -> Service:
        """The server itself; SIGINT is its fast shutdown, SIGQUIT its immediate one."""
        settings = [part for name, value in SETTINGS.items() for part in ("-c", f"{name}={value}")]
        return Service(
            name="postgres",
            command=[self.programs.folder / "postgres", "-D", self.folder, "-p", str(port), *settings],
            directory=self.folder,
            environment=ENVIRONMENT,
            account=self.account,
            stop_signal=signal.SIGINT,
            quick_signal=signal.SIGQUIT,
            death_signal=signal.SIGINT,
            stop_seconds=30,
        )

    def is_ready(self, pid: int | None) -> bool:
        """Whether the server process `pid` takes connections; recovery after a crash may take it a while."""
        try:
            lines = (self.folder / "postmaster.pid").read_text(encoding="utf-8").splitlines()
        except FileNotFoundError:
            return False
        return len(lines) > STATUS_LINE and lines[0] == str(pid) and lines[STATUS_LINE].strip() == "ready"

    def _initdb(self, folder: Path, run: Callable[[Service, str], list[str]]) -> None:
        password_file = self.layout.root / ".postgres-password"
        keys.write_private(password_file, self.password(SUPERUSER) + "\n")
        accounts.give(password_file, self.account)
        command = [
            self.programs.folder / "initdb",
            *("-D", folder, "-U", SUPERUSER, f"--pwfile={password_file}", "--encoding=UTF8"),
            *("--auth=scram-sha-256", *self._locale_options()),
        ]
        try:
            run(Service("initdb", command, folder, ENVIRONMENT, self.account, death_signal=signal.SIGKILL), "")
        finally:
            password_file.unlink()

    def _locale_options(self) -> list[str]:
        if self.programs.major >= FIRST_WITH_BUILTIN_LOCALE:
            return ["--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
        return ["--locale=C.UTF-8"]

    def _single_user(self, folder: Path) -> Service:
        command = [self.programs.folder / "postgres", "--single", "-D", folder, "postgres"]
        return Service("postgres-setup", command, folder, ENVIRONMENT, self.account, death_signal=signal.SIGKILL)

    def _first_statements(self) -> str:
        """One statement a line, as single-user mode wants them; passwords are URL-safe, so quoting is plain."""
        return "\n".join(
            [
                f"CREATE ROLE {OWNER} LOGIN PASSWORD '{self.password(OWNER)}'",
                f"CREATE ROLE {APPLICATION} LOGIN PASSWORD '{self.password(APPLICATION)}'",
                f"CREATE DATABASE {DATABASE} OWNER {OWNER}",
                f"REVOKE ALL ON DATABASE {DATABASE} FROM PUBLIC",
                f"GRANT CONNECT, TEMPORARY ON DATABASE {DATABASE} TO {APPLICATION}",
                "",
            ]
        )

    def _require_same_version(self) -> None:
        major = (self.folder / "PG_VERSION").read_text(encoding="ascii").strip()
        if major != str(self.programs.major):
            raise LaunchError(
                f"The data in {self.folder} is of PostgreSQL {major}, this is {self.programs.major}: "
                "dump it with the old version and restore it, or choose another DATA_DIR=…"
            )
