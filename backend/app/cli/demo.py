"""`flask demo load`: three properties with a year of tickets, to look around in."""

import click

import config
from app.services import installation


@click.group()
def demo() -> None:
    """The demo data."""


@demo.command()
def load() -> None:
    """Load the demo data into an empty database."""
    settings = config.load()
    if settings.production:
        raise click.ClickException("The demo's passwords are public: it is refused when ENVIRONMENT=production.")
    if not fill(settings):
        raise click.ClickException("The database holds data already; the demo data goes into an empty one only.")
    click.echo("The demo data is loaded.")


def fill(settings: config.Settings) -> bool:
    """Load everything in one transaction; a start that finds it unfinished begins anew. False: not into this one."""
    # Heavy, and needed at the first start only.
    from app import db
    from app.services.rows import now
    from app.storage.local import LocalStorage
    from demo import load as load_demo
    from demo.notices import notify

    db.configure(settings.database_url, pool_size=1)
    with db.unit_of_work() as unit:
        if not installation.is_empty(unit.connection()):
            return False
        installation.mark(unit.connection(), installation.DEMO, {"state": installation.DemoState.LOADING})
    with db.unit_of_work() as unit:
        load_demo(unit.connection(), LocalStorage(settings.data_dir / "files"))
        notify(unit, now())
        installation.mark(unit.connection(), installation.DEMO, {"state": installation.DemoState.LOADED})
    return True
