"""Runs `flask scheduler` or `flask worker` by a clock of the drill's own, and is part of the tests, not of the product.

    python -m tests.drills.clocked FILE scheduler

FILE holds how many seconds the process's clock is ahead of the machine's; it is read whenever the time is asked for, so
that a drill can let another day begin under a process that runs. Two places tell these processes the time, and both
are replaced: `app.clock.now`, and the `datetime` in which APScheduler's own modules measure what is due. APScheduler
sleeps until then by the clock that only goes forward; so that it sees a day begin, it sleeps a tenth of a second at
most. PostgreSQL's clock stays the machine's.
"""

import datetime as dt
import sys
from importlib import import_module
from pathlib import Path

from app import clock
from app.commands import create_app


def main(file: Path, command: str) -> None:
    """Replace the clock, then be that command."""

    def ahead() -> dt.timedelta:
        return dt.timedelta(seconds=float(file.read_text() or "0"))

    class Moment(dt.datetime):
        """A datetime whose present is the drill's."""

        @classmethod
        def now(cls, tz: dt.tzinfo | None = None) -> "Moment":
            """The present moment of the drill."""
            real = dt.datetime.now(dt.UTC) + ahead()
            there = real.astimezone(tz)
            return cls.combine(there.date(), there.timetz())

    clock.now = lambda: Moment.now(dt.UTC)
    for module in ("apscheduler.schedulers.base", "apscheduler.executors.base"):
        vars(import_module(module))["datetime"] = Moment
    vars(import_module("apscheduler.schedulers.base"))["TIMEOUT_MAX"] = 0.1
    create_app().cli.main([command], standalone_mode=False)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
