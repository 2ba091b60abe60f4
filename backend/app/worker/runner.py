"""The worker's process: runs jobs until SIGTERM or SIGINT, through restarts of PostgreSQL, and rescues stalled jobs."""

import asyncio
import logging
import os
import signal
import time
from concurrent.futures import ThreadPoolExecutor
from typing import Final

import psycopg
from procrastinate import App
from procrastinate.exceptions import ConnectorException

from .queue import CONCURRENCY
from .rescue import HEARTBEAT_SECONDS, STALLED_SECONDS, Rescue
from .retries import keep_errors
from .sweeping import sweep

log = logging.getLogger(__name__)

GRACE_SECONDS: Final = 10
LONGEST_PAUSE_SECONDS: Final = 10
GIVE_UP_SECONDS: Final = 120
LOOK_SECONDS: Final = 1.0
"""How often each worker looks for jobs by itself: a word that comes while it looks is lost."""
THREADS: Final = sum(CONCURRENCY.values()) + 4
"""One for each job that may run, so that no queue waits for another's, and some for the looks around them."""
UNREACHABLE: Final = (ConnectorException, psycopg.OperationalError, OSError)


class Outage:
    """How long PostgreSQL has been away, and how long to wait before the next look."""

    def __init__(self) -> None:
        self.end()

    def end(self) -> None:
        """It answers."""
        self._reached, self._pause = time.monotonic(), 0.5

    def next_pause(self) -> float:
        """Seconds to wait, longer each time. Ends the process after two minutes without an answer."""
        if time.monotonic() - self._reached > GIVE_UP_SECONDS:
            raise SystemExit("PostgreSQL stays away; the worker gives up.")
        self._pause = min(self._pause * 2, LONGEST_PAUSE_SECONDS)
        return self._pause


def run(app: App) -> None:
    """Work until told to stop. Ends with status 1 when PostgreSQL stays away for two minutes."""
    asyncio.run(_serve(app))


async def _serve(app: App) -> None:
    asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor(THREADS, "job"))
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    outage = Outage()
    while not stop.is_set():
        session = asyncio.create_task(_session(app, outage))
        stopping = asyncio.create_task(stop.wait())
        await asyncio.wait([session, stopping], return_when=asyncio.FIRST_COMPLETED)
        stopping.cancel()
        await _end(session)
        if not stop.is_set():
            await _pause(stop, outage.next_pause())


async def _session(app: App, outage: Outage) -> None:
    """Run jobs until cancelled, or until the connection is lost."""
    try:
        await app.open_async()
        outage.end()
        rescue = Rescue(app)
        log.info("The worker is ready.")
        async with asyncio.TaskGroup() as group:
            group.create_task(rescue.watch())
            group.create_task(sweep())
            for queue, concurrency in CONCURRENCY.items():
                group.create_task(_work(app, rescue, queue, concurrency))
    except* UNREACHABLE as group:
        log.warning("PostgreSQL can't be reached: %s", group.exceptions[0].__cause__ or group.exceptions[0])
    finally:
        await app.close_async()


async def _work(app: App, rescue: Rescue, queue: str, concurrency: int) -> None:
    """Run the jobs of that queue until cancelled. A worker that ends by itself has lost its connection."""
    await app.run_worker_async(
        queues=[queue],
        name=queue,
        concurrency=concurrency,
        install_signal_handlers=False,
        fetch_job_polling_interval=LOOK_SECONDS,
        shutdown_graceful_timeout=GRACE_SECONDS,
        update_heartbeat_interval=HEARTBEAT_SECONDS,
        stalled_worker_timeout=STALLED_SECONDS,
        task_middleware=[keep_errors],
        worker_middleware=[rescue.around],
    )
    raise ConnectorException(f"The worker of the queue {queue} stopped.")


async def _end(session: asyncio.Task[None]) -> None:
    """Let running jobs finish. One that takes longer is left to be rescued: a thread can't be interrupted."""
    session.cancel()
    _done, pending = await asyncio.wait([session], timeout=GRACE_SECONDS + 2)
    if pending:
        log.warning("Some jobs did not end in time; they will be tried again.")
        os._exit(1)
    if not session.cancelled():
        session.result()


async def _pause(stop: asyncio.Event, seconds: float) -> None:
    waiting = asyncio.create_task(stop.wait())
    await asyncio.wait([waiting], timeout=seconds)
    waiting.cancel()
