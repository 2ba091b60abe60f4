"""How gunicorn serves the application: gevent workers, forked from a master that has loaded it already.

The standard library is made cooperative before gunicorn imports the application, and with it psycopg, redis and the
users of ssl. Loading it once, in the master, makes a start and the replacement of a worker quick; nothing
is connected to before a worker serves (create_app only composes).
"""

import gc
import os
import shutil
import tempfile
import time
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import gevent
from gevent import monkey
from gunicorn.workers.ggevent import GeventWorker

monkey.patch_all()
gc.disable()  # loading makes no garbage, and the collector would walk through all of it again and again

# Where the workers' counters meet. What a worker counted stays when it goes; its gauges go with it (child_exit).
data = os.environ.get("DATA_DIR")
metrics = Path(data) / "metrics" if data else Path(tempfile.mkdtemp(prefix="modern-management-"))
shutil.rmtree(metrics, ignore_errors=True)
metrics.mkdir(parents=True)
os.environ["PROMETHEUS_MULTIPROC_DIR"] = str(metrics)  # read when the application imports prometheus_client

LOOK_SECONDS, LAST_CHANCE_SECONDS = 0.1, 1.0


class Worker(GeventWorker):
    """gunicorn's own, which hangs up when it ends on whoever keeps a connection for a request that may never come.

    Browsers keep theirs: each stop would wait for `keepalive` otherwise.
    """

    def __init__(self, *given: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        self._idle: dict[gevent.Timeout, Any] = {}

    def timeout_ctx(self) -> Any:
        """Around each wait for the next request of a connection."""
        return self._waiting()

    @contextmanager
    def _waiting(self) -> Generator[None]:
        timeout = gevent.Timeout.start_new(self.cfg.keepalive)
        self._idle[timeout] = gevent.getcurrent()
        try:
            yield
        except gevent.Timeout as ended:
            if ended is not timeout:
                raise
        finally:
            del self._idle[timeout]
            timeout.close()

    def init_process(self) -> None:
        """Serve, and see to the end."""
        gevent.spawn(self._hang_up)
        super().init_process()

    def _hang_up(self) -> None:
        while self.alive:
            gevent.sleep(LOOK_SECONDS)
        gevent.sleep(LAST_CHANCE_SECONDS)
        while True:
            for timeout, greenlet in list(self._idle.items()):
                gevent.kill(greenlet, timeout)
            gevent.sleep(LOOK_SECONDS)


host = os.environ.get("HOST") or "127.0.0.1"
port = os.environ.get("PORT") or "8000"

bind = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
worker_class = Worker
workers = int(os.environ.get("WEB_CONCURRENCY") or min(2, (os.cpu_count() or 1)))
worker_connections = 4000  # of which sockets may take half (app/sockets/gateway.py)
backlog = 2048
preload_app = True
timeout = 60
graceful_timeout = 15
keepalive = 15
limit_request_line = 8190  # many filters at once
control_socket_disable = True
accesslog = None
errorlog = "-"
loglevel = "info"


def on_exit(_server: object) -> None:
    """The counters begin anew with the next start."""
    shutil.rmtree(metrics, ignore_errors=True)


def on_starting(_server: object) -> None:
    """Serve only when the database is prepared: run.py has us load the application meanwhile, and names a file."""
    gate = os.environ.get("SERVE_WHEN_EXISTS")
    while gate and not Path(gate).exists():
        time.sleep(0.02)


def post_worker_init(worker: "GeventWorker") -> None:
    """Begin with what belongs to a process that serves, after the fork: its sockets, and its end of the bus."""
    gc.enable()  # after a reload of this file the master's rests again
    serving = getattr(worker.wsgi, "extensions", {}).get("sockets")
    if serving is not None:
        serving.start(lambda: worker.alive)


def child_exit(_server: object, worker: "GeventWorker") -> None:
    """A worker's gauges (its open sockets) go with it."""
    from app.realtime import metrics

    metrics.forget(worker.pid)


def when_ready(_server: object) -> None:
    """Keep what is loaded out of garbage collection: workers share its memory, and end in a moment."""
    gc.collect()
    gc.freeze()
    gc.enable()
