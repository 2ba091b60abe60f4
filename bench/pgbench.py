"""The limit's own SQL under pgbench, for information: what the server alone would give."""

import re
import shutil
import subprocess
from pathlib import Path

import psycopg

from . import limit_sql, shape
from .load import CONNECTIONS
from .servers import Servers, Urls


def program(servers: Servers) -> str | None:
    """pgbench beside the server, else from the PATH."""
    beside = servers.programs / "pgbench"
    return str(beside) if beside.exists() else shutil.which("pgbench")


def per_second(servers: Servers, urls: Urls, operation: str, seconds: int) -> float | None:
    """Transactions a second of the operation's statements; None where there is no pgbench."""
    found = program(servers)
    if found is None:
        return None
    script = servers.path / f"{operation}.sql"
    script.write_text(_script(urls, operation), encoding="utf-8")
    command = [found, "-n", "-M", "prepared", f"-c{CONNECTIONS}", "-j2", f"-T{seconds}", "-f", str(script)]
    command.append(urls.application)
    answer = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 -- our own words only
    tps = re.search(r"tps = ([\d.]+)", answer.stdout)
    return float(tps[1]) if tps else None


def _script(urls: Urls, operation: str) -> str:
    managed = f"'{{{','.join(map(str, shape.managed_by(0)))}}}'::bigint[]"
    visible = {
        "list": (managed, shape.FIRST_MANAGER),
        "detail": (":id", managed, shape.FIRST_MANAGER),
    }
    if operation == "list":
        return limit_sql.page(26).decode() % visible["list"] + ";"
    if operation == "detail":
        return f"\\set id random(1, {_tickets(urls)})\n{limit_sql.DETAIL.decode() % visible['detail']};"
    return _PATH_OF_CREATE.read_text(encoding="utf-8")


_PATH_OF_CREATE = Path(__file__).with_name("create.sql")


def _tickets(urls: Urls) -> int:
    with psycopg.connect(urls.application) as connection:
        row = connection.execute("SELECT max(id) FROM tickets").fetchone()
    return int(row[0]) if row else 1
