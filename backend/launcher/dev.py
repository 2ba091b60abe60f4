"""`make dev`: the same processes, restarted when the backend's source changes, and Vite beside them."""

import dataclasses
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from launcher.errors import LaunchError
from launcher.network import LOOPBACK, port_is_free
from launcher.process import Service
from launcher.settings import url_of
from launcher.supervisor import Supervisor

VITE_PORT = 3000
ADDRESS = f"http://localhost:{VITE_PORT}"
VITE_ORIGINS = f"{ADDRESS},http://127.0.0.1:{VITE_PORT}"
RESTARTED = ("web", "worker", "scheduler")
UNWATCHED = {".venv", ".tools", "tests", "launcher", "__pycache__"}


def environment(given: Mapping[str, str]) -> dict[str, str]:
    """The application's environment, with Vite's origin allowed unless origins were given."""
    return {"CORS_ORIGINS": VITE_ORIGINS, **given}


def vite(clone: Path, given: Mapping[str, str], port: int) -> Service:
    """Vite's server on port 3000, told where the API is."""
    if not port_is_free(LOOPBACK, VITE_PORT):
        raise LaunchError(f"Port {VITE_PORT}, which the web app's development server uses, is in use.")
    api = {"API_ORIGIN": url_of(LOOPBACK, port)}
    return Service("vite", ["npm", "start", "--workspace=frontend"], clone, {**given, **api}, attached=True)


def attached(service: Service) -> Service:
    """The service, printing to the terminal."""
    return dataclasses.replace(service, attached=True)


def reloader(backend: Path, supervisor: Supervisor) -> Callable[[], None]:
    """What to call every second: restarts the application when a source file is new, changed or gone."""
    seen = [state(backend)]

    def look() -> None:
        if (now := state(backend)) != seen[0]:
            seen[0] = now
            supervisor.restart(RESTARTED)

    return look


def state(backend: Path) -> dict[Path, int]:
    """When each source file was last changed."""
    return {path: path.stat().st_mtime_ns for path in sources(backend)}


def sources(folder: Path) -> Iterator[Path]:
    """The Python files that the application consists of."""
    for entry in folder.iterdir():
        if entry.is_dir() and entry.name not in UNWATCHED:
            yield from sources(entry)
        elif entry.suffix == ".py":
            yield entry
