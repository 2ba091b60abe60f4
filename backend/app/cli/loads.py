"""`flask loads verify`: the counters that assignment trusts, against the tickets themselves."""

import click

import config


@click.group()
def loads() -> None:
    """How many active tickets each manager is counted to have."""


@loads.command()
@click.option("--fix", is_flag=True, help="Correct the counters that differ.")
def verify(fix: bool) -> None:
    """Compare the counters with the tickets; ends with status 1 where they differ and nothing was corrected."""
    from app import db
    from app.services import manager_loads

    db.configure(config.load().database_url, pool_size=1)
    differences = db.repeat(lambda unit: manager_loads.verify(unit, fix=fix))
    for one in differences:
        click.echo(f"user {one.user_id}: counted {one.counted}, has {one.actual}{' (corrected)' if fix else ''}")
    click.echo(f"{len(differences)} of the counters differ." if differences else "All counters are right.")
    if differences and not fix:
        raise SystemExit(1)
