"""The Python environment in backend/.venv: pinned packages, checked by their hashes, installed with uv."""

import os
import platform
import shutil
import subprocess
import sys
from pathlib import Path

from launcher.errors import LaunchError
from launcher.setup import stamps
from launcher.setup.places import BACKEND, CLONE, ENVIRONMENT, PYTHON, require_writable, run
from launcher.setup.tools import ask

TOOLS = BACKEND / ".tools"
RUNTIME = BACKEND / "requirements.txt"
CHECKS = BACKEND / "requirements-dev.txt"
AS_UV_SAYS = {
    "PIP_INDEX_URL": "UV_DEFAULT_INDEX",
    "PIP_EXTRA_INDEX_URL": "UV_INDEX",
    "PIP_TRUSTED_HOST": "UV_INSECURE_HOST",
    "PIP_CERT": "SSL_CERT_FILE",
}


def ensure(*, checks: bool) -> None:
    """Install the packages unless they are there; `checks` adds what the checks need."""
    if stamps.read(ENVIRONMENT) in accepted(checks=checks) and works(PYTHON):
        return
    require_writable(BACKEND)
    file = CHECKS if checks or (ENVIRONMENT / "bin" / "pytest").exists() else RUNTIME
    uv = find_uv()
    if not works(PYTHON):
        shutil.rmtree(ENVIRONMENT, ignore_errors=True)
        run("Making the Python environment", [uv, "venv", "--quiet", "--python", sys.executable, ENVIRONMENT])
    stamps.remove(ENVIRONMENT)
    command = [uv, "pip", "sync", "--quiet", "--compile-bytecode", "--require-hashes", "--python", PYTHON, file]
    run("Installing the Python packages", command, more=index_settings())
    stamps.write(ENVIRONMENT, stamp(file))


def accepted(*, checks: bool) -> set[str]:
    """The stamps of an environment that serves; the one for the checks holds what running needs too."""
    return {stamp(CHECKS)} if checks else {stamp(CHECKS), stamp(RUNTIME)}


def stamp(file: Path) -> str:
    """What an environment made from a requirements file is stamped with."""
    return stamps.digest([platform.python_version(), str(CLONE), file])


def works(python: Path) -> bool:
    """Whether an environment's Python starts and is of the version that runs this."""
    if not python.exists():
        return False
    answer = ask(str(python), "--version")
    return answer == f"Python {platform.python_version()}"


def find_uv() -> Path:
    """uv from the PATH, else installed with pip into an environment of its own."""
    if ask("uv", "--version") and (found := shutil.which("uv")):
        return Path(found)
    installed = TOOLS / "bin" / "uv"
    if ask(str(installed), "--version") is None:
        install_uv()
    return installed


def install_uv() -> None:
    """Install the pinned uv into backend/.tools."""
    shutil.rmtree(TOOLS, ignore_errors=True)
    made = subprocess.run([sys.executable, "-m", "venv", TOOLS], capture_output=True, check=False)
    if made.returncode != 0:
        raise LaunchError("Python cannot make an environment: install its venv module (Debian, Ubuntu: python3-venv).")
    pip = [TOOLS / "bin" / "python", "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    run("Installing uv", [*pip, "--require-hashes", "-r", BACKEND / "requirements-tools.txt"])


def index_settings() -> dict[str, str]:
    """What pip was told about its index, in uv's words, where uv itself was told nothing."""
    return {uv: os.environ[pip] for pip, uv in AS_UV_SAYS.items() if os.environ.get(pip) and not os.environ.get(uv)}
