"""`flask migrate` and `flask prepare`: what has to be so before the application may serve."""

import json
from dataclasses import dataclass
from typing import Final

import click
import psycopg
from psycopg import errors

import config
from app.cli import demo, migrations
from app.services import installation

_FACTS: Final = f"""
SELECT (SELECT string_agg(version_num, ',' ORDER BY version_num) FROM alembic_version),
    (SELECT count(*) FROM ({installation.ADMINISTRATORS}) AS administrators),
    ({installation.DEMO_STATE}), ({installation.GUARDED}), ({installation.EMPTY})
"""


@dataclass(frozen=True, slots=True)
class Facts:
    """What the application's role finds in the database."""

    revision: str
    administrators: int
    demo: str | None
    guarded: bool
    empty: bool

    def status(self) -> dict[str, object]:
        """What the launcher reads."""
        guard = installation.guard(self.guarded)
        return {"administrators": self.administrators, "demo": self.demo is not None, "history_guard": guard}


@click.command()
def migrate() -> None:
    """Bring the database to the newest revision and let the application's role in."""
    migrations.upgrade(config.load())
    click.echo("The database is up to date.")


@click.command()
@click.option("--demo", "with_demo", is_flag=True, help="Load the demo data into an empty database.")
def prepare(with_demo: bool) -> None:
    """Migrate if needed, load the demo data if wanted, print the status as JSON in the last line."""
    settings = config.load()
    facts = _facts(settings)
    if facts is None or facts.revision != migrations.newest():
        migrations.upgrade(settings)
        facts = _required(settings)
    _refuse_demo_in_production(settings, facts)
    if with_demo and _wants_demo(facts):
        click.echo("Loading the demo data …")
        demo.fill(settings)
        facts = _required(settings)
    click.echo(json.dumps(facts.status()))


def _facts(settings: config.Settings) -> Facts | None:
    """None: the database was never migrated, or the application's role may not read it yet."""
    try:
        with psycopg.connect(settings.database_url, connect_timeout=10) as connection:
            row = connection.execute(_FACTS).fetchone()
    except (errors.UndefinedTable, errors.InsufficientPrivilege):
        return None
    except psycopg.OperationalError as error:
        raise click.ClickException(f"The database can't be reached: {str(error).strip().splitlines()[0]}") from error
    return None if row is None or row[0] is None else Facts(*row)


def _required(settings: config.Settings) -> Facts:
    facts = _facts(settings)
    if facts is None:
        raise click.ClickException("The database was migrated, but the application's role can't read it.")
    return facts


def _refuse_demo_in_production(settings: config.Settings, facts: Facts) -> None:
    if settings.production and facts.demo is not None:
        raise click.ClickException(
            "This database holds the demo, whose passwords are public: it is refused when ENVIRONMENT=production."
        )


def _wants_demo(facts: Facts) -> bool:
    if facts.demo == installation.DemoState.LOADED:
        return False
    if not facts.empty:
        click.echo("The database holds data already; the demo data is not loaded.")
    return facts.empty
