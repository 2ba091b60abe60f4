"""`python -m launcher.setup.checks`: every check of the project, one after the other, and a summary."""

import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from launcher import messages
from launcher.errors import LaunchError
from launcher.setup.places import BACKEND, CLONE, ENVIRONMENT, run

BIN = ENVIRONMENT / "bin"
BROWSERS = ("chromium", "chromium-browser", "google-chrome")


@dataclass(frozen=True)
class Check:
    """A heading, a command, and the folder it runs in."""

    name: str
    command: Sequence[str | Path]
    folder: Path = BACKEND


@dataclass(frozen=True)
class Outcome:
    """How a check ended: its exit status, its seconds, the last line that counts what passed and failed."""

    check: Check
    status: int
    seconds: float
    count: str


def npm(script: str, *options: str) -> list[str]:
    """A script of the npm workspaces."""
    return ["npm", "run", "--silent", script, *options]


CHECKS = (
    Check("Python format", [BIN / "ruff", "format", "--check", ".", "../bench"]),
    Check("Python lint", [BIN / "ruff", "check", ".", "../bench"]),
    Check("Python types", [BIN / "basedpyright"]),
    Check("Import contracts", [BIN / "lint-imports"]),
    Check("Migrations", [BIN / "pytest", "tests/cli/test_migrations.py"]),
    Check("Backend tests", [BIN / "pytest", "-n", "2", "--ignore=tests/cli/test_migrations.py"]),
    Check("Web format", npm("format:check"), CLONE),
    Check("Web lint", npm("lint"), CLONE),
    Check("Web types", npm("typecheck"), CLONE),
    Check("Texts in catalogues", npm("strings"), CLONE),
    Check("Web tests", npm("test"), CLONE),
    Check("Web build", npm("build"), CLONE),
    Check("End to end, in Chromium", npm("test", "--workspace=e2e"), CLONE),
)


def main() -> int:
    """Run every check even after one has failed; exit status 1 unless all are green."""
    began = time.monotonic()
    try:
        require_browser()
    except LaunchError as error:
        messages.complain(str(error))
        return 1
    outcomes = [run_check(check) for check in CHECKS]
    print(summary(outcomes, time.monotonic() - began), flush=True)
    return int(any(outcome.status for outcome in outcomes))


def run_check(check: Check) -> Outcome:
    """Run one check with its output shown as it comes."""
    print(f"\n== {check.name}", flush=True)
    began, count = time.monotonic(), ""
    with subprocess.Popen(
        check.command, cwd=check.folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace"
    ) as process:
        for line in process.stdout or ():
            print(line, end="", flush=True)
            count = counted(line) or count
    outcome = Outcome(check, process.returncode, time.monotonic() - began, count)
    print(f"-- {check.name}: {verdict(outcome)}, {outcome.seconds:.1f} s", flush=True)
    return outcome


def counted(line: str) -> str:
    """The line without its colours if it counts tests, as pytest, vitest and Playwright end; else nothing."""
    plain = re.sub(r"\x1b\[[0-9;]*m", "", line).strip(" =\n")
    return plain if re.match(r"(Tests +)?\d+ (passed|failed)", plain) else ""


def summary(outcomes: Sequence[Outcome], seconds: float) -> str:
    """One line a check, then one for all."""
    lines = [
        f"{verdict(outcome):<7}{outcome.seconds:7.1f} s  {outcome.check.name:<26}{outcome.count}"
        for outcome in outcomes
    ]
    failed = [outcome.check.name for outcome in outcomes if outcome.status]
    end = f"FAILED: {', '.join(failed)}" if failed else f"Green: {len(outcomes)} checks passed"
    return "\n".join(["", "== Summary", *lines, f"{end} in {seconds:.0f} s"])


def verdict(outcome: Outcome) -> str:
    """`ok` or `FAILED`."""
    return "FAILED" if outcome.status else "ok"


def require_browser() -> None:
    """Find Chromium; install Debian's where root may, else say what is missing."""
    if any(map(shutil.which, BROWSERS)):
        return
    if os.geteuid() != 0 or shutil.which("apt-get") is None:
        raise LaunchError("The end-to-end tests need Chromium on the PATH (Debian, Ubuntu: apt-get install chromium).")
    run("Updating the package lists", ["apt-get", "update", "-qq"])
    install = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", "chromium"]
    run("Installing Chromium", install, more={"DEBIAN_FRONTEND": "noninteractive"})


if __name__ == "__main__":
    sys.exit(main())
