"""Every command of `flask`. `flask --app app.commands` has them without the web application, and so starts quickly."""

import click
from flask import Flask

import config
from app import cli


@click.command()
def worker() -> None:
    """Run the jobs that requests, commands and the schedule leave behind, until told to stop."""
    # Heavy: the services, and everything that jobs need of them.
    from app.worker import serve

    serve(config.load())


@click.command()
def scheduler() -> None:
    """Enqueue what is due. Any number of these may run: one of them leads, the others stand by."""
    # Heavy: SQLAlchemy, APScheduler.
    from app.scheduler import serve

    serve(config.load())


def register(app: Flask) -> None:
    """Add all commands to an application."""
    cli.register(app)
    for command in (worker, scheduler):
        app.cli.add_command(command)


def create_app() -> Flask:
    """An application of commands only."""
    app = Flask("app")
    register(app)
    return app
