"""The worker's process: runs jobs until SIGTERM or SIGINT, through restarts of PostgreSQL, and rescues stalled jobs."""

import asyncio
import logging
import os
import signal
import time
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Final

import psycopg
from procrastinate import App
from procrastinate.exceptions import ConnectorException

from .queue import CONCURRENCY
from .rescue import HEARTBEAT_SECONDS, Rescue
from .retries import keep_errors
from .sweeping import sweep

log = logging.getLogger(__name__)

GRACE_SECONDS: Final = 10
LONGEST_PAUSE_SECONDS: Final = 10
GIVE_UP_SECONDS: Final = 120
A_DAY_SECONDS: Final = 86_400
"""So long a worker that begins lets others be without a heartbeat: who is dead, the rescue says, which knows more."""
LOOK_SECONDS: Final = 1.0
"""How often each worker looks for jobs by itself: a word that comes while it looks is lost."""
THREADS: Final = sum(CONCURRENCY.values()) + 4
"""One for each job that may run, so that no queue waits for another's, and some for the looks around them."""
SETTLED_SECONDS: Final = 60
"""Whatever ran for so long had reached PostgreSQL: a look at one that is away takes less."""
UNREACHABLE: Final = (ConnectorException, psycopg.OperationalError, OSError)


class Ending:
    """That the process is to end; `why`, unless it was told to."""

    def __init__(self) -> None:
        self.why: str | None = None
        self._event = asyncio.Event()

    def now(self, why: str | None = None) -> None:
        """Let whoever waits end the process."""
        self.why = self.why or why
        self._event.set()

    async def wait(self) -> None:
        """Until then."""
        await self._event.wait()


class Outage:
    """How long PostgreSQL has been away, and how long to wait before the next look."""

    def __init__(self) -> None:
        self.end()

    def end(self) -> None:
        """It answers."""
        self._reached, self._pause = time.monotonic(), 0.5

    def next_pause(self) -> float | None:
        """Seconds to wait, longer each time; None after two minutes without an answer."""
        if time.monotonic() - self._reached > GIVE_UP_SECONDS:
            return None
        self._pause = min(self._pause * 2, LONGEST_PAUSE_SECONDS)
        return self._pause


def run(app: App) -> None:
    """Work until told to stop. Ends with status 1 when PostgreSQL stays away for two minutes."""
    asyncio.run(_serve(app))


async def _serve(app: App) -> None:
    loop, ending = asyncio.get_running_loop(), Ending()
    loop.set_default_executor(ThreadPoolExecutor(THREADS, "job"))
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, ending.now)
    session = asyncio.create_task(_kept(partial(_session, app, ending), ending))
    waiting = asyncio.create_task(ending.wait())
    await asyncio.wait([session, waiting], return_when=asyncio.FIRST_COMPLETED)
    waiting.cancel()
    await _end(session)
    if ending.why is not None:
        raise SystemExit(ending.why)


async def _session(app: App, ending: Ending) -> None:
    """Do all parts of the work until cancelled. One that loses its connection is begun again by itself: it may have to
    wait for jobs that run, and no other part waits with it."""
    try:
        await app.open_async()
        rescue = Rescue(app)
        log.info("The worker is ready.")
        async with asyncio.TaskGroup() as group:
            group.create_task(_kept(rescue.watch, ending))
            group.create_task(_kept(sweep, ending))
            for queue, concurrency in CONCURRENCY.items():
                group.create_task(_kept(partial(_work, app, rescue, queue, concurrency), ending))
    finally:
        await app.close_async()


async def _kept(part: Callable[[], Awaitable[None]], ending: Ending) -> None:
    """Begin the part again whenever PostgreSQL can't be reached, until it has been away for too long."""
    outage = Outage()
    while True:
        began = time.monotonic()
        try:
            await part()
        except UNREACHABLE as error:
            log.warning("PostgreSQL can't be reached: %s", error.__cause__ or error)
        if time.monotonic() - began > SETTLED_SECONDS:
            outage.end()
        pause = outage.next_pause()
        if pause is None:
            ending.now("PostgreSQL stays away; the worker gives up.")
            return
        await asyncio.sleep(pause)


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
        stalled_worker_timeout=A_DAY_SECONDS,
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
