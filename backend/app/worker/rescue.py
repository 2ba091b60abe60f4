"""Jobs whose worker has died are tried again, by any worker that is alive."""

import asyncio
import logging
from typing import Final

from procrastinate import App
from procrastinate.exceptions import ConnectorException
from procrastinate.jobs import Job, Status

from app import db
from app.services import job_errors
from app.services.rows import now

from .retries import after_failure

log = logging.getLogger(__name__)

HEARTBEAT_SECONDS: Final = 3.0
STALLED_SECONDS: Final = 15.0
EVERY_SECONDS: Final = 5.0
DIED: Final = "The worker that ran this job stopped without an answer: it was killed, or lost its connection."


async def watch(app: App) -> None:
    """Look every five seconds for jobs whose worker has not given a sign of life."""
    while True:
        await rescue(app)
        await asyncio.sleep(EVERY_SECONDS)


async def rescue(app: App) -> None:
    """Put the jobs of workers without a heartbeat back into the queue, at most as often as failed ones."""
    await app.job_manager.prune_stalled_workers(STALLED_SECONDS)
    for job in await app.job_manager.get_stalled_jobs(seconds_since_heartbeat=STALLED_SECONDS):
        await asyncio.to_thread(_note, job)
        try:
            await _put_back(app, job)
        except ConnectorException as error:
            # Another worker was quicker, or the job has ended after all.
            log.info("Job %s was not put back: %s", job.id, error.__cause__)


async def _put_back(app: App, job: Job) -> None:
    again = after_failure(job, now())
    if again is None:
        await app.job_manager.finish_job(job, Status.FAILED, delete_job=False)
    else:
        await app.job_manager.retry_job(job, retry_at=now())


def _note(job: Job) -> None:
    attempt = job_errors.Attempt(job.id or 0, job.task_name)
    db.repeat(lambda unit: job_errors.keep(unit, attempt, job.attempts + 1, DIED))
