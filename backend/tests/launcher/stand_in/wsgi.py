"""A small application with the real one's commands, so that the launcher can be tried without waiting for it."""

import json
import os
import signal

import click
import psycopg
from flask import Flask, Response

app = Flask(__name__)


def starts(name: str) -> None:
    """Die at once where the test asks for it."""
    if name in os.environ.get("STAND_IN_DIES", ""):
        raise SystemExit(f"{name} was told to die")


@app.get("/health/ready")
def ready() -> str:
    """Ready as soon as it answers."""
    return "ready"


@app.get("/notes")
def notes() -> Response:
    """What `prepare` has written, read as the application role."""
    with psycopg.connect(os.environ["DATABASE_URL"]) as connection:
        rows = connection.execute("SELECT current_user, count(*) FROM notes").fetchone()
    return Response(json.dumps(rows), mimetype="application/json")


@app.get("/slow")
def slow() -> str:
    """One second in the database."""
    with psycopg.connect(os.environ["DATABASE_URL"]) as connection:
        connection.execute("SELECT pg_sleep(1)")
    return str(os.getpid())


@app.cli.command("prepare")
@click.option("--demo", is_flag=True)
def prepare(demo: bool) -> None:
    """Write one note a start, as the owner."""
    starts("prepare")
    with psycopg.connect(os.environ.get("MIGRATION_DATABASE_URL") or os.environ["DATABASE_URL"]) as connection:
        connection.execute("CREATE TABLE IF NOT EXISTS notes (id bigint GENERATED ALWAYS AS IDENTITY)")
        connection.execute("INSERT INTO notes DEFAULT VALUES")
        if "MIGRATION_DATABASE_URL" in os.environ:
            connection.execute("GRANT SELECT ON notes TO mm_app")
    click.echo("Migrated.")
    click.echo(json.dumps({"administrators": 1 if demo else 0, "demo": demo}))


@app.cli.command("worker")
def worker() -> None:
    """Wait for a signal."""
    starts("worker")
    signal.pause()


@app.cli.command("scheduler")
def scheduler() -> None:
    """Wait for a signal."""
    starts("scheduler")
    signal.pause()


@app.cli.command("whoami")
def whoami() -> None:
    """Tell the role that commands beside the running installation use."""
    with psycopg.connect(os.environ["DATABASE_URL"]) as connection:
        click.echo(connection.execute("SELECT current_user").fetchone())
