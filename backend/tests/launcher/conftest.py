"""Installations to try the launcher on, with real PostgreSQL and Valkey."""

import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.launcher.installation import Installation, all_gone, eventually


@pytest.fixture(scope="session")
def folders() -> Iterator[Path]:
    """A folder that any account may enter (pytest's own are the owner's alone)."""
    with tempfile.TemporaryDirectory(prefix="launcher-") as name:
        folder = Path(name)
        folder.chmod(0o755)
        yield folder


@pytest.fixture(scope="session")
def seed(folders: Path) -> Path:
    """The data folder of an installation that was started and stopped once."""
    installation = Installation(folders / "seed")
    installation.start()
    assert installation.stop() == 0
    return installation.data_dir


@pytest.fixture
def fresh(folders: Path) -> Iterator[Installation]:
    """An installation that was never started."""
    installation = Installation(Path(tempfile.mkdtemp(dir=folders)))
    installation.clone.parent.chmod(0o755)
    yield installation
    if installation.is_running():
        left = installation.children()
        installation.signal(signal.SIGKILL)
        installation.wait()
        eventually(lambda: all_gone(left))
    shutil.rmtree(installation.clone.parent)


@pytest.fixture(scope="session")
def running(folders: Path, seed: Path) -> Iterator[Installation]:
    """An installation that runs throughout, with one web worker; tests look at it and leave it running."""
    installation = Installation(folders / "running")
    subprocess.run(["/bin/cp", "-a", seed, installation.data_dir], check=True)
    installation.environment |= {"WEB_CONCURRENCY": "1"}
    installation.start()
    yield installation
    assert installation.stop() == 0


@pytest.fixture
def installation(fresh: Installation, seed: Path) -> Installation:
    """An installation that was started once before."""
    subprocess.run(["/bin/cp", "-a", seed, fresh.data_dir], check=True)
    return fresh
