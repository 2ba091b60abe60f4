"""Whatever is killed comes back, nothing is lost, nothing stays behind."""

import signal

from tests.launcher.installation import Installation, all_gone, eventually

CHILDREN = ("commands scheduler", "commands worker", "gunicorn", "valkey-server", "bin/postgres")


def test_each_killed_child_is_started_again_while_the_rest_goes_on(installation: Installation) -> None:
    installation.start()
    for words in CHILDREN:
        before = {other: installation.child(other) for other in CHILDREN}
        installation.kill(words)
        eventually(lambda words=words, before=before: installation.child(words) not in (0, before[words]))
        eventually(installation.answers)
        after = {other: installation.child(other) for other in CHILDREN}
        assert {other for other in CHILDREN if before[other] != after[other]} == {words}
    assert installation.output.count("starting it again") == len(CHILDREN)


def test_a_killed_launcher_leaves_no_process_and_the_next_start_finds_everything(installation: Installation) -> None:
    installation.start()
    children = installation.children()
    installation.signal(signal.SIGKILL)
    installation.wait()
    installation.start()
    assert installation.notes() == 3
    assert all_gone(children)


AS_ON_MACOS = """
import sys
from launcher import process
process.HAS_DEATH_SIGNAL = False
from launcher.main import main
sys.exit(main(sys.argv[1:]))
"""


def test_without_the_kernels_help_the_guardian_ends_what_a_killed_launcher_left(installation: Installation) -> None:
    installation.entry = installation.backend / "run_as_on_macos.py"
    installation.entry.write_text(AS_ON_MACOS, encoding="ascii")
    installation.start()
    children = installation.children()
    assert any("guardian.py" in command for command in children.values())
    installation.signal(signal.SIGKILL)
    eventually(lambda: all_gone(children))


def test_the_launcher_ends_with_its_parent(installation: Installation) -> None:
    installation.start(around="& wait")
    children = installation.children()
    installation.signal(signal.SIGKILL)
    eventually(lambda: all_gone(children))


def test_a_closed_terminal_stops_everything(installation: Installation) -> None:
    installation.start()
    children = installation.children()
    installation.signal(signal.SIGHUP)
    assert installation.wait() == 0
    assert all_gone(children)


def test_a_killed_web_master_takes_its_workers_along(installation: Installation) -> None:
    installation.start()
    master = installation.child("gunicorn")
    workers = {pid: words for pid, words in installation.children().items() if "gunicorn" in words and pid != master}
    assert workers
    installation.kill("gunicorn")
    eventually(lambda: all_gone(workers))
    eventually(installation.answers)


def test_a_child_that_keeps_dying_stops_everything_with_its_last_lines(installation: Installation) -> None:
    installation.environment |= {"STAND_IN_DIES": "worker"}
    installation.spawn()
    eventually(lambda: installation.child("bin/postgres"))
    children = installation.children()
    assert installation.wait() == 1
    assert "worker was told to die" in installation.output
    assert "worker ended (exit status 1), five times in a row" in installation.output
    assert all_gone(children)


def test_a_failed_preparation_stops_everything_with_its_last_lines(installation: Installation) -> None:
    installation.environment |= {"STAND_IN_DIES": "prepare"}
    assert installation.run() == 1
    assert "prepare was told to die" in installation.output
    assert not (installation.data_dir / "postgres" / "postmaster.pid").exists()
