"""`flask admin`: the first administrator, and whether there is one."""

import click


@click.group()
def admin() -> None:
    """Administrators of this installation."""
