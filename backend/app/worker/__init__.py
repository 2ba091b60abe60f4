"""The worker: task bodies, and the process that runs them."""

import config
from app import channels_setup, db, logs, realtime
from app.services import files
from app.storage.local import LocalStorage

from .queue import CONCURRENCY, queue
from .runner import run
from .tasks import register

__all__ = ["serve"]


def serve(settings: config.Settings) -> None:
    """Be a worker until told to stop."""
    logs.configure(settings.log_level)
    db.configure(settings.database_url, pool_size=sum(CONCURRENCY.values()) + 1)
    realtime.connect(settings.redis_url, settings.secret_key, settings.database_url, write_only=True).begin()
    files.configure(LocalStorage(settings.data_dir / "files"), settings.secret_key)
    channels_setup.install(settings)
    app = queue(settings.database_url)
    register(app)
    run(app)
