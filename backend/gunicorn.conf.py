"""How gunicorn serves the application: gevent workers, forked from a master that has loaded it already.

The standard library is made cooperative first of all, before gunicorn imports the application and with it psycopg,
redis and the users of ssl. Loading it once, in the master, makes a start and the replacement of a worker quick; nothing
is connected to before a worker serves (create_app only composes).
"""

from gevent import monkey

monkey.patch_all()

import multiprocessing  # noqa: E402 -- after the patch
import os  # noqa: E402

host = os.environ.get("HOST") or "127.0.0.1"
port = os.environ.get("PORT") or "8000"

bind = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
worker_class = "gevent"
workers = int(os.environ.get("WEB_CONCURRENCY") or min(2, multiprocessing.cpu_count()))
worker_connections = 2000
backlog = 2048
preload_app = True
timeout = 60
graceful_timeout = 15
keepalive = 15
control_socket_disable = True
accesslog = None
errorlog = "-"
loglevel = "info"
