"""What realtime counts, for Prometheus."""

import os
from pathlib import Path
from typing import Final

from prometheus_client import Counter, Gauge

SOCKETS: Final = Gauge("realtime_sockets", "Open sockets of people who are signed in.", multiprocess_mode="livesum")
REFUSED: Final = Counter("realtime_refused_total", "Sockets and client events that were refused, by code.", ("code",))
CLOSED: Final = Counter("realtime_closed_total", "Sockets that the server closed, by code.", ("code",))
PUBLISHED: Final = Counter("realtime_published_total", "Signals that were put on the bus, by type.", ("type",))
DROPPED: Final = Counter(
    "realtime_dropped_total",
    "Signals that did not go out: the queue was full, their audience could not be read, or the bus was away.",
    ("why",),
)
RESYNCS: Final = Counter("realtime_resyncs_total", "How often a process told its sockets to read everything again.")


def forget(process: object) -> None:
    """A process has gone, and its sockets with it; what it counted stays."""
    folder = os.environ.get("PROMETHEUS_MULTIPROC_DIR")
    for file in Path(folder).glob(f"gauge_live*_{process}.db") if folder else ():
        file.unlink(missing_ok=True)
