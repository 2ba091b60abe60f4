"""Every command of `flask`. `flask --app app.commands` has them without the web application, and so starts quickly."""

import gc
from collections.abc import Generator
from contextlib import contextmanager

import click
from flask import Flask

import config
from app import cli


@contextmanager
def _loading() -> Generator[None]:
    """Loading makes no garbage: without the collector, which walks through all of it again and again, it is quicker."""
    gc.disable()
    yield
    gc.freeze()
    gc.enable()


@click.command()
def worker() -> None:
    """Run the jobs that requests, commands and the schedule leave behind, until told to stop."""
    # Heavy: the services, and everything that jobs need of them.
    with _loading():
        from app.worker import serve

    serve(config.load())


@click.command()
def scheduler() -> None:
    """Enqueue what is due. Any number of these may run: one of them leads, the others stand by."""
    # Heavy: SQLAlchemy, APScheduler.
    with _loading():
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
