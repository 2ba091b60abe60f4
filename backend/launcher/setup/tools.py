"""The tools that must be there before anything can be installed, each with its line when it is missing."""

import os
import platform
import re
import shutil
import subprocess
import sys

from launcher.errors import LaunchError

PYTHON = (3, 11)
NODE = (20, 19)
GLIBC = (2, 28)


def require_tools() -> None:
    """Raise LaunchError, a line for each tool that is missing or too old."""
    problems = [problem for problem in (python(), c_library(), node(), npm(), git()) if problem]
    if problems:
        raise LaunchError("\n".join(problems))


def python() -> str | None:
    """What is wrong with Python."""
    if sys.version_info < PYTHON:
        return f"Python {version_text(PYTHON)} or newer is needed, {sys.executable} is {platform.python_version()}."
    return None


def c_library() -> str | None:
    """What is wrong with the C library: the embedded servers are built for glibc."""
    if platform.system() != "Linux":
        return None
    found = glibc_version()
    if found is None:
        return "This system uses musl (Alpine?) and the embedded servers need glibc: use Debian, Ubuntu or Fedora."
    if found < GLIBC:
        return f"glibc {version_text(GLIBC)} or newer is needed, this system has {version_text(found)}."
    return None


def glibc_version() -> tuple[int, ...] | None:
    """The version of glibc; None where the C library is another one."""
    try:
        name = os.confstr("CS_GNU_LIBC_VERSION") or ""
    except (OSError, ValueError):
        return None
    return version_in(name) if name.startswith("glibc") else None


def node() -> str | None:
    """What is wrong with Node."""
    answer = ask("node", "--version")
    if answer is None:
        return f"Node {version_text(NODE)} or newer is needed and not on the PATH: https://nodejs.org"
    if version_in(answer) < NODE:
        return f"Node {version_text(NODE)} or newer is needed, this is {answer}: https://nodejs.org"
    return None


def npm() -> str | None:
    """What is wrong with npm."""
    return (
        None if ask("npm", "--version") else "npm is needed and not on the PATH; it comes with Node: https://nodejs.org"
    )


def git() -> str | None:
    """What is wrong with git."""
    return None if ask("git", "--version") else "git is needed and not on the PATH: https://git-scm.com"


def ask(program: str, question: str) -> str | None:
    """A program's answer to a question; None where it is missing or fails."""
    path = shutil.which(program)
    if path is None:
        return None
    try:
        answer = subprocess.run([path, question], capture_output=True, text=True, check=False)
    except OSError:
        return None
    return answer.stdout.strip() if answer.returncode == 0 else None


def version_in(text: str) -> tuple[int, ...]:
    """The first dotted number in a text: (20, 19, 1) in `v20.19.1`."""
    found = re.search(r"\d+(\.\d+)*", text)
    return tuple(int(part) for part in found.group().split(".")) if found else ()


def version_text(version: tuple[int, ...]) -> str:
    """A version as people write it."""
    return ".".join(map(str, version))
