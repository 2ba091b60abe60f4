"""When a job that failed is tried again, and that its errors are kept."""

import datetime as dt
from collections.abc import Callable

from procrastinate import BaseRetryStrategy, JobContext, RetryDecision
from procrastinate.jobs import Job
from procrastinate.worker import Worker

from app import db
from app.reactions import GaveUp, Postponed
from app.services import job_errors
from app.services.rows import now


class Retries(BaseRetryStrategy):
    """Twice as long each time; after the last try the job stays in the queue as failed."""

    def get_retry_decision(self, *, exception: BaseException, job: Job) -> RetryDecision | None:
        """None: no further try. `job.attempts` counts those before this one."""
        if isinstance(exception, Postponed):
            return RetryDecision(retry_at=exception.until)
        if isinstance(exception, GaveUp):
            return None
        return after_failure(job, now())


def after_failure(job: Job, at: dt.datetime) -> RetryDecision | None:
    """The next try of a job that failed at that moment, if there is to be one.

    One that may wait but once may wait already, and comes again by itself: trying it again would break that rule.
    """
    tries = job.attempts + 1
    is_last = tries >= job_errors.TRIES or job.queueing_lock is not None
    return None if is_last else RetryDecision(retry_at=at + job_errors.pause(tries))


def keep_errors(proceed: Callable[[], object], context: JobContext, _worker: Worker) -> object:
    """Around every task: what went wrong is kept in a transaction of its own. Reactions keep theirs by event."""
    try:
        return proceed()
    except (Postponed, GaveUp):
        raise
    except Exception as error:
        attempt, text = job_errors.Attempt(context.job.id or 0, context.job.task_name), job_errors.described(error)
        db.repeat(lambda unit: job_errors.keep(unit, attempt, context.job.attempts + 1, text))
        raise
