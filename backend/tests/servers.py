"""Real servers for the tests: one PostgreSQL and one Valkey a session, a database of its own for each worker."""

import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import ClassVar

import psycopg
from alembic import command
from alembic.config import Config
from psycopg import sql

from app.cli import migrations
from launcher import layout
from launcher.account import Account, server_account
from launcher.binaries import postgres_programs, valkey_program
from launcher.layout import Layout
from launcher.network import accepts, free_port
from launcher.postgres import APPLICATION, OWNER, SUPERUSER, Postgres
from launcher.process import Service, spawn
from launcher.valkey import Valkey

BACKEND = Path(__file__).resolve().parent.parent
TEMPLATE = "template_migrated"
WAIT_SECONDS = 60
# Nothing here has to survive a crash of the machine.
UNSAFE_AND_FAST = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=300")


class ServerError(RuntimeError):
    """A test server doesn't start."""


@dataclass(frozen=True, slots=True)
class Addresses:
    """Where the session's servers answer. Plain texts, so that they can be handed to other processes."""

    superuser: str
    owner: str
    application: str
    redis: str

    def named(self, database: str) -> "Addresses":
        """The same server's addresses for another database."""
        urls = (self.superuser, self.owner, self.application)
        superuser, owner, application = (f"{url.rsplit('/', 1)[0]}/{database}" for url in urls)
        return replace(self, superuser=superuser, owner=owner, application=application)

    def create(self, database: str, template: str = TEMPLATE) -> "Addresses":
        """A new database as it is after all migrations; returns its addresses."""
        with psycopg.connect(self.named("postgres").superuser, autocommit=True) as connection:
            statement = sql.SQL("CREATE DATABASE {} OWNER {} TEMPLATE {}")
            names = (sql.Identifier(database), sql.Identifier(OWNER), sql.Identifier(template))
            connection.execute(statement.format(*names))
        return self.named(database)

    def drop(self, database: str) -> None:
        """Drop a database, whoever is connected to it."""
        with psycopg.connect(self.named("postgres").superuser, autocommit=True) as connection:
            connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(database)))


class Servers:
    """The session's PostgreSQL and Valkey; they die with the process that started them."""

    settings: ClassVar[tuple[str, ...]] = UNSAFE_AND_FAST

    def __init__(self) -> None:
        self._folder = Path(tempfile.mkdtemp(prefix="mm-tests-"))
        self._running: list[tuple[Service, subprocess.Popen[bytes]]] = []
        self._log = self._folder / "servers.log"
        try:
            self.addresses = self._start()
        except BaseException:
            self.stop()
            raise

    def _start(self) -> Addresses:
        self._folder.chmod(0o711)
        places, account = Layout(self._folder), server_account()
        layout.create(places)
        urls = self._start_postgres(places, account)
        redis = self._start_valkey(places, account)
        addresses = replace(urls, redis=redis)
        migrate(addresses.create(TEMPLATE, "template0"))
        return addresses

    def _start_postgres(self, places: Layout, account: Account | None) -> Addresses:
        postgres = Postgres(postgres_programs(places.binaries, account), places, account)
        postgres.ensure_cluster(self._run)
        port = free_port()
        service = postgres.service(port)
        options = [part for setting in self.settings for part in ("-c", setting)]
        process = self._spawn(replace(service, command=[*service.command, *options]))
        self._wait(process, lambda: postgres.is_ready(process.pid))
        return Addresses(postgres.url(SUPERUSER, port), postgres.url(OWNER, port), postgres.url(APPLICATION, port), "")

    def _start_valkey(self, places: Layout, account: Account | None) -> str:
        valkey = Valkey(valkey_program(places.binaries, account), places, account)
        port = free_port()
        process = self._spawn(valkey.service(port))
        self._wait(process, lambda: accepts(port))
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
        if status != 0:
            raise ServerError(f"{service.name} ended with {status}: {lines[-5:]}")
        return lines

    def _wait(self, process: subprocess.Popen[bytes], is_ready: Callable[[], bool]) -> None:
        deadline = time.monotonic() + WAIT_SECONDS
        while not is_ready():
            if process.poll() is not None or time.monotonic() > deadline:
                raise ServerError(self._log.read_text(errors="replace")[-2000:])
            time.sleep(0.02)

    def stop(self) -> None:
        """End both servers and remove what they wrote."""
        for service, process in reversed(self._running):
            process.send_signal(service.quick_signal)
            process.wait()
        shutil.rmtree(self._folder, ignore_errors=True)


def migrate(addresses: Addresses) -> None:
    """All migrations, as the owner; then the application's rights."""
    settings = Config(str(BACKEND / "alembic.ini"))
    settings.attributes["database_url"] = addresses.owner
    command.upgrade(settings, "head")
    migrations.grant(addresses.owner, addresses.application)
