"""Brings up the embedded PostgreSQL and Valkey, both at once, and says where they answer."""

from collections.abc import Callable

from launcher import messages
from launcher.account import Account, require_reachable, server_account
from launcher.binaries import postgres_programs, valkey_program
from launcher.layout import Layout
from launcher.network import accepts, free_port
from launcher.postgres import APPLICATION, OWNER, Postgres
from launcher.settings import Settings
from launcher.supervisor import Supervisor
from launcher.valkey import Valkey

START_SECONDS = 120


def start_embedded(settings: Settings, layout: Layout, supervisor: Supervisor) -> dict[str, str]:
    """Start the servers that nobody gave; return their addresses as environment variables."""
    if settings.external_database and settings.external_redis:
        return {}
    account = server_account()
    require_reachable(layout.root, account)
    urls: dict[str, str] = {}
    waits: list[Callable[[], bool]] = []
    if not settings.external_database:
        waits.append(start_postgres(layout, account, supervisor, urls))
    if not settings.external_redis:
        waits.append(start_valkey(layout, account, supervisor, urls))
    supervisor.wait_until(
        lambda: all(is_ready() for is_ready in waits),
        START_SECONDS,
        lambda: messages.not_ready("PostgreSQL or Valkey", layout.logs / "postgres.log"),
    )
    return urls


def start_postgres(
    layout: Layout, account: Account | None, supervisor: Supervisor, urls: dict[str, str]
) -> Callable[[], bool]:
    """Start PostgreSQL, making its cluster first where there is none; return the question whether it is ready."""
    postgres = Postgres(postgres_programs(layout.binaries, account), layout, account)
    if not layout.postgres.exists():
        messages.say("Making the database cluster …")
    postgres.ensure_cluster(supervisor.run_once)
    port = free_port()
    child = supervisor.start(postgres.service(port))
    urls["DATABASE_URL"] = postgres.url(APPLICATION, port)
    urls["MIGRATION_DATABASE_URL"] = postgres.url(OWNER, port)
    return lambda: postgres.is_ready(child.pid)


def start_valkey(
    layout: Layout, account: Account | None, supervisor: Supervisor, urls: dict[str, str]
) -> Callable[[], bool]:
    """Start Valkey; return the question whether it is ready."""
    valkey = Valkey(valkey_program(layout.binaries, account), layout, account)
    port = free_port()
    supervisor.start(valkey.service(port))
    urls["REDIS_URL"] = valkey.url(port)
    return lambda: accepts(port)
