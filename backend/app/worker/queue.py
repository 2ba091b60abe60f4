"""Procrastinate's application: its own small pool on the same PostgreSQL. Jobs themselves use `app.db`."""

from typing import Final

from procrastinate import App, PsycopgConnector

from app import db

REACTING: Final = 4
SENDING: Final = 4
CONCURRENCY: Final = REACTING + SENDING
"""How many jobs run at once: of everything but deliveries, and deliveries, which mostly wait for servers."""


def queue(database_url: str) -> App:
    """The queue in this database (an address as libpq takes it), without tasks yet."""
    options = {"options": f"-c timezone=UTC -c lock_timeout=10000 {db.BY_KEY}", "connect_timeout": 5}
    connector = PsycopgConnector(conninfo=database_url, min_size=1, max_size=CONCURRENCY, timeout=10, kwargs=options)
    return App(connector=connector)
