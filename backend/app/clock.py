"""The present moment, for what is due by the clock. It stands alone, so that a drill can let another day begin."""

import datetime as dt


def now() -> dt.datetime:
    """The present moment in UTC."""
    return dt.datetime.now(dt.UTC)
