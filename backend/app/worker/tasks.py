"""Which task name runs what. Bodies are plain functions: they run in threads, each with units of work of its own."""

from procrastinate import App, JobContext

from app import jobs
from app.reactions import Occurrence, react
from app.services.job_errors import Attempt

from .chores import CHORES
from .retries import Retries


def register(app: App) -> None:
    """Tell the queue what its tasks are."""
    app.task(name=jobs.REACT, retry=Retries(), pass_context=True)(_react)
    app.task(name=jobs.SWEEP, retry=Retries())(_sweep)


def _react(context: JobContext, **event: object) -> None:
    react(Occurrence.of(event), Attempt(context.job.id or 0, context.job.task_name))


def _sweep(chore: str) -> None:
    CHORES[chore]()
