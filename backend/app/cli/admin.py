"""`flask admin`: making an administrator, and who the administrators are."""

import os
import sys
from typing import TYPE_CHECKING

import click

import config

if TYPE_CHECKING:
    from app.services import users


@click.group()
def admin() -> None:
    """Administrators of this installation."""


@admin.command()
@click.argument("email", envvar="ADMIN_EMAIL")
@click.option("--name", envvar="ADMIN_NAME", prompt=True, help="What the administrator is called.")
@click.option("--password-stdin", is_flag=True, help="Read the password from standard input.")
def create(email: str, name: str, password_stdin: bool) -> None:
    """Make an administrator. The password is asked for, or read from standard input or ADMIN_PASSWORD."""
    # Heavy: the services.
    from app import db
    from app.errors import Problem
    from app.permissions import SYSTEM
    from app.services import users

    wanted = _checked(email, name, _password(from_stdin=password_stdin))
    db.configure(config.load().database_url, pool_size=1)
    try:
        db.repeat(lambda unit: users.add(unit, SYSTEM, wanted))
    except Problem as problem:
        raise click.ClickException(problem.detail) from problem
    click.echo(f"{wanted.name} <{wanted.email}> is an administrator now.")


@admin.command()
def status() -> None:
    """List the administrators who can sign in; ends with status 1 when there is none."""
    from app import db
    from app.services import installation

    db.configure(config.load().database_url, pool_size=1)
    with db.reads() as connection:
        people = installation.administrators(connection)
    for name, email in people:
        click.echo(f"{name} <{email}>")
    if not people:
        raise click.ClickException("There is no administrator yet: flask admin create you@example.com")


def _password(*, from_stdin: bool) -> str:
    """Never from the command line, where everybody on the machine can read it."""
    if from_stdin:
        return sys.stdin.readline().rstrip("\r\n")
    given = os.environ.get("ADMIN_PASSWORD")
    return given or click.prompt("Password", hide_input=True, confirmation_prompt=True, type=str)


def _checked(email: str, name: str, password: str) -> "users.Addition":
    from pydantic import ValidationError

    from app.schemas.administrator import Administrator
    from app.services import users

    try:
        said = Administrator(email=email, name=name, password=password)
    except ValidationError as error:
        mistakes = [f"{problem['loc'][0]}: {problem['msg']}" for problem in error.errors(include_input=False)]
        raise click.ClickException("; ".join(mistakes)) from error
    return users.Addition(said.email, said.name, "super_admin", said.password)
