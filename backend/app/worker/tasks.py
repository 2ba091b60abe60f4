"""Which task name runs what. Bodies are plain functions: they run in threads, each with units of work of its own."""

import datetime as dt

from procrastinate import App, JobContext

from app import jobs
from app.notifications import messages, sending
from app.reactions import Occurrence, daily, react
from app.reports.daily_summary.slots import Slot
from app.services.job_errors import Attempt

from .chores import CHORES
from .retries import Retries


def register(app: App) -> None:
    """Tell the queue what its tasks are."""
    app.task(name=jobs.REACT, retry=Retries(), pass_context=True)(_react)
    app.task(name=jobs.SWEEP, retry=Retries())(_sweep)
    app.task(name=jobs.SEND, retry=Retries(), pass_context=True)(_send)
    app.task(name=jobs.SUMMARISE, retry=Retries())(_summarise)


def _react(context: JobContext, **event: object) -> None:
    react(Occurrence.of(event), Attempt(context.job.id or 0, context.job.task_name))


def _send(context: JobContext, ids: list[int]) -> None:
    sending.send(ids, messages.message, again=context.job.attempts > 0)


def _sweep(chore: str) -> None:
    CHORES[chore]()


def _summarise(day: str, due_at: str) -> None:
    daily.send(Slot(dt.date.fromisoformat(day), dt.datetime.fromisoformat(due_at)))
