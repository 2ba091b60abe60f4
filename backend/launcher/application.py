"""The application's own processes: preparing the database, the web server, the worker, the scheduler."""

import json
import signal
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import config
from launcher import keys
from launcher.errors import LaunchError
from launcher.layout import Layout
from launcher.process import Service
from launcher.settings import Settings, is_given

SECRETS = ("SECRET_KEY", "JWT_SECRET_KEY", "VAPID_PRIVATE_KEY")
FLASK = (sys.executable, "-m", "flask", "--app", "app.commands")
GRACEFUL_SECONDS = 20


@dataclass(frozen=True)
class Status:
    """What `flask prepare` says about the database."""

    administrators: int
    demo: bool


def environment(
    settings: Settings, layout: Layout, inherited: Mapping[str, str], urls: Mapping[str, str]
) -> dict[str, str]:
    """The environment of the application's processes: the launcher's own, what it chose, and the servers' addresses."""
    chosen = {
        "ENVIRONMENT": settings.environment,
        "DATA_DIR": str(settings.data_dir),
        "HOST": settings.host,
        "PORT": str(settings.port),
        "PUBLIC_URL": settings.public_url,
        "PYTHONUNBUFFERED": "1",
        "SERVE_WHEN_EXISTS": str(layout.environment),
    }
    made = {} if settings.production else made_secrets(layout, inherited)
    return {**inherited, **chosen, **made, **urls}


def refuse_mistakes(settings: Settings, inherited: Mapping[str, str]) -> None:
    """Raise LaunchError where the application would refuse its settings, before anything is started."""
    given = {**inherited, "DATA_DIR": str(settings.data_dir)}
    if not settings.external_database and not settings.production:
        given["DATABASE_URL"] = "postgresql://127.0.0.1/embedded"
    try:
        config.load(given)
    except config.Misconfigured as refused:
        raise LaunchError("\n".join(refused.mistakes)) from refused


def made_secrets(layout: Layout, inherited: Mapping[str, str]) -> dict[str, str]:
    """The secrets that nobody gave, made once."""
    missing = [name for name in SECRETS if not is_given(inherited, name)]
    return {name: keys.keep(layout.secrets, name.lower()) for name in missing}


def prepare(backend: Path, environment: Mapping[str, str], *, demo: bool) -> Service:
    """Migrates to head, loads the demo data where wanted, prints the status as its last line."""
    command = [*FLASK, "prepare", *(["--demo"] if demo else [])]
    return Service("prepare", command, backend, environment, stop_seconds=5)


def read_status(lines: Sequence[str]) -> Status:
    """Read the last line of `flask prepare`."""
    try:
        answer = json.loads(lines[-1])
        return Status(administrators=int(answer["administrators"]), demo=bool(answer["demo"]))
    except (IndexError, ValueError, KeyError, TypeError) as error:
        raise LaunchError(
            f"The database's status was not understood: {lines[-1] if lines else 'nothing was printed'}"
        ) from error


def services(backend: Path, environment: Mapping[str, str]) -> list[Service]:
    """The lasting processes, the web server first: nobody waits for the others."""
    commands = ("worker", "scheduler")
    return [web(backend, environment), *(background(command, backend, environment) for command in commands)]


def web(backend: Path, environment: Mapping[str, str]) -> Service:
    """gunicorn; SIGTERM lets requests finish, SIGQUIT does not."""
    return Service(
        name="web",
        command=[sys.executable, "-m", "gunicorn", "-c", "gunicorn.conf.py", "wsgi:app"],
        directory=backend,
        environment=environment,
        quick_signal=signal.SIGQUIT,
        death_signal=signal.SIGQUIT,
        stop_seconds=GRACEFUL_SECONDS,
    )


def background(name: str, backend: Path, environment: Mapping[str, str]) -> Service:
    """A process beside the web server: `flask <name>`."""
    return Service(name, [*FLASK, name], backend, environment, stop_seconds=GRACEFUL_SECONDS)
