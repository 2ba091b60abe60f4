"""The errors of jobs, attempt by attempt, and how long to wait before the next one."""

import datetime as dt
import traceback
from dataclasses import dataclass
from typing import Final

from sqlalchemy.orm import Session

from app.models import JobError

TRIES: Final = 8
LONGEST: Final = dt.timedelta(minutes=10)
LENGTH: Final = 8_000
# How the last error of an event begins that reactions gave up on (a regular expression of PostgreSQL's): its id.
GIVEN_UP: Final = "^Given up: [a-z_.]+, event ([0-9]+) of ticket"


@dataclass(frozen=True, slots=True)
class Attempt:
    """Which job is at work."""

    job_id: int
    task: str


def pause(tries: int) -> dt.timedelta:
    """How long to wait after so many tries: 4 s, 8 s, 16 s … 10 minutes."""
    return min(dt.timedelta(seconds=2 * 2**tries), LONGEST)


def described(error: BaseException) -> str:
    """The error with its traceback; of a very long one, the end, where the cause is."""
    return "".join(traceback.format_exception(error))[-LENGTH:]


def keep(session: Session, attempt: Attempt, number: int, text: str) -> None:
    """Write down what went wrong at the attempt of that number (1 is the first)."""
    clean = text.replace("\x00", "\N{REPLACEMENT CHARACTER}")
    session.add(JobError(job_id=attempt.job_id, task=attempt.task, attempt=number, error=clean))
