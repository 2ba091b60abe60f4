"""Getting a clone ready: what is missing is named, what is unchanged is skipped."""

import os
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from launcher.setup import checks, python_packages, stamps, tools
from launcher.setup.checks import Check, run_check, summary


def program(folder: Path, name: str, answer: str) -> None:
    """A program that answers every question alike."""
    path = folder / name
    path.write_text(f"#!/bin/sh\necho '{answer}'\n", encoding="ascii")
    path.chmod(0o755)


@pytest.mark.parametrize(("answer", "fits"), [("v20.18.3", False), ("v20.19.0", True), ("v24.1.0", True), ("", False)])
def test_an_old_node_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, answer: str, fits: bool) -> None:
    program(tmp_path, "node", answer)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert (tools.node() is None) is fits


def test_every_missing_tool_has_its_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(tools.LaunchError) as refused:
        tools.require_tools()
    lines = str(refused.value).splitlines()
    assert [line.split()[0] for line in lines] == ["Node", "npm", "git"]


def test_musl_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(_name: str | int) -> str:
        raise OSError

    monkeypatch.setattr(os, "confstr", unknown)
    assert "musl" in (tools.c_library() or "")


@pytest.mark.parametrize(("version", "fits"), [("glibc 2.27", False), ("glibc 2.28", True), ("glibc 2.36", True)])
def test_an_old_glibc_is_named(monkeypatch: pytest.MonkeyPatch, version: str, fits: bool) -> None:
    def confstr(_name: str | int) -> str:
        return version

    monkeypatch.setattr(os, "confstr", confstr)
    assert (tools.c_library() is None) is fits


def test_a_stamp_changes_with_a_file_its_name_and_its_content(tmp_path: Path) -> None:
    source = tmp_path / "src"
    source.mkdir()
    (source / "a.ts").write_text("a", encoding="ascii")
    seen = {stamps.digest([source])}
    (source / "a.ts").write_text("b", encoding="ascii")
    seen.add(stamps.digest([source]))
    (source / "a.ts").rename(source / "c.ts")
    seen.add(stamps.digest([source]))
    assert len(seen) == 3
    (source / "node_modules").mkdir()
    (source / "node_modules" / "x").touch()
    assert stamps.digest([source]) in seen


def test_pips_index_is_uvs_unless_uv_has_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in (*python_packages.AS_UV_SAYS, *python_packages.AS_UV_SAYS.values()):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("PIP_INDEX_URL", "https://mirror.example/simple")
    assert python_packages.index_settings() == {"UV_DEFAULT_INDEX": "https://mirror.example/simple"}
    monkeypatch.setenv("UV_DEFAULT_INDEX", "https://uv.example/simple")
    assert python_packages.index_settings() == {}


def test_a_failed_check_is_named_at_the_end_with_its_count(tmp_path: Path) -> None:
    good = Check("Good", [sys.executable, "-c", "print('3 passed')"], tmp_path)
    bad = Check(
        "Bad", [sys.executable, "-c", "print('1 failed, 2 passed in 1s'); print(); raise SystemExit(1)"], tmp_path
    )
    text = summary([run_check(good), run_check(bad)], 2)
    assert text.splitlines()[-1] == "FAILED: Bad in 2 s"
    assert "3 passed" in text
    assert "1 failed, 2 passed in 1s" in text


@pytest.mark.parametrize(
    ("line", "count"),
    [
        ("\x1b[32m===== 12 passed in 1.20s =====\x1b[0m\n", "12 passed in 1.20s"),
        ("      Tests  39 passed (39)\n", "Tests  39 passed (39)"),
        ("  3 passed (1.2m)\n", "3 passed (1.2m)"),
        ("All checks passed!\n", ""),
    ],
)
def test_the_line_that_counts_tests_is_kept(line: str, count: str) -> None:
    assert checks.counted(line) == count


def test_the_checks_name_every_kind_once() -> None:
    names = [check.name for check in (*checks.BACKEND_CHECKS, *checks.WEB_CHECKS, checks.END_TO_END)]
    assert len(set(names)) == len(names) == 13


def test_what_runs_beside_something_else_tells_its_output_in_one_piece(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    counting = [sys.executable, "-c", "for number in range(400): print(number)"]

    def run_beside(name: str) -> None:
        run_check(Check(name, counting, tmp_path), at_once=False)

    with ThreadPoolExecutor(2) as both:
        list(both.map(run_beside, ["One", "Two"]))
    told = capsys.readouterr().out
    block = "".join(f"{number}\n" for number in range(400))
    assert told.count(block) == 2
