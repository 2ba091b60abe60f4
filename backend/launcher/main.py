"""The start of an installation, from its settings to a working address, and its end."""

import json
import os
import shlex
import sys
import time
from collections.abc import Mapping
from pathlib import Path

from launcher import application, dev, keys, layout, messages
from launcher.application import Status
from launcher.errors import AlreadyRunning, LaunchError, StopRequested
from launcher.layout import Layout
from launcher.lock import Lock
from launcher.network import get_status, port_is_free
from launcher.servers import start_embedded
from launcher.settings import Settings, read_settings, url_of
from launcher.signals import Watch
from launcher.supervisor import Supervisor

BACKEND = Path(__file__).resolve().parent.parent
AFTER_CRASH_SECONDS = 10
READY_SECONDS = 90
READY_PATH = "/health/ready"
STOP_ORDER = ("web", "worker", "scheduler", "valkey", "postgres")


def main(arguments: list[str]) -> int:
    """Run the installation until it is stopped (`--dev`: reloading), or `flask …` in the running one's environment."""
    try:
        settings = read_settings(os.environ, BACKEND.parent)
        if arguments[:1] == ["flask"]:
            return run_beside(Layout(settings.data_dir), arguments[1:])
        run(settings, development="--dev" in arguments)
    except AlreadyRunning as running:
        messages.say(messages.already_running(running.address))
    except LaunchError as error:
        messages.complain(str(error))
        return 1
    except OSError as error:
        messages.complain(f"The start failed: {error}")
        return 1
    return 0


def run_beside(places: Layout, arguments: list[str]) -> int:
    """Run `flask <arguments>` with the environment of the running installation."""
    try:
        environment: dict[str, str] = json.loads(places.environment.read_bytes())
    except OSError as error:
        raise LaunchError("Modern Management is not running: start it first (make run).") from error
    os.chdir(BACKEND)
    os.execve(sys.executable, [*application.FLASK, *arguments], {**os.environ, **environment})  # noqa: S606 -- the operator's own words


def run(settings: Settings, *, development: bool) -> None:
    """Start everything, print the address, keep it running until asked to stop, stop it in order."""
    places = Layout(settings.data_dir)
    layout.create(places)
    application.refuse_mistakes(settings, os.environ)
    watch = Watch()
    lock = Lock(places.lock).take(settings.public_url)
    places.environment.unlink(missing_ok=True)
    supervisor = Supervisor(places.logs, watch, give_up=not development)
    try:
        await_port(settings, watch, after_crash=lock.after_crash)
        if development:
            develop(settings, places, supervisor)
        else:
            start(settings, places, supervisor)
            supervisor.run()
    except StopRequested:
        messages.say("Stopping …")
    finally:
        supervisor.stop(STOP_ORDER)
        places.environment.unlink(missing_ok=True)
        lock.release()
    messages.say("Stopped.")


def start(settings: Settings, places: Layout, supervisor: Supervisor) -> None:
    """Bring up the servers, the database and the application; print where it answers."""
    environment = start_servers(settings, places, supervisor, os.environ)
    web, *background = application.services(BACKEND, environment)
    supervisor.start(web)
    status = prepare(settings, places, supervisor, environment)
    messages.say("Starting the application …")
    await_ready(settings, places, supervisor)
    for service in background:
        supervisor.start(service)
    greet(settings, status, settings.public_url)


def develop(settings: Settings, places: Layout, supervisor: Supervisor) -> None:
    """As `start`, with the output on the terminal, Vite beside it, and a restart on every change of the source."""
    environment = start_servers(settings, places, supervisor, dev.environment(os.environ))
    status = prepare(settings, places, supervisor, environment)
    for service in application.services(BACKEND, environment):
        supervisor.start(dev.attached(service))
    supervisor.start(dev.vite(BACKEND.parent, os.environ, settings.port))
    await_ready(settings, places, supervisor)
    greet(settings, status, dev.ADDRESS)
    supervisor.run(dev.reloader(BACKEND, supervisor))


def start_servers(
    settings: Settings, places: Layout, supervisor: Supervisor, inherited: Mapping[str, str]
) -> dict[str, str]:
    """Start the embedded servers; return the application's environment."""
    messages.say("Starting the servers …")
    urls = start_embedded(settings, places, supervisor)
    return application.environment(settings, places, inherited, urls)


def prepare(settings: Settings, places: Layout, supervisor: Supervisor, environment: Mapping[str, str]) -> Status:
    """Migrate, load the demo where wanted; then, by writing the environment's file, let the web server serve."""
    messages.say("Preparing the database …")
    lines = supervisor.run_once(application.prepare(BACKEND, environment, demo=settings.demo), show=True)
    status = application.read_status(lines)
    keys.write_private(places.environment, json.dumps(environment))
    return status


def await_ready(settings: Settings, places: Layout, supervisor: Supervisor) -> None:
    """Wait until the application says that it is ready."""
    supervisor.wait_until(
        lambda: get_status(settings.local_host, settings.port, READY_PATH) == 200,
        READY_SECONDS,
        lambda: messages.not_ready("The application", places.logs / "web.log"),
    )


def greet(settings: Settings, status: Status, address: str) -> None:
    """Print the address and how to get in."""
    command = admin_command(os.environ)
    mail = mailbox(settings, os.environ)
    messages.say(messages.welcome(address, status.demo, status.administrators, settings.data_dir, command, mail))


def mailbox(settings: Settings, environment: Mapping[str, str]) -> str | None:
    """Where this machine reads what would be mailed; nowhere in production or with a mail server."""
    if settings.production or environment.get("SMTP_SERVER"):
        return None
    return f"{url_of(settings.local_host, settings.port)}/dev/mail"


def await_port(settings: Settings, watch: Watch, *, after_crash: bool) -> None:
    """Raise LaunchError when the port is taken; after a crash, first let the old web server go."""
    deadline = time.monotonic() + (AFTER_CRASH_SECONDS if after_crash else 0)
    while not port_is_free(settings.host, settings.port):
        if time.monotonic() >= deadline:
            raise LaunchError(messages.port_in_use(settings.host, settings.port))
        if watch.stop_requested:
            raise StopRequested
        watch.pause(0.2)


def admin_command(environment: Mapping[str, str]) -> str:
    """What to type to make the first administrator of this installation."""
    chosen = f"DATA_DIR={shlex.quote(environment['DATA_DIR'])} " if environment.get("DATA_DIR") else ""
    return f"make admin {chosen}EMAIL=you@example.com"
