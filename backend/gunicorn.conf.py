"""How gunicorn serves the application: gevent workers, each patched before it imports anything of ours.

Only the workers are patched, in `post_fork`: gunicorn imports the application after that (there is no preloading), so
psycopg, redis and ssl's users see the patched modules, while the master keeps the plain signals, queues and waitpid
that its supervision relies on.
"""

import multiprocessing
import os

from gevent import monkey

host = os.environ.get("HOST") or "127.0.0.1"
port = os.environ.get("PORT") or "8000"

bind = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
worker_class = "gevent"
workers = int(os.environ.get("WEB_CONCURRENCY") or min(2, multiprocessing.cpu_count()))
worker_connections = 2000
backlog = 2048
preload_app = False
timeout = 60
graceful_timeout = 15
keepalive = 15
control_socket_disable = True
accesslog = None
errorlog = "-"
loglevel = "info"


def post_fork(_server: object, _worker: object) -> None:
    """Make the standard library cooperative, first of all."""
    monkey.patch_all()
