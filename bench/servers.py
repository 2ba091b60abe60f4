"""The servers of one run: the embedded PostgreSQL with everything durable, Valkey, and two gunicorns side by side."""

import json
import os
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import psycopg
from psycopg import sql

from app.cli import migrations
from config import Settings
from launcher import layout
from launcher.account import server_account
from launcher.binaries import postgres_programs, valkey_program
from launcher.layout import Layout
from launcher.network import accepts, free_port
from launcher.postgres import APPLICATION, OWNER, SUPERUSER, Postgres
from launcher.process import Service, spawn
from launcher.valkey import Valkey

from . import BACKEND, ROOT, shape

WAIT_SECONDS = 90
# As a small server would be set up; what makes a commit durable stays as it is by default, and is checked.
TUNED = (
    "shared_buffers=1GB",
    "effective_cache_size=4GB",
    "max_wal_size=4GB",
    "autovacuum=off",
    "track_commit_timestamp=on",
)
DURABLE = ("fsync", "synchronous_commit", "full_page_writes")


class NotReady(RuntimeError):
    """A server of the run doesn't start, or isn't durable."""


@dataclass(frozen=True, slots=True)
class Urls:
    """A database's addresses."""

    superuser: str
    owner: str
    application: str


class Servers:
    """PostgreSQL and Valkey in a folder of their own, which goes with them."""

    def __init__(self) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="mm-bench-", dir="/var/tmp")
        self.path = Path(self._folder.name)
        self.path.chmod(0o711)
        self._running: list[tuple[Service, subprocess.Popen[bytes]]] = []
        self._log = self.path / "servers.log"
        self._places, self._account = Layout(self.path), server_account()
        layout.create(self._places)
        self._postgres, self._port = self._start_postgres()
        self.redis_url = self._start_valkey()
        _require_durable(self.urls("postgres").superuser)

    @property
    def programs(self) -> Path:
        """Where PostgreSQL's programs lie."""
        return self._postgres.programs.folder

    def urls(self, database: str) -> Urls:
        """The addresses of a database."""
        roles = (SUPERUSER, OWNER, APPLICATION)
        return Urls(*(f"{self._postgres.url(role, self._port).rsplit('/', 1)[0]}/{database}" for role in roles))

    def create(self, database: str) -> Urls:
        """A new, migrated database."""
        with psycopg.connect(self.urls("postgres").superuser, autocommit=True) as connection:
            names = (sql.Identifier(database), sql.Identifier(OWNER))
            connection.execute(sql.SQL("CREATE DATABASE {} OWNER {}").format(*names))
        urls = self.urls(database)
        migrations.upgrade(Settings(database_url=urls.application, migration_database_url=urls.owner))
        return urls

    def drop(self, database: str) -> None:
        """Drop a database, whoever is connected to it."""
        with psycopg.connect(self.urls("postgres").superuser, autocommit=True) as connection:
            connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(database)))

    def stop(self) -> None:
        """End the servers and remove what they wrote."""
        for service, process in reversed(self._running):
            process.send_signal(service.quick_signal)
            process.wait()
        self._folder.cleanup()

    def _start_postgres(self) -> tuple[Postgres, int]:
        programs = postgres_programs(self._places.binaries, self._account)
        postgres, port = Postgres(programs, self._places, self._account), free_port()
        postgres.ensure_cluster(self._run)
        service = postgres.service(port)
        options = [part for setting in TUNED for part in ("-c", setting)]
        process = self._spawn(replace(service, command=[*service.command, *options]))
        wait("PostgreSQL", lambda: postgres.is_ready(process.pid), process, self._log)
        return postgres, port

    def _start_valkey(self) -> str:
        valkey = Valkey(
            valkey_program(self._places.binaries, self._account),
            self._places,
            self._account,
        )
        port = free_port()
        process = self._spawn(valkey.service(port))
        wait("Valkey", lambda: accepts(port), process, self._log)
        return valkey.url(port)

    def _spawn(self, service: Service) -> subprocess.Popen[bytes]:
        with self._log.open("ab") as log:
            process = spawn(service, log.fileno())
        self._running.append((service, process))
        return process

    def _run(self, service: Service, text: str) -> list[str]:
        with tempfile.TemporaryFile() as stdin, tempfile.TemporaryFile() as output:
            stdin.write(text.encode())
            stdin.seek(0)
            status = spawn(service, output.fileno(), stdin.fileno()).wait()
            output.seek(0)
            lines = output.read().decode(errors="replace").splitlines()
        if status:
            raise NotReady(f"{service.name} ended with {status}: {lines[-3:]}")
        return lines


def _require_durable(url: str) -> None:
    with psycopg.connect(url) as connection:
        for name in DURABLE:
            row = connection.execute("SELECT current_setting(%s)", [name]).fetchone()
            if row is None or row[0] != "on":
                raise NotReady(f"{name} is {row and row[0]}, and has to be on")


def wait(name: str, is_ready: Callable[[], bool], process: subprocess.Popen[bytes], log: Path) -> None:
    """Until it answers; `NotReady` if it ends or takes too long."""
    deadline = time.monotonic() + WAIT_SECONDS
    while not is_ready():
        if process.poll() is not None or time.monotonic() > deadline:
            raise NotReady(f"{name} doesn't start:\n{log.read_text(encoding='utf-8', errors='replace')[-1500:]}")
        time.sleep(0.05)


class Web:
    """One gunicorn, set up by the product's own configuration file."""

    def __init__(self, name: str, application: str, environment: Mapping[str, str], log: Path) -> None:
        self.name, self.port = name, free_port()
        command = [
            sys.executable,
            "-m",
            "gunicorn",
            "-c",
            str(BACKEND / "gunicorn.conf.py"),
            application,
        ]
        with log.open("ab") as output:
            self._process = subprocess.Popen(  # noqa: S603 -- our own words only
                command,
                cwd=BACKEND,
                env={**base(), **environment, "PORT": str(self.port)},
                stdout=output,
                stderr=output,
            )
        wait(name, lambda: accepts(self.port), self._process, log)

    @property
    def pid(self) -> int:
        """The master's process."""
        return self._process.pid

    def stop(self) -> None:
        """Let it end."""
        self._process.terminate()
        self._process.wait()


def base() -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name in ("PATH", "HOME", "LANG", "TMPDIR")}
    return kept | {"PYTHONPATH": str(ROOT), "HOST": "127.0.0.1", "LOG_LEVEL": "WARNING"}


def ours(servers: Servers, urls: Urls, secret: str) -> Web:
    """The product, with its rate limit on and far away, and no worker: the queue fills as the limit's does."""
    return Web("ours", "wsgi:app", environment(servers, urls, secret), servers.path / "ours.log")


def environment(servers: Servers, urls: Urls, secret: str) -> dict[str, str]:
    """What the product's processes are told."""
    return {
        "DATABASE_URL": urls.application,
        "REDIS_URL": servers.redis_url,
        "DATA_DIR": str(servers.path / "data"),
        "SECRET_KEY": secret,
        "JWT_SECRET_KEY": secret[::-1],
        "RATE_LIMIT": "100000000/minute",
        "ACCESS_TOKEN_MINUTES": "1440",
    }


def limit(servers: Servers, urls: Urls, secret: str) -> Web:
    """The bare limit, told who calls and what they manage."""
    environment = {
        "DATABASE_URL": urls.application,
        "SECRET_KEY": secret,
        "BENCH_CALLER": str(shape.FIRST_MANAGER),
        "BENCH_PROPERTIES": ",".join(map(str, shape.managed_by(0))),
    }
    return Web("limit", "bench.limit:app", environment, servers.path / "limit.log")


def sign_in(port: int) -> str:
    """The caller's access token."""
    body = json.dumps({"email": shape.CALLER_EMAIL, "password": shape.PASSWORD}).encode()
    request = urllib.request.Request(f"http://127.0.0.1:{port}/login", body, {"Content-Type": "application/json"})
    with urllib.request.urlopen(request) as answer:  # noqa: S310
        token: str = json.load(answer)["access_token"]
    return token
