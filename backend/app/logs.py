"""The log of the processes behind the web server: one JSON line an event in ECS form, on standard error."""

import datetime as dt
import logging
from typing import Final

import orjson

# Their every step at INFO would drown what an operator looks for.
CHATTY: Final = ("procrastinate", "apscheduler")


class Ecs(logging.Formatter):
    """Elastic Common Schema's names for what Python's logging knows."""

    def format(self, record: logging.LogRecord) -> str:
        """One line."""
        line: dict[str, object] = {
            "@timestamp": dt.datetime.fromtimestamp(record.created, dt.UTC),
            "log.level": record.levelname.lower(),
            "log.logger": record.name,
            "message": record.getMessage(),
        }
        if record.exc_info:
            line["error.stack_trace"] = self.formatException(record.exc_info)
        return orjson.dumps(line, option=orjson.OPT_UTC_Z, default=repr).decode()


def configure(level: str) -> None:
    """Log from `level` on, and what is worth a warning from the libraries."""
    handler = logging.StreamHandler()
    handler.setFormatter(Ecs())
    logging.basicConfig(level=level, handlers=[handler], force=True)
    for name in CHATTY:
        logging.getLogger(name).setLevel(logging.WARNING)
