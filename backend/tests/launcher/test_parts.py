"""The launcher's parts by themselves: settings, keys, lock, logs, guardian."""

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from launcher import guardian, keys, logs
from launcher.errors import AlreadyRunning
from launcher.layout import default_data_dir
from launcher.lock import Lock, is_held
from launcher.settings import read_settings, url_of

CLONE = Path("/somewhere/modern-management")


def test_two_clones_of_one_account_have_data_of_their_own() -> None:
    one, other = default_data_dir(CLONE), default_data_dir(Path("/elsewhere/modern-management"))
    assert one.parent == other.parent
    assert one != other
    assert one == default_data_dir(CLONE)


@pytest.mark.parametrize(
    ("given", "demo"),
    [
        ({}, True),
        ({"DEMO": "0"}, False),
        ({"DATABASE_URL": "postgresql://h/d"}, False),
        ({"DATABASE_URL_FILE": "/run/secrets/url"}, False),
        ({"DATABASE_URL": "postgresql://h/d", "DEMO": "1"}, True),
        ({"ENVIRONMENT": "production"}, False),
    ],
)
def test_demo_data_goes_into_the_embedded_server_or_where_it_is_asked_for(given: dict[str, str], demo: bool) -> None:
    assert read_settings(given, CLONE).demo is demo


@pytest.mark.parametrize(
    ("host", "address"),
    [
        ("127.0.0.1", "http://127.0.0.1:8000"),
        ("0.0.0.0", "http://127.0.0.1:8000"),  # noqa: S104 -- what is tested
        ("::", "http://[::1]:8000"),
        ("desk.example", "http://desk.example:8000"),
    ],
)
def test_the_printed_address_can_be_opened_on_this_machine(host: str, address: str) -> None:
    assert url_of(host, 8000) == address


def test_a_public_address_is_printed_as_it_is_given() -> None:
    assert read_settings({"PUBLIC_URL": "https://desk.example"}, CLONE).public_url == "https://desk.example"


def test_a_secret_is_made_once(tmp_path: Path) -> None:
    made = keys.keep(tmp_path, "secret_key")
    assert len(made) == 43
    assert keys.keep(tmp_path, "secret_key") == made
    assert keys.keep(tmp_path, "jwt_secret_key") != made


def test_a_lock_tells_the_second_where_the_first_serves(tmp_path: Path) -> None:
    path = tmp_path / "lock"
    assert not is_held(path)
    first = Lock(path).take("http://127.0.0.1:8000")
    assert is_held(path)
    with pytest.raises(AlreadyRunning) as refused:
        Lock(path).take("http://127.0.0.1:9000")
    assert refused.value.address == "http://127.0.0.1:8000"
    first.release()
    assert not is_held(path)
    assert not Lock(path).take("http://127.0.0.1:9000").after_crash


def test_a_lock_tells_that_the_last_run_was_cut_off(tmp_path: Path) -> None:
    path = tmp_path / "lock"
    path.write_text('{"address": "http://127.0.0.1:8000", "pid": 1}', encoding="utf-8")
    assert Lock(path).take("http://127.0.0.1:8000").after_crash


def test_a_long_log_moves_aside_while_its_writer_goes_on(tmp_path: Path) -> None:
    path = tmp_path / "web.log"
    with open(logs.open_log(path), "w", encoding="utf-8") as writer:  # noqa: PTH123 -- a descriptor
        writer.write("before\n" * 100)
        writer.flush()
        logs.rotate(path, keep=100)
        writer.write("after\n")
    assert path.read_text(encoding="utf-8") == "after\n"
    assert (tmp_path / "web.log.1").read_text(encoding="utf-8").startswith("before\n")


def test_the_last_lines_of_a_log_leave_out_earlier_starts(tmp_path: Path) -> None:
    path = tmp_path / "web.log"
    path.write_text("first start\n", encoding="utf-8")
    since = path.stat().st_size
    path.write_text("first start\nsecond start\n\nFatal\n", encoding="utf-8")
    assert logs.last_lines(path, since=since) == ["second start", "Fatal"]
    assert logs.last_lines(path, count=1) == ["Fatal"]


def test_the_guardian_keeps_the_children_that_were_not_taken_back() -> None:
    assert list(guardian.children_left(["+10 2\n", "+11 15\n", "-10\n", "+12 3\n"]).items()) == [(12, 3), (11, 15)]


def test_the_guardian_ends_the_children_when_its_pipe_ends() -> None:
    children = [subprocess.Popen(["/bin/sleep", "600"]) for _ in range(2)]
    stubborn = subprocess.Popen(["/bin/sh", "-c", "trap '' TERM; while :; do /bin/sleep 600; done"])
    ending = {child.pid: int(signal.SIGTERM) for child in (*children, stubborn)}
    lines = "".join(f"+{pid} {number}\n" for pid, number in ending.items())
    script = "import sys; from launcher import guardian; guardian.end(guardian.children_left(sys.stdin), patience=0.3)"
    backend = Path(guardian.__file__).parents[1]
    command = [sys.executable, "-c", script]
    subprocess.run(command, input=lines, text=True, check=True, cwd=backend)
    assert [child.wait(5) for child in children] == [-signal.SIGTERM] * 2
    assert stubborn.wait(5) == -signal.SIGKILL
