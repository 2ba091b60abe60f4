"""`flask …` commands for operators: each parses, makes one call, prints. What is heavy is imported when it runs."""

from flask import Flask

from app.cli import admin, demo, loads, openapi, prepare, settings


def register(app: Flask) -> None:
    """Add the operators' commands to an application."""
    for command in (
        prepare.migrate,
        prepare.prepare,
        admin.admin,
        demo.demo,
        loads.loads,
        openapi.openapi,
        settings.settings,
    ):
        app.cli.add_command(command)
