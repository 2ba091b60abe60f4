"""`python -m launcher.setup.checks`: every check of the project, and a summary.

The checks of the backend and those of the web app run side by side, then the whole system in a browser by itself.
"""

import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from threading import Lock

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


BACKEND_CHECKS = (
    Check("Python format", [BIN / "ruff", "format", "--check", ".", "../bench"]),
    Check("Python lint", [BIN / "ruff", "check", ".", "../bench"]),
    Check("Python types", [BIN / "basedpyright"]),
    Check("Import contracts", [BIN / "lint-imports"]),
    Check("Migrations", [BIN / "pytest", "tests/cli/test_migrations.py"]),
    Check("Backend tests", [BIN / "pytest", "-n", "3", "--dist=worksteal", "--ignore=tests/cli/test_migrations.py"]),
)
WEB_CHECKS = (
    Check("Web format", npm("format:check"), CLONE),
    Check("Web lint", npm("lint"), CLONE),
    Check("Web types", npm("typecheck"), CLONE),
    Check("Texts in catalogues", npm("strings"), CLONE),
    Check("Web tests", npm("test"), CLONE),
    Check("Web build", npm("build"), CLONE),
)
END_TO_END = Check("End to end, in Chromium", npm("test", "--workspace=e2e"), CLONE)

printing = Lock()


def main() -> int:
    """Run every check even after one has failed; exit status 1 unless all are green."""
    began = time.monotonic()
    try:
        require_browser()
    except LaunchError as error:
        messages.complain(str(error))
        return 1
    with ThreadPoolExecutor(1) as beside:
        web = beside.submit(lambda: [run_check(check, at_once=False) for check in WEB_CHECKS])
        outcomes = [run_check(check) for check in BACKEND_CHECKS] + web.result()
    outcomes.append(run_check(END_TO_END))
    print(summary(outcomes, time.monotonic() - began), flush=True)
    return int(any(outcome.status for outcome in outcomes))


def run_check(check: Check, *, at_once: bool = True) -> Outcome:
    """Run one check; its output is shown as it comes, or in one piece at the end (where another one's comes)."""
    began, count, held = time.monotonic(), "", list[str]()
    show = tell if at_once else held.append
    show(f"\n== {check.name}\n")
    with subprocess.Popen(
        check.command, cwd=check.folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace"
    ) as process:
        for line in process.stdout or ():
            show(line)
            count = counted(line) or count
    outcome = Outcome(check, process.returncode, time.monotonic() - began, count)
    show(f"-- {check.name}: {verdict(outcome)}, {outcome.seconds:.1f} s\n")
    tell("".join(held))
    return outcome


def tell(text: str) -> None:
    """Print it in one piece."""
    with printing:
        print(text, end="", flush=True)


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
