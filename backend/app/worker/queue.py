"""Procrastinate's application: its own small pool on the same PostgreSQL. Jobs themselves use `app.db`."""

from typing import Final

from procrastinate import App, PsycopgConnector

from app import db, jobs
from app.models import Channel

CONCURRENCY: Final = {
    jobs.DEFAULT: 4,
    jobs.sending(Channel.EMAIL): 4,
    jobs.sending(Channel.SMS): 2,
    jobs.sending(Channel.WEB_PUSH): 2,
    jobs.sending(Channel.MOBILE_PUSH): 2,
}
"""How many jobs of each queue run at once. What goes out mostly waits for servers, each channel for its own."""


def queue(database_url: str) -> App:
    """The queue in this database (an address as libpq takes it), without tasks yet."""
    options = {"options": f"-c timezone=UTC -c lock_timeout=10000 {db.BY_KEY}", "connect_timeout": 5}
    connector = PsycopgConnector(
        conninfo=database_url,
        min_size=1,
        max_size=sum(CONCURRENCY.values()),
        timeout=10,
        reconnect_timeout=10,  # it looks ever more rarely, and begins anew after that
        kwargs=options,
    )
    return App(connector=connector)
