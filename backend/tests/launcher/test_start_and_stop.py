"""Starting, finding what was there, stopping in order."""

import json
import os
import stat

import pytest

from tests.launcher.installation import Installation, all_gone, eventually


def test_a_first_start_prints_the_address_and_the_demo_accounts(fresh: Installation) -> None:
    fresh.start()
    assert fresh.address in fresh.output
    for account in ("admin", "manager", "staff", "guest"):
        assert f"{account}@demo.example" in fresh.output
    assert "password modern-management" in fresh.output
    assert "  Migrated." in fresh.output
    assert "{" not in fresh.output
    assert json.loads(fresh.get("/notes")) == ["mm_app", 1]


def test_a_second_start_finds_everything(installation: Installation) -> None:
    installation.start()
    assert installation.notes() == 2


def test_ctrl_c_stops_every_process_in_order(installation: Installation) -> None:
    installation.start()
    eventually(lambda: installation.child("scheduler"))
    children = installation.children()
    assert installation.stop() == 0
    assert all_gone(children)
    stopped = [line.split()[0] for line in installation.output.splitlines() if line.endswith(" stopped")]
    assert stopped == ["web", "worker", "scheduler", "valkey", "postgres"]
    assert installation.output.rstrip().endswith("Stopped.")


def test_a_stop_during_the_start_leaves_nothing(fresh: Installation) -> None:
    fresh.spawn()
    eventually(lambda: fresh.child("initdb"))
    children = fresh.children()
    assert fresh.stop() == 0
    assert all_gone(children)
    fresh.start()
    assert fresh.notes() == 1


def test_secrets_are_readable_by_their_owner_alone(running: Installation) -> None:
    private = [*(running.data_dir / "secrets").iterdir(), running.data_dir / "environment.json"]
    assert len(private) >= 6
    assert {stat.S_IMODE(path.stat().st_mode) for path in private} == {0o600}


def test_production_runs_on_what_it_was_given(running: Installation, fresh: Installation) -> None:
    database = json.loads((running.data_dir / "environment.json").read_bytes())["MIGRATION_DATABASE_URL"]
    secrets = {"SECRET_KEY": "k" * 43, "JWT_SECRET_KEY": "j" * 43}
    fresh.environment |= {"ENVIRONMENT": "production", "DATABASE_URL": database, **secrets}
    fresh.start()
    given = json.loads((fresh.data_dir / "environment.json").read_bytes())
    assert secrets.items() <= given.items()
    assert not (fresh.data_dir / "secrets" / "secret_key").exists()
    assert "demo.example" not in fresh.output


def test_without_an_administrator_the_start_says_how_to_make_one(installation: Installation) -> None:
    installation.environment |= {"DEMO": "0"}
    installation.start()
    assert f"make admin DATA_DIR={installation.data_dir} EMAIL=" in installation.output


def test_commands_run_beside_it_with_its_environment(running: Installation, fresh: Installation) -> None:
    assert fresh.run("flask", "whoami") == 1
    assert "is not running" in fresh.output
    fresh.data_dir = running.data_dir
    assert fresh.run("flask", "whoami") == 0
    assert "mm_app" in fresh.output


def test_a_second_start_beside_the_first_prints_its_address(running: Installation, fresh: Installation) -> None:
    fresh.data_dir = running.data_dir
    assert fresh.run() == 0
    assert fresh.output.splitlines() == [f"Modern Management is already running at {running.address}"]
    assert running.answers()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root runs the servers as another account")
def test_root_runs_the_servers_as_another_account(running: Installation) -> None:
    for words in ("bin/postgres", "valkey-server"):
        pid = running.child(words)
        assert os.stat(f"/proc/{pid}").st_uid != 0  # noqa: PTH116 -- /proc has no pathlib magic to gain
