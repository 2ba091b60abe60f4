"""Jobs that nobody runs any more are put back into the queue: their worker died, or lost the word that they ended.

A worker that loses PostgreSQL while its jobs run waits for them, and says no more that it lives. So its process does,
for as long as they run; and after an outage nobody is taken for dead before everybody could say so.
"""

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable
from typing import Final

from procrastinate import App, JobContext
from procrastinate.exceptions import ConnectorException
from procrastinate.jobs import Job, Status
from procrastinate.worker import Worker

from app import db
from app.services import job_errors
from app.services.rows import now

from .retries import after_failure

log = logging.getLogger(__name__)

HEARTBEAT_SECONDS: Final = 3.0
STALLED_SECONDS: Final = 15.0
EVERY_SECONDS: Final = 5.0
DIED: Final = "The worker that ran this job stopped without an answer: it was killed, or lost its connection."


class Rescue:
    """A process's eye on the queue: on jobs of workers without a heartbeat, and on its own that it does not run."""

    def __init__(self, app: App) -> None:
        self._jobs = app.job_manager
        self._running: dict[int | None, int | None] = {}
        self._worker_ids: set[int] = set()
        self._judges_from = 0.0
        self._idle_since: dict[int | None, float] = {}

    async def around(self, proceed: Callable[[], Awaitable[object]], context: JobContext, worker: Worker) -> object:
        """Around every job of this process's workers: while it runs it needs no rescue."""
        if worker.worker_id is not None:
            self._worker_ids.add(worker.worker_id)
        self._running[context.job.id] = worker.worker_id
        try:
            return await proceed()
        finally:
            self._running.pop(context.job.id, None)

    async def watch(self) -> None:
        """Look every five seconds; to be begun again after PostgreSQL was away."""
        self._judges_from = time.monotonic() + STALLED_SECONDS
        while True:
            await self.look(time.monotonic())
            await asyncio.sleep(EVERY_SECONDS)

    async def look(self, at: float) -> None:
        """Put back what is stalled at that moment (seconds of a clock that only goes forward)."""
        for worker_id in {one for one in self._running.values() if one is not None}:
            await self._jobs.update_heartbeat(worker_id)
        if at < self._judges_from:
            return
        await self._jobs.prune_stalled_workers(STALLED_SECONDS)
        stalled = await self._jobs.get_stalled_jobs(seconds_since_heartbeat=STALLED_SECONDS)
        for job in [*stalled, *await self._lost(at)]:
            if job.id not in self._running:
                await self._put_back(job)

    async def _lost(self, at: float) -> list[Job]:
        """Own jobs that ended a while ago, and the queue was not told since it could not be reached."""
        ours = [
            job
            for worker_id in sorted(self._worker_ids)
            for job in await self._jobs.list_jobs_async(status="doing", worker_id=worker_id)
        ]
        idle = [job for job in ours if job.id not in self._running]
        self._idle_since = {job.id: self._idle_since.get(job.id, at) for job in idle}
        return [job for job in idle if at - self._idle_since[job.id] >= STALLED_SECONDS]

    async def _put_back(self, job: Job) -> None:
        """As often as failed ones at most."""
        try:
            if after_failure(job, now()) is None:
                await self._jobs.finish_job(job, Status.FAILED, delete_job=False)
            else:
                await self._jobs.retry_job(job, retry_at=now())
        except ConnectorException as error:
            # Another worker was quicker, or the job has ended after all.
            log.info("Job %s was not put back: %s", job.id, error.__cause__)
        else:
            await asyncio.to_thread(_note, job)


def _note(job: Job) -> None:
    attempt = job_errors.Attempt(job.id or 0, job.task_name)
    db.repeat(lambda unit: job_errors.keep(unit, attempt, job.attempts + 1, DIED))
